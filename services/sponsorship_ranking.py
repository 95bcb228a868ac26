"""Pledges before a person through the matching's own features: needs met, and the way there."""

from collections.abc import Sequence
from dataclasses import replace

from numpy import nan_to_num

from matching import features
from matching.docs import PositionDoc
from matching.profiler import Profiler
from models import Pledge, Returnee, SponsorshipKind
from services.person_docs import person_doc

ANY_TITLE = "việc"
"""A pledge has no work of its own to compare: every one reads the same."""


def needs_and_way(
    returnee: Returnee, needs: frozenset[SponsorshipKind], pledges: Sequence[Pledge]
) -> list[tuple[float, float]]:
    """Return of each pledge how far it meets a need, and by how much its way exceeds the reach.

    A way that is not known is neutral, as everywhere in the matching.
    """
    if not pledges:
        return []
    profiler = Profiler([_doc(pledge) for pledge in pledges])
    positions = profiler.positions
    doc = replace(person_doc(returnee, returnee.consents), needs=frozenset(needs))
    person = profiler.person(doc)
    support = nan_to_num(features.support(person, positions))
    stretch = nan_to_num(features.stretch(person, positions))
    return [(float(met), float(over)) for met, over in zip(support, stretch, strict=True)]


def _doc(pledge: Pledge) -> PositionDoc:
    return PositionDoc(
        id=str(pledge.id),
        title=ANY_TITLE,
        commune_code=pledge.employer.commune_code or "",
        housing=pledge.kind == SponsorshipKind.ROOM,
        sponsor_kinds=frozenset({pledge.kind.value}),
    )
