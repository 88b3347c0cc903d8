#!/usr/bin/env bash
# Applies each patch beside this script to the code of today, one at a time, and sees the test that the patch names fail. Without the patch
# that test must pass. Each patch is a defect that the tests once let through.
#
#     mvn test-compile && src/test/mutants/run.sh [part of a patch's name]
#
# CLASSES and TEST_CLASSES say where compiled code lies, if not in target/classes and target/test-classes.
set -euo pipefail
home=$(cd "$(dirname "$0")/../../.." && pwd)
cd "$home"
classes=${CLASSES:-target/classes}
tests=${TEST_CLASSES:-target/test-classes}
work=target/mutants
launcher=1.14.4
rm -rf "$work"
mkdir -p "$work"
maven="mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
$maven:build-classpath -DincludeScope=test -Dmdep.outputFile="$work/classpath" > /dev/null
$maven:copy -Dartifact=org.junit.platform:junit-platform-console-standalone:$launcher -DoutputDirectory="$work" > /dev/null
path=$(cat "$work/classpath")

junit() { # folder of mutated classes, test class
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dscar.home="$home" -jar "$work/junit-platform-console-standalone-$launcher.jar" execute \
    --disable-banner --details=none --exclude-tag=slow -cp "$1:$classes:$tests:$path" -c "$2" > "$work/junit.log" 2>&1
}

alive=0
count=0
declare -A healthy
for patch in src/test/mutants/*"${1:-}"*.patch; do
  name=$(basename "$patch" .patch)
  test=$(sed -n 's/^Test: //p' "$patch")
  file=$(sed -n 's,^+++ b/,,p' "$patch")
  if [ -z "${healthy[$test]:-}" ]; then
    junit "$work" "$test" || { cat "$work/junit.log"; echo "$test fails without any mutant"; exit 1; }
    healthy[$test]=yes
  fi
  mkdir -p "$work/$name/classes" "$work/$name/$(dirname "$file")"
  cp "$file" "$work/$name/$file"
  patch -s -d "$work/$name" -p1 < "$patch" || { echo "$name no longer applies to $file"; exit 1; }
  javac -nowarn -proc:none -XDignore.symbol.file -d "$work/$name/classes" -cp "$classes:$path" "$work/$name/$file" 2> "$work/javac.log" \
    || { cat "$work/javac.log"; echo "$name does not compile"; exit 1; }
  count=$((count + 1))
  result=0
  junit "$work/$name/classes" "$test" || result=$?
  if [ "$result" = 1 ]; then
    echo "killed   $name by $test"
  else
    echo "SURVIVES $name: $test"
    alive=$((alive + 1))
  fi
done
echo "$count mutants, $alive alive"
[ "$alive" = 0 ]
