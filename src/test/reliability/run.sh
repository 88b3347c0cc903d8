#!/usr/bin/env bash
# What happens at Ctrl-C, SIGTERM, kill -9, a full disk and a closed pipe: the table of reliability.md, tried with real processes.
set -uom pipefail # with job control, since a shell without it starts its background processes deaf to SIGINT
home=$(cd "$(dirname "$0")/../../.." && pwd)
scar=$home/scar
work=$(mktemp -d)
mounted=
trap '[ -z "$mounted" ] || umount "$work/small"; rm -rf "$work"' EXIT
"$scar" --version > /dev/null || exit 1

fail() { echo "reliability: $1" >&2; exit 1; }
expect() { [ "$2" = "$3" ] || fail "$1: $2 instead of $3"; echo "ok: $1"; } # what, is, should be
left() { find "$1" -mindepth 1 -maxdepth 1 -name '.*' | wc -l | tr -d ' '; }
replay() { "$scar" replay "$home/workloads/motivational/A1.json" --no-report "$@"; }
# Waits until a process has an unfinished folder, or has ended.
writes() { while kill -0 "$1" 2> /dev/null && ! compgen -G "$2/.*.partial-*" > /dev/null; do :; done; }

# A process that writes for a while: a log of every packet.
long=(replay "$work/long/schedule.json" --packet "64 B" --trace-detail packets --no-report --engine loop --out)
mkdir "$work/runs"
"$scar" run sc6 --no-report --engine loop --out "$work/long" > /dev/null || fail "the first run"

for signal in TERM INT; do
  "$scar" "${long[@]}" "$work/runs/x" > /dev/null 2>&1 &
  writes $! "$work/runs"
  kill -$signal $!
  wait $!
  expect "SIG$signal in a replay: exit code" "$?" "$([ $signal = TERM ] && echo 143 || echo 130)"
  expect "SIG$signal in a replay: left over" "$(left "$work/runs")" 0
done

"$scar" "${long[@]}" "$work/runs/x" > /dev/null 2>&1 &
writes $! "$work/runs"
kill -9 $!
wait $! 2> /dev/null
expect "kill -9: left over at first" "$(left "$work/runs")" 1
replay --out "$work/runs/y" > /dev/null || fail "a run after kill -9"
expect "kill -9: left over after the next run" "$(left "$work/runs")" 0
test ! -e "$work/runs/x" || fail "kill -9 left a result"

cp -r "$work/long" "$work/runs/z"
(cd "$work/runs/z" && sha256sum -- *) > "$work/before"
"$scar" "${long[@]}" "$work/runs/z" --overwrite > /dev/null 2>&1 &
writes $! "$work/runs"
kill -9 $!
wait $! 2> /dev/null
(cd "$work/runs/z" && sha256sum -- *) | cmp - "$work/before" || fail "kill -9 while overwriting damaged the old result"
"$scar" trace summarize "$work/runs/z" --rows 1 > /dev/null || fail "the old result cannot be read"
echo "ok: kill -9 while overwriting: the old result is whole"

replay --out "$work/runs/full" > /dev/full 2> "$work/err"
expect "standard output is full: exit code" "$?" 1
expect "standard output is full: lines" "$(wc -l < "$work/err" | tr -d ' ')" 1
"$scar" topology 2> "$work/err" | head -n 1 > /dev/null
expect "closed pipe: lines on standard error" "$(wc -l < "$work/err" | tr -d ' ')" 0

# A study: cut off in the middle it keeps what is done, and run again it ends as one that was never cut off.
study=$home/src/test/cluster/study.json
explore() { "$scar" explore "$study" --threads 1 --out "$1" > /dev/null 2> "$work/err"; }
records() { cat "$1/records.jsonl" 2> /dev/null | wc -l; }
same() { cmp "$work/whole/results.csv" "$1/results.csv" && cmp <(sort "$work/whole/records.jsonl") <(sort "$1/records.jsonl") || fail "$2: other results"; echo "ok: $2: run again, equal"; }
explore "$work/whole" || fail "a study"
for signal in INT KILL; do
  "$scar" explore "$study" --threads 1 --out "$work/study-$signal" > /dev/null 2> "$work/err" &
  while kill -0 $! 2> /dev/null && [ "$(records "$work/study-$signal")" -lt 3 ]; do :; done
  kill -$signal $!
  wait $! 2> /dev/null
  expect "SIG$signal in a study: exit code" "$?" "$([ $signal = KILL ] && echo 137 || echo 0)"
  [ $signal = KILL ] || grep -q "Run the same command again to go on" "$work/err" || fail "a stopped study does not say how to go on"
  [ "$(records "$work/study-$signal")" -lt "$(records "$work/whole")" ] || fail "SIG$signal came after the study"
  explore "$work/study-$signal" || fail "a study that goes on"
  same "$work/study-$signal" "SIG$signal in a study"
done

if mkdir "$work/small" && mount -t tmpfs -o size=256k tmpfs "$work/small" 2> /dev/null; then
  mounted=yes
  "$scar" "${long[@]}" "$work/small/x" > /dev/null 2> "$work/err"
  expect "full disk: exit code" "$?" 1
  expect "full disk: lines" "$(wc -l < "$work/err" | tr -d ' ')" 1
  expect "full disk: left over" "$(find "$work/small" -mindepth 1 | wc -l | tr -d ' ')" 0
  mount -o remount,size=16k "$work/small"
  explore "$work/small/study"
  expect "full disk in a study: exit code" "$?" 1
  grep -q "run the same command again to go on" "$work/err" || fail "a study on a full disk does not say how to go on"
  mount -o remount,size=16m "$work/small"
  explore "$work/small/study" || fail "a study after the disk was full"
  same "$work/small/study" "full disk in a study"
else
  echo "skipped: a full disk needs the right to mount one"
fi
