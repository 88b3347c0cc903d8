#!/bin/sh
# Opens the report.html of a run folder in a browser, checks what only a browser can, and takes screenshots: run.sh RUN_FOLDER OUT
# Installs playwright-core, and Chromium where apt-get is at hand. Without a browser or npm it says so and ends with 0.
set -e
[ $# -eq 2 ] || { echo "usage: $0 RUN_FOLDER OUT" >&2; exit 2; }
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
page=$(CDPATH= cd -- "$1" && pwd -P)/report.html
mkdir -p "$2"
out=$(CDPATH= cd -- "$2" && pwd -P)
[ -f "$page" ] || { echo "no report.html in $1" >&2; exit 2; }

skip() { echo "browser check skipped: $1"; exit 0; }
fail() { echo "browser check failed: $1" >&2; exit 1; }
need() { # command, Debian package
  command -v "$1" >/dev/null 2>&1 && return
  command -v apt-get >/dev/null 2>&1 || skip "no $1"
  { apt-get update -qq && apt-get install -y -qq "$2"; } >/dev/null 2>&1 || skip "no $1 to be had"
}
need node nodejs
need npm npm
need chromium chromium

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
modules=$here/../../../target/browser # kept from one page to the next
mkdir -p "$modules"
modules=$(CDPATH= cd -- "$modules" && pwd -P)
cp "$here/check.mjs" "$modules"
if [ ! -e "$modules/complete" ]; then
  (cd "$modules" && npm install --silent --no-audit --no-fund --no-save playwright-core@1.56.1 axe-core@4.11.0 >npm.log 2>&1) || fail "no playwright-core and axe-core to be had"
  touch "$modules/complete"
fi
CHROMIUM=$(command -v chromium) PROFILE="$work/profile" node "$modules/check.mjs" "$page" "$out"
