"""The name of the work, and the trades it takes."""

import re
from collections.abc import Iterator, Sequence

from matching import vocab
from matching.extraction import canonical_skill, find_skills
from services.advertisements.found import Found
from services.advertisements.jobs import END, NO_NAME, NOT_A_JOB, START
from services.advertisements.lines import Line

_RECRUIT = re.compile(
    r"(?<!\w)(?:can |dang |thong bao |tiep tuc |nhu cau )*(?:tuyen|can tim)(?: dung)?(?!\w)"
)
_OPENING = re.compile(rf"{_RECRUIT.pattern}(?:\s*\[[^\]]*\])?")
_FILLER = re.compile(
    r"(?:\W|(?:\d{1,4}|gap|hoa toc|ngay|them|moi|chinh thuc|bo sung|nhan su|sau|cac|nhung"
    r"|vi tri|so luong|nhieu|dung|cho|dang|can|tuyen|nguoi)(?!\w)|\[[^\]]*\])+"
)
_COMMA = re.compile(r",\s*(?=[^\s])")
LONGEST = 100
MOST_SKILLS = 6
NEAR = 6
BROAD = frozenset({"lai-o-to-con", "cong-nhan-san-xuat", "lao-dong-pho-thong"})
MOST_WORDS = 8


def read_titles(lines: Sequence[Line]) -> list[Found]:
    """Return the names of work in the order of trust; the first is the posting's.

    A line is looked into for a name only where none stands in its place: the others would be
    counted as second jobs.
    """
    found = [title for reader in PLACED for title in reader(lines)]
    found = found or [*_anywhere(lines)] or [*_whole_line(lines)]
    seen: dict[str, Found] = {}
    for title in found:
        seen.setdefault(title.value.casefold(), title)
    return list(seen.values())


def _of_position(lines: Sequence[Line]) -> Iterator[Found]:
    """Read what stands behind "Vị trí:", or opens one of the lines after it."""
    for number, line in enumerate(lines):
        if line.topic != "title" or not re.match(r"\s*[:“\"]", line.plain[line.body :]):
            continue
        name = _name(line, line.body)
        if name and not NOT_A_JOB.search(line.plain):
            yield Found(name, number)
        else:
            yield from _next_job(lines, number)


def _after_recruit(lines: Sequence[Line]) -> Iterator[Found]:
    """Read the words after "tuyển dụng", there or at the start of a line soon after."""
    for number, line in enumerate(lines):
        ends = [match.end() for match in _RECRUIT.finditer(line.plain)]
        if not ends:
            continue
        name = next(filter(None, (_name(line, end) for end in ends)), "")
        found = [Found(name, number)] if name else []
        found += list(_next_job(lines, number))
        if found:
            yield from found
            return


def _next_job(lines: Sequence[Line], number: int) -> Iterator[Found]:
    for later in range(number + 1, min(number + 1 + NEAR, len(lines))):
        line = lines[later]
        if line.topic in {"demands", "benefits", "pay"}:
            return
        if opens_with_job(line) and (name := _name(line, 0)):
            yield Found(name, later)
            return


def _listed(lines: Sequence[Line]) -> Iterator[Found]:
    for number, line in enumerate(lines):
        is_item = not line.topic and line.under not in {"demands", "benefits", "work", "contact"}
        if is_item and opens_with_job(line) and (name := _name(line, 0)):
            yield Found(name, number)


def _anywhere(lines: Sequence[Line]) -> Iterator[Found]:
    """Find a name of work inside one of the first lines, where nothing else is found."""
    for number, line in enumerate(lines[:NEAR]):
        if line.topic in {"", "work"} and (name := _name(line, line.body)):
            yield Found(name, number)
            return


def _whole_line(lines: Sequence[Line]) -> Iterator[Found]:
    """Take a short first line that says "Tuyển" and a name of work we do not know."""
    match = _OPENING.match(lines[0].plain) if lines else None
    if match is None:
        return
    text, plain = lines[0].text[match.end() :], lines[0].plain[match.end() :]
    rest = text[: _end(text, plain, 2)].strip(" :.,-")
    if 0 < len(rest.split()) <= NEAR * 2:
        yield Found(rest[:LONGEST], 0)


