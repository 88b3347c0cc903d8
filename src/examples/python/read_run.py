"""Reads a run's folder with pandas: how late it is, where time is lost, behind whom. python3 read_run.py RUN"""

import json
import pathlib
import sys

import pandas

run = pathlib.Path(sys.argv[1])
summary = json.loads((run / "summary.json").read_text())
transfers = pandas.read_csv(run / "transfers.csv.gz", keep_default_na=False)
waits = pandas.read_csv(run / "waits.csv.gz", keep_default_na=False)
events = pandas.read_csv(run / "events.csv.gz", keep_default_na=False)

# Times are whole picoseconds, so that sums are exact: the parts of a transfer make up the whole.
took = transfers.arrival_ps - transfers.release_ps
parts = ["serialisation_ps", "hops_ps", "dram_ps", "wait_ps"]
assert (transfers[parts].sum(axis=1) == took).all()
assert waits.remaining_ps.sum() == transfers.wait_ps.sum()

predicted, simulated = summary["predictedPs"], summary["simulatedPs"]
print(f"predicted {predicted / 1e9:.3f} ms, simulated {simulated / 1e9:.3f} ms")

print("\nwhere the time of transfers goes, in ms")
print((transfers.groupby("model")[parts].sum() / 1e9).round(3).to_string())

print("\nwho waits where behind whom, in ms")
lost = waits.groupby(["at", "what", "behind"]).remaining_ps.sum().sort_values(ascending=False, kind="stable")
print((lost / 1e9).round(3).head(5).to_string())

print("\nbusy, in per cent of the makespan")
busy = events[events.event == "pass"].groupby("component").busy_ps.sum()
print((100 * busy / simulated).sort_values(ascending=False, kind="stable").round(2).head(5).to_string())
