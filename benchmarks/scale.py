"""Write docs/scale.md: what 34 provinces and 100 million positions would need, on paper.

Every figure is taken from docs/measured/retrieval-*.json and cluster.json and carried on by the
arithmetic that stands beside it. `python -m benchmarks.scale`.
"""

import json
import sys
from typing import Any

from benchmarks.prove import RESULTS

SIZES = (10_000, 100_000, 1_000_000)
GOAL, PROVINCES, PEOPLE_A_YEAR = 100_000_000, 34, 2_000
TARGET = RESULTS.parent.parent / "scale.md"
NIGHT_S = 3600


def measured(size: int) -> dict[str, Any]:
    """Read one size's parts."""
    report: dict[str, Any] = json.loads(RESULTS.with_name(f"retrieval-{size}.json").read_text())
    return report["parts"] | {"positions": size}


def growth(parts: list[dict[str, Any]]) -> list[str]:
    """One person's list against the number of positions."""
    lines = ["| positions | local list p50 ms | nationwide p50 ms | build s | bytes a position |"]
    lines += ["|---|---|---|---|---|"]
    for part in parts:
        index = part["index"]
        lines.append(
            f"| {part['positions']:,} | {index['local']['p50_ms']} | "
            f"{index['nationwide']['p50_ms']} | {index['build_seconds']} | "
            f"{index['bytes_per_position']:.0f} |"
        )
    first, last = parts[0], parts[-1]
    times = last["positions"] / first["positions"]
    slower = last["index"]["local"]["p50_ms"] / first["index"]["local"]["p50_ms"]
    lines += ["", f"{times:.0f} times the positions make a local list {slower:.1f} times as long."]
    return lines


def on_paper(part: dict[str, Any]) -> list[str]:
    """Carry the largest measured size on to the goal."""
    index, batch, size = part["index"], part["batch"], part["positions"]
    tables = index["of_which_tables_by_block_and_skill_mb"] * 1e6
    own = index["bytes_per_position"] - tables / size
    whole = (own * GOAL + tables) / 1e9
    share, speed = GOAL / PROVINCES, batch["threads_2"]["lists_per_second"]
    per_province = (own * share + tables / PROVINCES) / 1e9
    build = index["build_seconds"] * share / size
    people = PROVINCES * PEOPLE_A_YEAR
    slower = share / size
    seconds = people / speed * slower
    local, far = index["local"], index["nationwide"]
    return [
        f"- Bytes: a position takes {own:.0f} B of its own ({index['bytes_per_position']:.0f} B",
        f"  measured less {tables / 1e6:.1f} MB of tables by block and skill over {size:,}).",
        f"  {GOAL:,} x {own:.0f} B + tables = **{whole:.1f} GB**: one machine of 32 GB maps it,",
        f"  or {PROVINCES} shards of {share:,.0f} positions = {per_province:.2f} GB each.",
        f"- Build: sorting grows with n log n; at the measured {index['build_seconds']} s for",
        f"  {size:,}, a shard takes about {build:.1f} s, all of them",
        f"  {build * PROVINCES / 60:.1f} minutes on one core, or the time of one on {PROVINCES}.",
        f"- A local list reads its own surroundings. Were every commune {slower:.1f} times as",
        f"  dense ({GOAL:,} over {PROVINCES} shards), {local['p50_ms']} ms become at most",
        f"  {local['p50_ms'] * slower:.2f} ms, p95 {local['p95_ms'] * slower:.2f} ms: linear is",
        "  the worst case, as more good positions stop the search sooner.",
        f"- A nationwide list asks {PROVINCES} shards at once and merges their best: p95",
        f"  {far['p95_ms'] * slower:.1f} ms each by the same rule, plus one round trip. The merge",
        "  is exact: the best of all are among the best of each.",
        f"- A night: {PROVINCES} x {PEOPLE_A_YEAR:,} = {people:,} people at {speed:,} lists/s on",
        f"  two cores, {slower:.1f} times slower = {seconds:.0f} s; one hour would do",
        f"  {NIGHT_S / seconds:.0f} times as many.",
    ]


def cluster() -> list[str]:
    """Tell what the batch on several machines showed."""
    path = RESULTS.with_name("cluster.json")
    if not path.exists():
        return []
    report = json.loads(path.read_text())
    told = f"{report['people']:,} people, {report['positions']:,} positions"
    lines = [
        "## Several machines",
        "",
        f"{told}, {report['cores']} cores, load {report['load']} (`python -m benchmarks.cluster`):",
        "",
        "| who | seconds | times one process | same lists |",
        "|---|---|---|---|",
    ]
    for row in report["runs"]:
        same = "yes, to the bit" if row["same_to_the_bit"] else "NO"
        lines.append(f"| {row['who']} | {row['seconds']} | {row['times_this_process']} | {same} |")
    return lines


def main() -> int:
    """Write the page."""
    sizes = [size for size in SIZES if _has_parts(size)]
    parts = [measured(size) for size in sizes]
    largest = parts[-1]
    told = largest["index"]
    lines = [
        "# Scale, on paper",
        "",
        "Written by `python -m benchmarks.scale` from docs/measured; no figure is typed in.",
        f"Largest size: {largest['positions']:,} (commit {told['commit']}, load {told['load']}).",
        "",
        "## Growth, measured",
        "",
        *growth(parts),
        "",
        f"## {PROVINCES} provinces and {GOAL:,} positions",
        "",
        *on_paper(largest),
        "",
        *HOW,
        "",
        *cluster(),
    ]
    TARGET.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))
    return 0


HOW = (
    "## How it would be cut",
    "",
    "By province, each shard with the communes within 100 km around it: a person with a reach is",
    "answered by one shard; only those who would go anywhere are asked everywhere. A shard is a",
    "folder that `flask match index` writes and every process maps; changes since come by their",
    "number from the database, so adding a machine is a copy of a folder. Not in these bytes: the",
    "advertisements' words, which text similarity needs (mapped as well), and their documents,",
    "which explanations need and which each process loads.",
)


def _has_parts(size: int) -> bool:
    path = RESULTS.with_name(f"retrieval-{size}.json")
    return path.exists() and "index" in json.loads(path.read_text()).get("parts", {})


if __name__ == "__main__":
    sys.exit(main())
