#!/usr/bin/env bash
# Compiles and runs a small program against target/scar.jar and what a user of the library gets with it: no optional dependency.
set -euo pipefail
home=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$home" && mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:list -DincludeScope=runtime -DoutputAbsoluteArtifactFilename -DoutputFile="$work/dependencies")
path=$home/target/scar.jar$(sed -E 's/\x1b\[[0-9;]*m//g' "$work/dependencies" | grep -v '(optional)' | grep -oE '/[^ ]+\.jar' | sed 's/^/:/' | tr -d '\n')
case $path in *picocli* | *slf4j-nop* | *webjars* | *akka-cluster*) echo "an optional dependency came along: $path" >&2; exit 1 ;; esac
javac -d "$work" -cp "$path" "$home/src/test/consumer/Consumer.java"
java -cp "$work:$path" Consumer "$home"
