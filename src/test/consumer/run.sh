#!/usr/bin/env bash
# Installs the plain jar, and compiles and runs a Maven project outside of this clone that depends on it: the programs of
# src/test/java/examples and one that looks at what came along. Needs target/scar.jar.
set -euo pipefail
home=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's#^  <version>\(.*\)</version>#\1#p' "$home/pom.xml")
mkdir -p "$work/src/main/java/examples"
cp "$home/src/test/consumer/pom.xml" "$work"
cp "$home/src/test/consumer/Consumer.java" "$work/src/main/java"
for program in BuildAndReplay OwnObjective OwnRouting PackageStudy; do
  cp "$home/src/test/java/examples/$program.java" "$work/src/main/java/examples"
done
mvn -q -B -ntp org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file -Dfile="$home/target/scar.jar" -DpomFile="$home/pom.xml"
cd "$work"
mvn -q -B -ntp -Dscar.version="$version" compile dependency:build-classpath
path=target/classes:$(cat target/classpath)
case $path in *picocli* | *slf4j-nop* | *webjars* | *akka-cluster*) echo "an optional dependency came along: $path" >&2; exit 1 ;; esac
java -cp "$path" Consumer "$home"
for program in BuildAndReplay OwnObjective OwnRouting PackageStudy; do
  echo "-- $program"
  java -cp "$path" "examples.$program" | tee "$program.out"
done
grep -q "all laws hold" BuildAndReplay.out
grep -q "energy within 1.5 ms" OwnObjective.out
grep -q "STABLE" OwnRouting.out
test "$(wc -l < PackageStudy.out)" = 7
