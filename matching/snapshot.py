"""Generations of an index on disk: written once, then only mapped.

A folder holds one generation each and a file that names the current one of a model. That file is
replaced as the last step, so a reader finds either the old generation or the whole new one.
"""

import json
import shutil
import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import joblib

from matching.index import CandidateIndex
from matching.indexed import IndexedRanker

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
PARTS, FACTS, INDEX = "ranker.joblib", "facts.json", "index"
KEPT = 2
"""Generations left in place: the current one and the one that running processes may still map."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a generation stands for: its model, the last change it holds, and its day."""

    model: str
    seq: int
    on: date


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation."""

    generation: str
    facts: Facts
    ranker: IndexedRanker


def write(ranker: IndexedRanker, folder: Path, facts: Facts) -> str:
    """Write a new generation, make it the current one, and remove old ones; return its name."""
    name = f"{facts.model}-{facts.seq}-{time.time_ns():x}"
    index, parts = ranker.state()
    place = folder / f"{name}.part"
    place.mkdir(parents=True)
    joblib.dump(parts, place / PARTS)
    index.snapshot(place / INDEX)
    told = {"model": facts.model, "seq": facts.seq, "on": facts.on.isoformat(), "code": stamp()}
    (place / FACTS).write_text(json.dumps(told), encoding="utf-8")
    place.rename(folder / name)
    pointer = _pointer(folder, facts.model)
    fresh = pointer.with_suffix(".new")
    fresh.write_text(name, encoding="utf-8")
    fresh.replace(pointer)
    _remove_old(folder, facts.model)
    return name


def current(folder: Path, model: str) -> str | None:
    """Return the name of a model's current generation."""
    try:
        return _pointer(folder, model).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def facts(folder: Path, model: str) -> Facts | None:
    """Tell what a model's current generation stands for; None where this program wrote none."""
    name = current(folder, model)
    return _facts_of(folder, name) if name else None


def _facts_of(folder: Path, name: str) -> Facts | None:
    told = json.loads((folder / name / FACTS).read_text(encoding="utf-8"))
    if told["code"] != stamp():
        return None
    return Facts(told["model"], told["seq"], date.fromisoformat(told["on"]))


def open_current(folder: Path, model: str) -> Generation | None:
    """Map a model's current generation; None where there is none that this program wrote."""
    name = current(folder, model)
    told = _facts_of(folder, name) if name else None
    if not name or not told:
        return None
    parts = joblib.load(folder / name / PARTS, mmap_mode="r")
    index = CandidateIndex.open(folder / name / INDEX)
    ranker = IndexedRanker.__new__(IndexedRanker).restore(index, parts)
    return Generation(name, told, ranker)


@lru_cache(maxsize=1)
def stamp() -> int:
    """Checksum of the program and tables a generation was made with."""
    sources: list[Path] = [*sorted(HERE.rglob("*.py")), *sorted(DATA.glob("*.csv"))]
    total = 0
    for path in sources:
        total = crc32(path.read_bytes(), total)
    return total


def _pointer(folder: Path, model: str) -> Path:
    return folder / f"{model}.current"


def _remove_old(folder: Path, model: str) -> None:
    """Remove generations before the last two; what a system keeps open stays until next time."""
    mine = [p for p in folder.glob(f"{model}-*") if p.is_dir() and (p / FACTS).exists()]
    for path in sorted(mine, key=_written)[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)


def _written(path: Path) -> Any:
    return int(path.name.rsplit("-", 1)[1].removesuffix(".part"), 16)
