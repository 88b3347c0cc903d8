#!/usr/bin/env bash
# A study on a coordinator and workers as processes of this machine, which are killed, stopped and refused: every point
# exactly once, and the answers of the local run. --long kills more of them. SCAR is the command that is tried.
set -uom pipefail
home=$(cd "$(dirname "$0")/../../.." && pwd)
read -ra scar <<< "${SCAR:-$home/scar}"
study=$home/src/test/cluster/study.json
work=$(mktemp -d)
mounted=
cleanup() {
  jobs -p | while read -r job; do kill -9 "$job"; done 2> /dev/null
  [ -z "$mounted" ] || umount "$work/small"
  rm -rf "$work"
}
trap cleanup EXIT
port=$((20000 + RANDOM % 10000))
at=127.0.0.1:$port

fail() { echo "cluster: $1" >&2; tail -n 5 "$work"/*.err >&2; exit 1; }
expect() { [ "$2" = "$3" ] || fail "$1: $2 instead of $3"; echo "ok: $1"; } # what, is, should be
coordinator() { # folder
  out=$work/$(basename "$1").out
  "${scar[@]}" explore "$study" --coordinator "$at" --token both --out "$1" > "$out" 2> "${out%.out}.err" &
}
worker() { "${scar[@]}" worker --join "$at" --token both --threads 1 > /dev/null 2> "$work/worker-$1.err" & }
records() { cat "$1/records.jsonl" 2> /dev/null | wc -l; }
# Waits until a command says yes, and for at most this many seconds.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do [ $SECONDS -lt $end ] || fail "waited too long for: $*"; sleep 0.2; done
}
has() { [ "$(records "$1")" -ge "$2" ]; }
says() { grep -q "$2" "$1" 2> /dev/null; }
# The results of the local run, byte by byte, every point once.
equal() {
  cmp "$work/local/results.csv" "$1/results.csv" || fail "$2: other results"
  cmp <(sort "$work/local/records.jsonl") <(sort "$1/records.jsonl") || fail "$2: other records"
  echo "ok: $2: every point once, equal to the local run"
}

"${scar[@]}" explore "$study" --out "$work/local" --quiet || fail "the local run"
points=$(records "$work/local")

# Refused: a second coordinator on the folder, a worker with another token, one of another version.
c=$work/killed
coordinator "$c"
first=$!
until_true 60 test -e "$c/records.jsonl"
"${scar[@]}" explore "$study" --coordinator "127.0.0.1:$((port + 1))" --out "$c" > /dev/null 2> "$work/second.err"
expect "a second coordinator on the folder: exit code" "$?" 2
says "$work/second.err" "is in use by another scar" || fail "a second coordinator was not told why"
"${scar[@]}" worker --join "$at" --token other > /dev/null 2> "$work/token.err"
expect "a worker with another token: exit code" "$?" 2
says "$work/token.err" "another token" || fail "another token: it was not told why"
mkdir -p "$work/other/dev/scar/units"
echo more > "$work/other/dev/scar/units/More.class"
if [ -z "${SCAR:-}" ]; then
  cp "$home/target/scar-all.jar" "$work/other.jar"
  jar uf "$work/other.jar" -C "$work/other" dev
  java -Dscar.home="$home" -jar "$work/other.jar" worker --join "$at" --token both > /dev/null 2> "$work/version.err"
  expect "a worker of another version: exit code" "$?" 2
  says "$work/version.err" "another version" || fail "another version: it was not told why"
fi

# Workers are killed, one is stopped for longer than the cluster waits, then the coordinator is killed and run again.
for w in 1 2 3; do worker $w; pids[w]=$!; done
until_true 120 has "$c" 2
kill -9 "${pids[1]}"
wait "${pids[1]}" 2> /dev/null
kill -STOP "${pids[3]}"
[ "${1:-}" != --long ] || kill -9 "${pids[2]}"
kill -9 $first
wait $first 2> /dev/null
[ "$(records "$c")" -lt "$points" ] || fail "the study was over before anybody was killed"
worker 4
sleep 22 # longer than a silent member is kept
kill -CONT "${pids[3]}"
coordinator "$c"
wait $! || fail "the coordinator that went on"
says "$c.out" "were known" || fail "what was known before the kill was not used"
equal "$c" "workers and the coordinator killed, a worker stopped"
wait "${pids[3]}"
code=$?
# The study may have ended before it was heard again.
[ $code != 1 ] || ! says "$work/worker-3.err" "no coordinator is at" || code=0
expect "the worker that was stopped: exit code" "$code" 0

# A worker dies while the coordinator lives: its points come back.
c=$work/lost
coordinator "$c"
end=$!
worker 6
lost=$!
worker 7
until_true 120 has "$c" 2
kill -9 $lost
wait $lost 2> /dev/null
wait $end || fail "the coordinator that lost a worker"
equal "$c" "a worker killed"

# Sweeps have workers, too.
"${scar[@]}" sweep motivational --executions --effort 20000 --format csv > "$work/sweep.csv" || fail "the local sweep"
worker 5
"${scar[@]}" sweep motivational --executions --effort 20000 --format csv --coordinator "$at" --token both > "$work/sweep-far.csv" 2> "$work/sweep.err"
expect "a sweep with a worker: exit code" "$?" 0
cmp "$work/sweep.csv" "$work/sweep-far.csv" || fail "a sweep with a worker: other rows"

# The coordinator's disk is full: it ends and says how to go on, and the worker waits for it.
if mkdir "$work/small" && mount -t tmpfs -o size=16k tmpfs "$work/small" 2> /dev/null; then
  mounted=yes
  worker 8
  pids[8]=$!
  coordinator "$work/small/full"
  wait $!
  expect "full disk: exit code" "$?" 1
  says "$work/full.err" "run the same command again" || fail "full disk: it was not told what to do"
  mount -o remount,size=16m "$work/small"
  coordinator "$work/small/full"
  wait $! || fail "the coordinator after the disk was full"
  equal "$work/small/full" "a full disk"
  wait "${pids[8]}"
  expect "full disk: the worker that waited: exit code" "$?" 0
else
  echo "skipped: a full disk needs the right to mount one"
fi
