"""Lists of many people, in shares: here, on the cores of this machine, or on a Dask cluster.

Every worker maps the same generation of the index by its path, so a cluster's machines need that
folder under one name (a network share, or a copy). A share is redone elsewhere when its worker
dies, and answers come back in the order of the questions: the result never tells who worked.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from joblib import Parallel, delayed, parallel_config

from matching import snapshot
from matching.docs import PersonDoc
from matching.indexed import IndexedRanker
from matching.ranker import Ranked, Shortlist

Item = TypeVar("Item")
SHARE = 64
"""People of one share: some tenths of a second of work."""


@dataclass(frozen=True, slots=True)
class Source:
    """A generation of the index: its folder and the name of its model."""

    folder: Path
    model: str


def rank(
    source: Source,
    people: Sequence[PersonDoc],
    k: int = 20,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    share: int = SHARE,
) -> list[list[Ranked]]:
    """Give the list of each person, in the given order.

    Parameters
    ----------
    source : Source
    people : sequence of PersonDoc
    k : int
    jobs : int
        Processes of this machine.
    cluster : str, optional
        Address of a Dask scheduler, like "tcp://10.0.0.1:8786"; its workers do the work.
    share : int
        People a worker takes at a time.
    """

    def ask(part: Sequence[PersonDoc]) -> Any:
        return delayed(_rank)(source, part, k)

    return in_shares(ask, people, jobs=jobs, cluster=cluster, share=share)


def shortlists(
    source: Source,
    people: Sequence[PersonDoc],
    *,
    jobs: int = 1,
    cluster: str | None = None,
    share: int = SHARE,
) -> list[Shortlist]:
    """Give what may become each person's cards, in the given order; see `rank`."""

    def ask(part: Sequence[PersonDoc]) -> Any:
        return delayed(_shortlists)(source, part)

    return in_shares(ask, people, jobs=jobs, cluster=cluster, share=share)


def in_shares(
    ask: Callable[[Sequence[Item]], Any],
    items: Sequence[Item],
    *,
    jobs: int = 1,
    cluster: str | None = None,
    share: int = SHARE,
) -> list[Any]:
    """Do delayed work on shares of items; give the answers of all items in their order."""
    parts = [items[start : start + share] for start in range(0, len(items), share)]
    with _workers(jobs, cluster):
        answers = Parallel()(ask(part) for part in parts)
    return [found for answer in answers for found in answer]


@contextmanager
def _workers(jobs: int, cluster: str | None) -> Iterator[None]:
    """Choose who works: joblib's processes, or the workers of a Dask cluster."""
    client = import_module("distributed").Client(cluster) if cluster else nullcontext()
    with client, parallel_config(backend="dask") if cluster else parallel_config(n_jobs=jobs):
        yield


def _rank(source: Source, people: Sequence[PersonDoc], k: int) -> list[list[Ranked]]:
    return _newest(source).rank_batch(people, k)


def _shortlists(source: Source, people: Sequence[PersonDoc]) -> list[Shortlist]:
    ranker = _newest(source)
    return [ranker.shortlist(person) for person in people]


def _newest(source: Source) -> IndexedRanker:
    return opened(source, snapshot.current(source.folder, source.model))


@lru_cache(maxsize=2)
def opened(source: Source, generation: str | None) -> IndexedRanker:
    """Map a generation once in each process.

    Raises
    ------
    LookupError
        Where there is none that this program wrote.
    """
    found = snapshot.open_current(source.folder, source.model)
    if found is None:
        raise LookupError(f"no generation {generation} of {source.model} in {source.folder}")
    return found.ranker