PLACED = (_of_position, _after_recruit, _listed)


def opens_with_job(line: Line) -> bool:
    """Tell whether a line begins with a name of work, behind bullets and numbers."""
    rest = re.sub(r"^[\W\d]*", "", line.plain)
    return bool(START.match(rest)) and not NOT_A_JOB.search(rest)


def _name(line: Line, start: int) -> str:
    """Cut the name of a work out of a line, from `start` on; "" where there is none."""
    plain = line.plain[start:]
    filler = _FILLER.match(plain)
    skip = filler.end() if filler else 0
    if line.topic != "title" and not START.match(plain[skip:]):
        found = START.search(plain)
        if found is None or NOT_A_JOB.search(plain[: found.end()]):
            return ""
        skip = found.start()
    end = _end(line.text[start:], plain, skip + 2)
    text = line.text[start + skip : start + end]
    if NO_NAME.fullmatch(plain[skip:end].strip()):
        return ""
    return text.replace("_", " ").strip(" .,:;-–+*\"'“”()[]#&")[:LONGEST]


def _end(text: str, plain: str, start: int) -> int:
    """Find where a name of work ends; a comma ends it where the next word is no capital."""
    found = END.search(plain, start)
    end = found.start() if found else len(plain)
    for comma in _COMMA.finditer(plain, start, end):
        if len(text) == len(plain) and not text[comma.end()].isupper():
            return comma.start()
    return end


def read_skills(lines: Sequence[Line], title: Found | None) -> Found | None:
    """Return the trades of the name of the work; where it names none, those of the text.

    A name that says little ("lái xe", "công nhân") takes what the text says of the same kind.
    """
    named = _of_title(title.value, lines[title.line]) if title else []
    if title and named:
        more = _of_kind(lines, named) if BROAD.issuperset(named) else []
        return Found(_names([*more, *named]), title.line)
    for number, line in enumerate(lines):
        codes = _codes(line.text) if line.under in {"work", "demands", "title", ""} else []
        if codes:
            return Found(_names(codes), number)
    return None


def _of_title(title: str, line: Line) -> list[str]:
    """Read the trades of a name of work; where it names none, each of its parts by itself."""
    rest = re.split(r"[.:;\d]", line.text[max(0, line.text.find(title)) :])[0]
    codes = dict.fromkeys([*_codes(title), *_codes(rest)]) or dict.fromkeys(_of_parts(title))
    if "cnc" in title.casefold():
        codes.pop("lap-trinh-phan-mem", None)
    return list(codes)[:MOST_SKILLS]


def _of_parts(title: str) -> Iterator[str]:
    parts = [title, *re.split(r"[,/+&]|\s[-–]\s|(?i:\bvà\b|\bkiêm\b|\bhoặc\b)", title)]
    codes = (canonical_skill(part) for part in parts if len(part.split()) <= MOST_WORDS)
    return filter(None, codes)


def _of_kind(lines: Sequence[Line], named: Sequence[str]) -> list[str]:
    """Return the closer trades that the text names in the groups of the broad ones."""
    known = vocab.load().skills
    groups = {known[code].group for code in named}
    about = (line.text for line in lines if line.under in {"work", "demands", ""})
    found = (code for text in about for code in _codes(text))
    closer = [c for c in found if known[c].group in groups and c not in BROAD]
    return list(dict.fromkeys(closer))[:2]


def _codes(text: str) -> list[str]:
    mentions = (m for m in find_skills(text) if m.kind != "lacks")
    return list(dict.fromkeys(mention.code for mention in mentions))[:MOST_SKILLS]


def _names(codes: Sequence[str]) -> list[str]:
    known = vocab.load().skills
    return [known[code].name_vi for code in codes]
