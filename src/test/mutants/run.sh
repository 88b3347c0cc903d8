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

junit() { # folder of mutated classes and of the log, test class
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dscar.home="$home" -jar "$work/junit-platform-console-standalone-$launcher.jar" execute \
    --disable-banner --details=none --exclude-tag=slow -cp "$1/classes:$classes:$tests:$path" -c "$2" > "$1/junit.log" 2>&1
}

healthy() { # test class: it passes without a mutant
  mkdir -p "$work/$1/classes"
  junit "$work/$1" "$1" || { cat "$work/$1/junit.log"; echo "$1 fails without any mutant"; return 1; }
}

mutant() { # patch: it is noticed
  local name test file result
  name=$(basename "$1" .patch)
  test=$(sed -n 's/^Test: //p' "$1")
  file=$(sed -n 's,^+++ b/,,p' "$1")
  mkdir -p "$work/$name/classes" "$work/$name/$(dirname "$file")"
  cp "$file" "$work/$name/$file"
  patch -s -d "$work/$name" -p1 < "$1" || { echo "$name no longer applies to $file"; return 1; }
  javac -nowarn -proc:none -XDignore.symbol.file -d "$work/$name/classes" -cp "$classes:$path" "$work/$name/$file" 2> "$work/$name/javac.log" \
    || { cat "$work/$name/javac.log"; echo "$name does not compile"; return 1; }
  result=0
  junit "$work/$name" "$test" || result=$?
  [ "$result" = 1 ] || { echo "SURVIVES $name: $test"; return 1; }
  echo "killed   $name by $test"
}

# As many at a time as there are processors.
failed=0
count=0
running=0
one() {
  if [ "$running" -ge "$(nproc)" ]; then
    wait -n || failed=$((failed + 1))
    running=$((running - 1))
  fi
  "$@" &
  running=$((running + 1))
}
patches=(src/test/mutants/*"${1:-}"*.patch)
while read -r test; do one healthy "$test"; done < <(sed -n 's/^Test: //p' "${patches[@]}" | sort -u)
for patch in "${patches[@]}"; do
  count=$((count + 1))
  one mutant "$patch"
done
while [ "$running" -gt 0 ]; do
  wait -n || failed=$((failed + 1))
  running=$((running - 1))
done
echo "$count mutants, $failed alive or in trouble"
[ "$failed" = 0 ]
