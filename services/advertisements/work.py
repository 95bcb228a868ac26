"""The name of the work, and the trades it takes."""

import re
from collections.abc import Iterator, Sequence

from matching import vocab
from matching.extraction import canonical_skill, find_skills
from services.advertisements.found import Found
from services.advertisements.lines import Line

_JOB = (
    r"(?:(?:nam |nu )?(?:cong nhan|cn(?!\w)|nhan vien|nv(?!\w)|nvkd|nvbh|tho(?!\w)|ky thuat vien"
    r"|ki thuat vien|ky thuat|ktv|ky su|ki su|can bo|lai xe|tai xe|bao ve"
    r"|phu (?:xe|bep|kho|ho|ban|lai|may|cat|ta)"
    r"|ke toan|thu kho|thu ngan|lao dong|ldpt|truong (?:nhom|phong|ca)|pho phong|giam (?:doc|sat)"
    r"|chuyen vien|cong tac vien|ctv|tdv|trinh duoc vien|phien dich|quan ly|to truong|doi truong"
    r"|pha che|phuc vu|bep|dau bep|tap vu|y si|dieu duong|duoc si|buong phong|giup viec|giao vien"
    r"|giao nhan|tro ly|thu ky|tiep tan|le tan|kcs|qa|qc|sale|admin|thiet ke|lap rap|lap trinh"
    r"|van hanh|dong goi|in ao|nuong|ban hang|chu quan|dieu phoi|chi huy truong|ho ly|phun"
    r"|hoc vien|thuc tap(?: sinh)?|thong dich(?: vien)?|video edit[eo]r|editor|designer|content"
    r"|cskh|telesales?|pg|truc (?:page|tong dai)|kinh doanh|marketing|cham soc khach hang))"
)
_START = re.compile(rf"(?<!\w){_JOB}(?!\w)")
_RECRUIT = re.compile(
    r"(?<!\w)(?:can |dang |thong bao |tiep tuc |nhu cau )*(?:tuyen|can tim)(?: dung)?(?!\w)"
)
_FILLER = re.compile(
    r"(?:\W|(?:\d{1,4}|gap|hoa toc|ngay|them|moi|chinh thuc|bo sung|nhan su|sau|cac|nhung"
    r"|vi tri|so luong|nhieu|dung|cho|dang|can|tuyen|nguoi)(?!\w)|\[[^\]]*\])+"
)
_END = re.compile(
    r"\s*(?:[:;|\[{”]|\((?!.*(?:van hanh|eam))|\.|\s[-–]+(?=[^\s\d])"
    r"|\s[-–]+\s?(?=luong|thu nhap|\d|sl|lam|tai|kv|khu vuc|tp|chi nhanh)"
    r"|\s(?:so luong|sl(?!\w)|(?<!chat )luong|thu nhap|tai(?!\w)|lam (?:viec )?tai|lam viec"
    r"|chua co|di lam|co the|phong van|do tuoi|trong thang|nham|de (?:dap|mo)|yeu cau|mo ta"
    r"|voi muc|mo rong|\d+ (?:nguoi|nhan vien)|muc(?!\w)|thoi vu|ban thoi gian"
    r"|toan thoi gian|fulltime|part)(?!\w)"
    r"|\s\d{1,3}\s*$|$)"
)
_COMMA = re.compile(r",\s*(?=[^\s])")
LONGEST = 100
_NOT_A_JOB = re.compile(r"ho (?:va )?ten|lien he|ung vien|ho tro|phong nhan su|bo phan tuyen")
MOST_SKILLS = 6
NEAR = 6
BROAD = frozenset({"lai-o-to-con", "cong-nhan-san-xuat", "lao-dong-pho-thong"})
MOST_WORDS = 8


def read_titles(lines: Sequence[Line]) -> list[Found]:
    """Return the names of work in the order of trust; the first is the posting's."""
    readers = (_of_position, _after_recruit, _listed, _anywhere, _whole_line)
    found = [title for reader in readers for title in reader(lines)]
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
        if name and not _NOT_A_JOB.search(line.plain):
            yield Found(name, number)
        else:
            yield from _next_job(lines, number)


def _after_recruit(lines: Sequence[Line]) -> Iterator[Found]:
    """Read the words after "tuyển dụng", there or at the start of a line soon after."""
    for number, line in enumerate(lines):
        match = _RECRUIT.search(line.plain)
        if not match:
            continue
        found = [Found(name, number)] if (name := _name(line, match.end())) else []
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
    match = _RECRUIT.match(lines[0].plain) if lines else None
    if match is None:
        return
    text, plain = lines[0].text[match.end() :], lines[0].plain[match.end() :]
    rest = text[: _end(text, plain, 2)].strip(" :.,-")
    if 0 < len(rest.split()) <= NEAR * 2:
        yield Found(rest[:LONGEST], 0)


def opens_with_job(line: Line) -> bool:
    """Tell whether a line begins with a name of work, behind bullets and numbers."""
    rest = re.sub(r"^[\W\d]*", "", line.plain)
    return bool(_START.match(rest)) and not _NOT_A_JOB.search(rest)


def _name(line: Line, start: int) -> str:
    """Cut the name of a work out of a line, from `start` on; "" where there is none."""
    plain = line.plain[start:]
    filler = _FILLER.match(plain)
    skip = filler.end() if filler else 0
    if line.topic != "title" and not _START.match(plain[skip:]):
        found = _START.search(plain)
        if found is None or _NOT_A_JOB.search(plain[: found.end()]):
            return ""
        skip = found.start()
    end = _end(line.text[start:], plain, skip + 2)
    text = line.text[start + skip : start + end]
    return text.replace("_", " ").strip(" .,:;-–+*\"'“”()#&")[:LONGEST]


def _end(text: str, plain: str, start: int) -> int:
    """Find where a name of work ends; a comma ends it where the next word is no capital."""
    found = _END.search(plain, start)
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
    """Read the trades of a name of work: each of its parts stands for itself."""
    parts = [title, *re.split(r"[,/+&]|\s[-–]\s|(?i:\bvà\b|\bkiêm\b|\bhoặc\b)", title)]
    whole = [canonical_skill(part) for part in parts if len(part.split()) <= MOST_WORDS]
    rest = re.split(r"[.:;\d]", line.text[max(0, line.text.find(title)) :])[0]
    codes = dict.fromkeys([*(code for code in whole if code), *_codes(title), *_codes(rest)])
    if "cnc" in title.casefold():
        codes.pop("lap-trinh-phan-mem", None)
    return list(codes)[:MOST_SKILLS]


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
