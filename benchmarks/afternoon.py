"""The whole afternoon of `flask simulate-event`, kept: nothing lost, nothing twice, and how long.

``python -m benchmarks.afternoon [--write]`` lets 500 people, 13 firms with 40 tables, five desks
and five kiosks act over ten minutes while the server is killed twice and the network is away for
two minutes. Times are the clients' own, in milliseconds, of requests that were answered.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.prove import ROOT, commit
from portal.simulation import rehearsal
from portal.simulation.afternoon import Pace, Troubles
from portal.simulation.hall import Size

RESULT = ROOT / "docs" / "measured" / "afternoon.json"
SEED = 1


def main() -> int:
    """Rehearse and print; with --write keep the verdict. Return 1 when it is not good."""
    found = {
        "commit": commit("portal", "services", "models", "matching"),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
    }
    with tempfile.TemporaryDirectory(prefix="noiviec-") as folder:
        verdict = rehearsal.rehearse(
            Path(folder), Size(), seed=SEED, pace=Pace(), troubles=Troubles()
        )
    found |= verdict.as_dict()
    print(json.dumps(found, indent=1))
    if "--write" in sys.argv:
        RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
