"""Several verbs before one object: "bảo trì, sửa chữa điện" is "bảo trì điện" as well."""

from collections.abc import Iterator, Sequence

from matching.lexicon import Trie, longest, trie_of

VERBS = (
    "sửa chữa", "sửa", "bảo trì", "bảo dưỡng", "bảo hành", "lắp đặt", "lắp ráp", "tháo lắp",
    "cài đặt", "vận hành", "vệ sinh", "kiểm tra", "thay thế", "gia công", "thi công", "đấu nối",
    "triển khai", "chế tạo", "nghiệm thu",
)  # fmt: skip
_JOINTS = frozenset({",", "/", "-", "–", "và", "hoặc", "&"})
_SEVERAL = 2

Span = tuple[int, int]


_VERBS = trie_of(verb.split(" ") for verb in VERBS)


def joined(words: Sequence[str], trie: Trie) -> Iterator[tuple[int, int, str]]:
    """Yield runs of verbs with their object, each as the wording that reaches farthest.

    Each is (start, end, code); of two verbs that reach as far the first is taken.
    """
    place = 0
    while place < len(words):
        verbs = _run(words, place)
        if len(verbs) < _SEVERAL:
            place = verbs[0][1] if verbs else place + 1
            continue
        start, place = verbs[0][0], verbs[-1][1]
        found = [_reach(words, trie, verb, place) for verb in verbs]
        end, code = max(found, key=lambda reached: reached[0])
        if code:
            yield start, end, code
            place = end


def _run(words: Sequence[str], place: int) -> list[Span]:
    """Verbs that follow each other from a place on, with no more than a joint between them."""
    verbs = list[Span]()
    while (match := longest(_VERBS, words, place)) is not None:
        verbs.append((place, match[0]))
        place = match[0] + (match[0] < len(words) and words[match[0]] in _JOINTS)
    return verbs


def _reach(words: Sequence[str], trie: Trie, verb: Span, place: int) -> tuple[int, str]:
    """How far a verb and the words from the object's place on are one wording, and its code."""
    said = [*words[verb[0] : verb[1]], *words[place:]]
    match = longest(trie, said, 0)
    size = verb[1] - verb[0]
    if match is None or match[0] <= size:
        return place, ""
    return place + match[0] - size, str(match[1])
