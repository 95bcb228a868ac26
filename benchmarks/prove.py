"""Run the hard tests in full, one part after another; `make prove`.

A part that passed at this commit is not run again, so an interrupted run goes on where it stopped.
Results stand in docs/measured/prove.json with the commit they were measured at.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "measured" / "prove.json"
# Part -> (tests, variable that says how much, how much).
PARTS = {
    "kills": ("tests/hard/test_kill.py", "NOIVIEC_TEST_KILLS", 300),
    "afternoon": ("tests/hard/test_afternoon.py", "NOIVIEC_TEST_PEOPLE", 500),
    "fuzz": ("tests/hard/test_fuzz.py", "NOIVIEC_TEST_FUZZ", 20_000),
}


def commit(*paths: str) -> str:
    """Return the commit the tree stands at, marked where files (of these paths) differ from it."""
    head = _git("rev-parse", "--short", "HEAD")
    return f"{head}+" if _git("status", "--porcelain", "--", *paths) else head


def _git(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 - fixed words of our own
        ["git", *words],  # noqa: S607 - the git of the machine
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def prove(name: str, at: str) -> dict[str, object]:
    """Run one part and return what is written of it."""
    tests, variable, size = PARTS[name]
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own interpreter and tests
        [sys.executable, "-m", "pytest", "-q", tests],
        cwd=ROOT,
        env=os.environ | {variable: str(size)},
        check=False,
    )
    seconds = round(time.monotonic() - started)
    return {"commit": at, "size": size, "passed": done.returncode == 0, "seconds": seconds}


def main() -> int:
    """Run what has not passed at this commit; return 1 when a part fails."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    at = commit()
    for name in PARTS:
        before = results.get(name, {})
        if before.get("commit") == at and before.get("passed"):
            print(f"{name}: passed at {at}, not run again")
            continue
        results[name] = prove(name, at)
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    return 0 if all(result["passed"] for result in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
