#!/usr/bin/env bash
# Runs the Python programs of traces/README.md on traces/sample, which must print what the page shows. Installs pandas in a folder of
# its own; without Python or pandas to be had it says so and ends with 0.
set -euo pipefail
home=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$(command -v python3) || { echo "pandas example skipped: no python3"; exit 0; }
if ! "$python" -c "import pandas" 2>/dev/null; then
  { "$python" -m venv "$work/venv" && "$work/venv/bin/pip" -q --timeout 10 --retries 1 install 'pandas==3.0.6'; } >"$work/pip.log" 2>&1 || { echo "pandas example skipped: no pandas to be had"; exit 0; }
  python=$work/venv/bin/python
fi

block() { # language, number: that block of the page
  awk -v fence="\`\`\`$1" -v number="$2" '$0 == fence && ++seen == number {on = 1; next} on && /^```/ {exit} on' "$home/traces/README.md"
}
same() { # file, what was printed: equal but for blanks at the ends of lines
  diff <(sed 's/ *$//' "$1") <(sed 's/ *$//' "$2") || { echo "traces/README.md shows something else" >&2; exit 1; }
}
block python 1 >"$work/short.py"
block text 1 >"$work/short.expected"
block text 2 >"$work/run.expected"
test -s "$work/short.py" && test -s "$work/short.expected" && test -s "$work/run.expected"
(cd "$home/traces" && "$python" "$work/short.py") >"$work/short.txt"
same "$work/short.expected" "$work/short.txt"
"$python" "$home/src/examples/python/read_run.py" "$home/traces/sample" >"$work/run.txt"
same "$work/run.expected" "$work/run.txt"
echo "pandas reads a run as the page shows"
