"""Trades a person turns away from: "bỏ nghề may", "không hàn được nữa", "chán đi biển".

What was done for years still stands in the file as a skill, so without this a welder whose eyes no
longer serve would be sent welding.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from matching.clauses import BREAKS, read, syllable_positions
from matching.extraction import Mention, find_skills
from matching.text import strip_marks

BEFORE = (
    "bỏ nghề", "bỏ hẳn", "bỏ việc", "chán", "thôi nghề", "thôi hẳn", "thôi không", "nghỉ nghề",
    "nghỉ hẳn", "không quay lại", "không theo", "không làm lại", "không về lại", "không muốn",
    "không làm được", "không làm nổi", "không trở lại",
)  # fmt: skip
AFTER = (
    "bỏ rồi", "bỏ hẳn", "nghỉ hẳn", "không làm được", "không làm nổi", "không nổi",
    "không kham", "thì thôi", "thì chán",
)  # fmt: skip
"""In the same clause, right before the skill or somewhere after it."""
WINDOW = 10
NO_MORE, NEGATIONS = "nữa", frozenset({"không", "chẳng", "thôi"})
FILLERS = frozenset({"muốn", "thể", "làm", "theo", "đi", "nghề", "việc", "được", "nổi", "thích"})
"""What may stand between "không" and "nữa" beside the skill's own words."""


@lru_cache(maxsize=4096)
def left_behind(text: str) -> frozenset[str]:
    """Codes of the skills that the text says its writer lacks, or will not or cannot do again."""
    words = read(text)
    place = syllable_positions(words)
    at = {syllable: n for n, syllable in reversed(list(enumerate(place)))}
    return frozenset(
        mention.code
        for mention in find_skills(text)
        if mention.kind == "lacks" or (mention.kind == "has" and _turned_away(words, at, mention))
    )


def _turned_away(words: Sequence[str], at: dict[int, int], mention: Mention) -> bool:
    last = at[mention.end - 1] + 1
    start = last - (mention.end - mention.start)
    before = [*takewhile(lambda word: word not in BREAKS, reversed(words[:start]))][:WINDOW]
    after = [*takewhile(lambda word: word not in BREAKS, words[last:])][:WINDOW]
    own = {*FILLERS, *words[start:last]}
    no_more = any(
        _no_more(part, own) for part in (after, [*before[::-1], *words[start:last], *after])
    )
    return no_more or _ends_with(before[::-1], BEFORE) or _says_so(after)


def _no_more(words: Sequence[str], own: set[str]) -> bool:
    """Tell whether "không … nữa" says only that the work itself is over."""
    bare, plain = [strip_marks(w) for w in words], {strip_marks(word) for word in own}
    if strip_marks(NO_MORE) not in bare:
        return False
    between = bare[: bare.index(strip_marks(NO_MORE))]
    no = max((n for n, w in enumerate(between) if w in map(strip_marks, NEGATIONS)), default=None)
    return no is not None and plain.issuperset(between[no + 1 :])


def _ends_with(words: Sequence[str], phrases: Sequence[str]) -> bool:
    said = _bare(words)
    return any(said == bare or said.endswith(f" {bare}") for bare in map(strip_marks, phrases))


def _says_so(after: Sequence[str]) -> bool:
    said = f" {_bare(after)} "
    return any(f" {strip_marks(phrase)} " in said for phrase in AFTER)


def _bare(words: Sequence[str]) -> str:
    return strip_marks(" ".join(words))
