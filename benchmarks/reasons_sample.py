"""Draw printed reasons to be read by hand: `python -m benchmarks.reasons_sample DIR`.

Prints pairs of file and advertisement with what is said of them. Whoever reads marks each sentence
as true or not; a set's texts may not be kept with the project, so only the count is.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from matching.docs import PersonDoc, PositionDoc
from matching.evaluate import GoldenSet, halves, our_rankings, read
from matching.ranker import Ranked

Drawn = tuple[str, Ranked, str]
"""Person id, entry, one of its reasons."""


def draw(golden: GoldenSet, people: Iterable[str], options: argparse.Namespace) -> list[Drawn]:
    """Draw reasons of the first entries of some people's lists."""
    rankings = our_rankings(golden, options.on)
    said = [
        (person, entry, reason)
        for person in people
        for entry in rankings[person][: options.first]
        for reason in entry.reasons
    ]
    return random.Random(options.seed).sample(said, min(options.count, len(said)))  # noqa: S311 - a sample to read, no secret


def person_line(person: PersonDoc) -> str:
    """Everything of a file that a reason may speak of."""
    skills = "; ".join(f"{c.name} {c.years or '?'} năm {c.level or ''}" for c in person.skills)
    parts = (
        f"{person.id} xã {person.commune_code}: {person.summary}",
        f"[{skills}] muốn: {person.desired_work or '-'}; lương {person.wage_expected or '?'}",
        f"đi {person.max_distance_km or '?'} km, xe {person.has_vehicle}, ca {person.shifts_ok}",
        f"ở lại {person.needs_housing}, sức khỏe {person.health_limits}",
    )
    return " | ".join(parts)


def position_line(position: PositionDoc, width: int) -> str:
    """Everything of an advertisement that a reason may speak of."""
    text = " ".join(position.description.split())[:width]
    offers = [
        name for name in ("housing", "shuttle", "training_provided") if getattr(position, name)
    ]
    parts = (
        f"{position.id} {position.title} ({position.occupation_code}): {text}",
        f"cần {position.required_skills + position.preferred_skills}, ca {position.shift}",
        f"lương {position.wage_min}-{position.wage_max}, có {offers}, xã {position.commune_code}",
    )
    return " | ".join(parts)


def show(golden: GoldenSet, drawn: Sequence[Drawn], width: int) -> str:
    """Lay the drawn reasons out by person and advertisement, numbered."""
    files = {person.id: person for person in golden.people}
    ads = {position.id: position for position in golden.positions}
    by_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person, entry, reason in sorted(drawn, key=lambda one: (one[0], one[1].position_id)):
        km = "?" if entry.distance_km is None else f"{entry.distance_km:.1f}"
        by_pair[person, entry.position_id].append(f"{reason}  ({km} km)")
    lines, number, last = list[str](), 0, ""
    for (person, position), reasons in by_pair.items():
        lines += [f"\n== {person_line(files[person])}"] if person != last else []
        lines.append(f" * {position_line(ads[position], width)}")
        last = person
        for reason in reasons:
            number += 1
            lines.append(f"     {number}. {reason}")
    return "\n".join(lines)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reasons_sample")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first", type=int, default=10, help="entries of each list to draw from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=("odd", "even", "all"), default="odd")
    parser.add_argument("--width", type=int, default=400, help="characters of an advertisement")
    parser.add_argument("--on", type=date.fromisoformat)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the sample."""
    options = _options(arguments)
    golden = read(options.folder)
    chosen = [
        person
        for name, half in halves(golden).items()
        if options.half in ("all", name.split()[0])
        for person in half
    ]
    print(show(golden, draw(golden, chosen, options), options.width))
    return 0


if __name__ == "__main__":
    sys.exit(main())
