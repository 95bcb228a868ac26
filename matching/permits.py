"""Which licences the law asks for a position, and whether a person's cover them."""

import re
from functools import lru_cache

from matching import vocab
from matching.docs import PersonDoc, PositionDoc
from matching.licences import CLASSES, find_licences
from matching.text import canonical, strip_marks

_CREDENTIAL = r"(?:chung chi|chung nhan|bang lai|giay phep|the an toan|the nghe|nghiep vu bao ve)"
_GIVEN = (
    r"(?:dao tao|day|(?:cho|ho tro|duoc) (?:di )?(?:hoc|thi)|lo (?:hoc|thi|lam)"
    r"|(?<!trung )(?<!so )(?<!cao )cap)"
)
_TAUGHT = re.compile(
    rf"\b{_GIVEN}\b(?:(?!\b(?:co|can|phai|bat buoc)\b)[^.,;!?\n]){{0,30}}\b{_CREDENTIAL}\b"
    r"|\bchua co\b[^.;!?\n]{0,40}\b(?:cho|ho tro|duoc) (?:di )?(?:hoc|thi)\b"
    rf"|\b{_CREDENTIAL}\b[^.,;!?\n]{{0,20}}\b(?:cty|cong ty|don vi) (?:lam|lo|cap|day|cho)\b"
)
"""An advertisement that teaches, pays for or provides the certificate itself, without accents."""


def modern(name: str) -> str:
    """Give a licence's code as data/licences.csv writes it; old driving classes become new ones."""
    code = name.strip()
    known = vocab.load().licences
    return code if code in known else CLASSES.get(code.lower(), code)


@lru_cache(maxsize=1024)
def by_law(licences: tuple[str, ...]) -> frozenset[str]:
    """Those of a position's licences without which the law forbids the work."""
    known = vocab.load().licences
    codes = {modern(name) for name in licences}
    return frozenset(code for code in codes if code in known and known[code].by_law)


@lru_cache(maxsize=1024)
def craft(licences: tuple[str, ...]) -> frozenset[str]:
    """Those that only the firm wants, such as a welding certificate."""
    return frozenset(modern(name) for name in licences if name.strip()) - by_law(licences)


@lru_cache(maxsize=4096)
def taught(description: str) -> bool:
    """Whether an advertisement says that the firm teaches or provides the certificate itself."""
    return _TAUGHT.search(strip_marks(canonical(description))) is not None


def held(person: PersonDoc) -> frozenset[str]:
    """Licences a person may use today, lower classes included, without those told as expired."""
    return _held(person.licences, person.summary)


@lru_cache(maxsize=4096)
def _held(licences: tuple[str, ...], summary: str) -> frozenset[str]:
    known = vocab.load().licences
    expired = {mention.code for mention in find_licences(summary) if mention.expired}
    valid = {modern(name) for name in licences} - expired
    return frozenset(valid.union(*(known[code].covers for code in valid if code in known)))


def missing_by_law(person: PersonDoc, position: PositionDoc) -> frozenset[str]:
    """Licences the law asks that the person lacks and the firm does not teach."""
    if not position.licences:
        return frozenset()
    lacking = by_law(position.licences) - held(person)
    return frozenset() if lacking and taught(position.description) else lacking


def missing_craft(person: PersonDoc, position: PositionDoc) -> frozenset[str]:
    """Certificates the firm wants and the person lacks."""
    return craft(position.licences) - held(person) if position.licences else frozenset()


def name_vi(code: str) -> str:
    """Name of a licence for people; the code itself when it is not in the table."""
    known = vocab.load().licences
    return known[code].name_vi if code in known else code
