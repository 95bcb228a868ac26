"""What a firm sees of a person before their yes, and how it blurs until five people share it.

Pure functions over small rows. Two people share a view when the firm would read the same words for
both: skills with years in bands, shifts, distance in a band, and needs the firm pledged for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

LEAST_ALIKE = 5
"""A view is shown as it is only where at least so many consented people share it."""
NEAR_KM = 15.0
MOST_SKILLS = 3
NO_BAND = ""
LEFT_OUT = ("needs", "years", "shifts", "skills", "distance")
"""What a view gives up after its skills are groups, first to last."""


@dataclass(frozen=True, slots=True)
class Row:
    """A person with nothing that says who they are; `km` is to the position, None unknown."""

    id: object
    skills: tuple[tuple[str, float], ...] = ()
    """Canonical codes with years."""
    shifts: frozenset[str] = frozenset()
    km: float | None = None
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides which skills of a person are told: the position's, and each skill's group."""

    skills: frozenset[str]
    groups: Mapping[str, str]
    pledged: frozenset[str] = frozenset()

    @property
    def asked_groups(self) -> frozenset[str]:
        """Groups of the skills that the position names."""
        return frozenset(self.groups[code] for code in self.skills if code in self.groups)


@dataclass(frozen=True, slots=True)
class Blur:
    """What is left out so that more people share a view; `groups` are told instead of skills."""

    groups: frozenset[str] = frozenset()
    left_out: int = 0

    def hides(self, part: str) -> bool:
        """Tell whether a part is left out: in the order of `LEFT_OUT`."""
        return part in LEFT_OUT[: self.left_out]

    def with_all_of(self, other: "Blur") -> "Blur":
        """Return the blur that hides what either of two hides."""
        return Blur(self.groups | other.groups, max(self.left_out, other.left_out))

    def within(self, other: "Blur") -> bool:
        """Tell whether another blur hides all that this one hides."""
        return self.groups <= other.groups and self.left_out <= other.left_out


@dataclass(frozen=True, slots=True, order=True)
class View:
    """The words a firm reads: (skill or group code, whether a group, years band), bands, needs."""

    distance: str
    skills: tuple[tuple[str, bool, str], ...]
    shifts: tuple[str, ...]
    needs: tuple[str, ...]


NOTHING = View("", (), (), ())
"""What is shown where five do not share the barest view."""


def years_band(years: float) -> str:
    """Return the band of years: "" where none are known."""
    if years <= 0:
        return NO_BAND
    if years < 1:
        return "dưới 1 năm"
    return "1 đến 3 năm" if years <= 3 else "trên 3 năm"  # noqa: PLR2004 - the band's own end


def distance_band(km: float | None) -> str:
    """Return the band of a distance: under 5, 5 to 15, over 15 km; "" where it is not known."""
    if km is None:
        return NO_BAND
    if km < 5:  # noqa: PLR2004 - the band's own end
        return "dưới 5 km"
    return "5 đến 15 km" if km <= NEAR_KM else "trên 15 km"


def view(row: Row, asked: Asked, blur: Blur | None = None) -> View:
    """Return what a firm reads of a person under a blur."""
    less = blur or Blur()
    return View(
        distance="" if less.hides("distance") else distance_band(row.km),
        skills=() if less.hides("skills") else _told_skills(row, asked, less),
        shifts=() if less.hides("shifts") else tuple(sorted(row.shifts)),
        needs=() if less.hides("needs") else tuple(sorted(row.needs & asked.pledged)),
    )


def shared_views(rows: Sequence[Row], near: Sequence[Sequence[int]], asked: Asked) -> list[View]:
    """Return the views of a crowd of consented people, each shown alike for five of those near.

    `near[i]` are the places in `rows` of those who live near person i, i among them. What counts
    is what would be shown of the others, not what could be: whoever knows this rule and the crowd
    still has five people for every view, or a view that tells nothing.
    """
    crowd = _Crowd(rows, near, asked)
    while crowd.settle():
        pass
    return crowd.shown


class _Crowd:
    """People with the blur each is shown under; blurs only grow, so that it comes to an end."""

    def __init__(self, rows: Sequence[Row], near: Sequence[Sequence[int]], asked: Asked) -> None:
        self.rows, self.near, self.asked = rows, near, asked
        self.seen: dict[tuple[int, Blur], View] = {}
        self.under = [Blur()] * len(rows)
        self.shown = [self._view(i, Blur()) for i in range(len(rows))]

    def settle(self) -> bool:
        """Let everybody who stands alone join others once; tell whether anybody had to."""
        had_to = False
        for i in range(len(self.rows)):
            if self._is_lonely(i):
                self._join(i)
                had_to = True
        return had_to

    def _join(self, i: int) -> None:
        """Blur somebody until five are shown alike, those alike with them; else tell nothing."""
        around = [self.rows[j] for j in self.near[i]]
        for step in blurs(self.rows[i], around, self.asked):
            blur = step.with_all_of(self.under[i])
            mates = self._mates(i, blur)
            if len(mates) >= LEAST_ALIKE:
                break
        else:
            blur, mates = Blur(left_out=len(LEFT_OUT)), [i]
        for j in mates:
            self.under[j], self.shown[j] = blur, self._view(j, blur)

    def _mates(self, i: int, blur: Blur) -> list[int]:
        """Return who near somebody would be shown like them under a blur.

        For a skill to become its group others follow; what is left out beyond that is left out of
        those only who stand alone themselves.
        """
        told = self._view(i, blur)
        return [
            j
            for j in self.near[i]
            if self.under[j].within(blur)
            and self._view(j, blur) == told
            and (not blur.left_out or self.shown[j] == told or self._is_lonely(j))
        ]

    def _view(self, i: int, blur: Blur) -> View:
        key = (i, blur)
        if key not in self.seen:
            self.seen[key] = view(self.rows[i], self.asked, blur)
        return self.seen[key]

    def _is_lonely(self, i: int) -> bool:
        if self.shown[i] == NOTHING:
            return False
        return sum(self.shown[j] == self.shown[i] for j in self.near[i]) < LEAST_ALIKE


def blurs(row: Row, crowd: Iterable[Row], asked: Asked) -> Iterator[Blur]:
    """Give the steps from the sharpest view to none: first the rarer skill becomes its group."""
    holders = Counter(code for other in crowd for code, _ in other.skills)
    told = sorted((code for code, _ in _relevant(row, asked)), key=lambda code: holders[code])
    blur = Blur()
    yield blur
    for code in told:
        blur = replace(blur, groups=blur.groups | {asked.groups.get(code, code)})
        yield blur
    for _ in LEFT_OUT:
        blur = replace(blur, left_out=blur.left_out + 1)
        yield blur


def _told_skills(row: Row, asked: Asked, blur: Blur) -> tuple[tuple[str, bool, str], ...]:
    told: dict[tuple[str, bool], float] = {}
    for code, years in _relevant(row, asked):
        group = asked.groups.get(code, code)
        name = (group, True) if group in blur.groups else (code, False)
        told[name] = max(years, told.get(name, 0.0))
    return tuple(
        sorted(
            (*name, "" if blur.hides("years") else years_band(years))
            for name, years in told.items()
        )
    )


def _relevant(row: Row, asked: Asked) -> list[tuple[str, float]]:
    """Skills that the position names or that are of the same trade, at most three."""
    near = [
        (code, years)
        for code, years in row.skills
        if code in asked.skills or asked.groups.get(code) in asked.asked_groups
    ]
    near.sort(key=lambda skill: (skill[0] not in asked.skills, -skill[1], skill[0]))
    return near[:MOST_SKILLS]
