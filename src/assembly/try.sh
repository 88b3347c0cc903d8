#!/usr/bin/env bash
# Unpacks the zip elsewhere and runs scar with nothing but java on the PATH. Needs target/scar-VERSION.zip, from mvn -Prelease package.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
version=$(sed -n 's#^  <version>\(.*\)</version>#\1#p' "$home/pom.xml")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && jar xf "$home/target/scar-$version.zip") # which drops the mode of files
cd "$work/scar-$version"
ls scar scar.cmd scar.jar topologies/het-sides-3x3.json workloads/sc4.json LICENSE > /dev/null
[ "$(grep -c $'\r$' scar.cmd)" = "$(wc -l < scar.cmd)" ] # else cmd.exe may lose its place
mkdir "$work/bin"
ln -s "$(readlink -f "$(command -v java)")" "$work/bin/java"
sh=$(command -v sh)
PATH=$work/bin "$sh" ./scar --version | grep "^scar $version"
PATH=$work/bin "$sh" ./scar run motivational > run.txt
grep "physics: all" run.txt
test -s traces/motivational-motivational-2x2/report.html
PATH=$work/bin "$sh" ./scar replay traces/motivational-motivational-2x2/schedule.json --out "$work/again" | grep "^  total"
PATH=$work/bin "$sh" ./scar topology het-sides-3x3 | grep "deadlock-free"
