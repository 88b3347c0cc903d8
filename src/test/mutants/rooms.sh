#!/usr/bin/env bash
# Mutation tests, room by room: PIT changes the code of a room in every small way that it knows, and sees whether a test of the room notices.
# Fails if a room's score is below its floor. An hour on an idle machine; a single room takes minutes.
#
#     mvn test-compile && src/test/mutants/rooms.sh [room …]
#
# With MUTANTS_PER_CLASS=8 it makes at most eight changes of each class, spread evenly over it.
#
# Reports lie in target/pit/ROOM. What survives and why is on the page src/site/markdown/mutation.md.
set -euo pipefail
cd "$(dirname "$0")/../../.."

tests() { # the tests that are run against the mutants of a room
  case $1 in
    plan) echo 'dev.scar.plan.*Test,dev.scar.reference.*Test,dev.scar.analysis.*Test,dev.scar.sim.ArrivalsTest,dev.scar.sim.StepOrderTest,dev.scar.sim.WorkedCasesTest' ;;
    analysis) echo 'dev.scar.analysis.*Test,dev.scar.reference.*Test,dev.scar.sim.ArrivalsTest,dev.scar.sim.LawsTest,dev.scar.sim.NoBarrierTest,dev.scar.sim.WorkedCasesTest' ;;
    sim) echo 'dev.scar.sim.*Test,dev.scar.traffic.*Test' ;;
    hardware) echo 'dev.scar.hardware.*Test,dev.scar.run.TopologyImportersContractTest,dev.scar.run.RapidChipletImporterTest' ;;
    *) echo "dev.scar.$1.*Test" ;;
  esac
}

sample=()
[ -z "${MUTANTS_PER_CLASS:-}" ] || sample=("-Dfeatures=+CLASSLIMIT(limit[$MUTANTS_PER_CLASS])")

for room in "${@:-plan analysis sim cost hardware}"; do
  for one in $room; do
    mvn -q -B -ntp -Ppit pitest:mutationCoverage -Dpit.room="$one" -Dpit.tests="$(tests "$one")" -Dpit.floor=80 ${sample[@]+"${sample[@]}"}
  done
done
