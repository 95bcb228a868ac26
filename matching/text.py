"""One spelling for Vietnamese text, so that equal words are equal strings.

Texts arrive composed and decomposed, with old and new tone placement (hoà, hòa), with the
Icelandic capital eth for Đ, with invisible characters from web pages, without any accents at
all, and in the shorthand of officers' notes. Everything that compares text goes through here.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook, tilde, dot below
_VOWELS = "aăâeêioôơuưy"

SHORTHAND: dict[str, str] = {
    "k": "không",
    "ko": "không",
    "khg": "không",
    "hok": "không",
    "hông": "không",
    "nỏ": "không",
    "chẳng": "không",
    "dc": "được",
    "đc": "được",
    "vs": "với",
    "trc": "trước",
    "lx": "lái xe",
    "lđpt": "lao động phổ thông",
    "ldpt": "lao động phổ thông",
    "cn": "công nhân",
    "nv": "nhân viên",
    "ktv": "kỹ thuật viên",
    "kn": "kinh nghiệm",
    "ql": "quản lý",
    "qlý": "quản lý",
    "vh": "vận hành",
    "bv": "bảo vệ",
    "cty": "công ty",
    "gplx": "giấy phép lái xe",
    "vlxd": "vật liệu xây dựng",
    "đt": "điện thoại",
    "đtdđ": "điện thoại di động",
    "vp": "văn phòng",
    "xm": "xe máy",
    "ôtô": "ô tô",
    "otô": "ô tô",
    "oto": "ô tô",
    "bt": "bê tông",
    "btct": "bê tông cốt thép",
    "sx": "sản xuất",
    "mần": "làm",
    "kĩ": "kỹ",
    "nghành": "ngành",
    "vscn": "vệ sinh công nghiệp",
    "attp": "an toàn thực phẩm",
    "vsattp": "an toàn thực phẩm",
    "cntt": "công nghệ thông tin",
    "thvp": "tin học văn phòng",
    "cskh": "chăm sóc khách hàng",
    "nvbh": "nhân viên bán hàng",
    "bhx": "bách hóa",
    "nvkd": "nhân viên kinh doanh",
    "tdv": "trình dược viên",
    "nvvp": "nhân viên văn phòng",
    "hcns": "hành chính nhân sự",
    "dvkh": "dịch vụ khách hàng",
    "gđ": "giám đốc",
    "điên": "điện",
    "chánh": "chính",
    "tmđt": "thương mại điện tử",
}
"""What officers and advertisers shorten, syllable for syllable; the values are canonical."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CLEAN = {**_INVISIBLE, ord("\u00d0"): "đ", ord("\u00f0"): "đ"}
_ONSETS = "ngh|ng|nh|ph|th|tr|ch|kh|gh|gi|qu|[bcdđghklmnrstvx]"
_RIMES = "[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{1,3}"
_VIETNAMESE = re.compile(rf"(?:{_ONSETS})?{_RIMES}(?:ng|nh|ch|[cmnpt])?")
_SYLLABLE = re.compile(r"\d+[.,]\d+|[^\W_]+[+#]*")


def _toned(vowel: str) -> str:
    return "".join(unicodedata.normalize("NFC", vowel + tone) for tone in _TONES)


def _tone_tables() -> tuple[dict[str, str], dict[str, int]]:
    pairs = [(letter, v, t) for v in _VOWELS for t, letter in enumerate(_toned(v))]
    return {letter: v for letter, v, _ in pairs}, {letter: t for letter, _, t in pairs}


_BARE, _TONE = _tone_tables()


def _plain_table() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "D"}
    for letter in chain(_BARE, "ăâêôơư"):
        base = unicodedata.normalize("NFD", letter)[0]
        table |= {ord(letter): base, ord(letter.upper()): base.upper()}
    return table


_PLAIN = _plain_table()
_ANY_MARK = re.compile("[" + "".join(map(chr, _PLAIN)) + "]")
_LATE = rf"(?:o[{_toned('a')}{_toned('e')}]|(?<!q)u[{_toned('y')}])(?![^\W\d_])"  # hoà, thuỷ
_EARLY = (  # hòan, hùynh, qúy
    rf"[{_toned('o')}][ae](?=[^\W\d_])|[{_toned('u')}]y(?=[^\W\d_])|(?<=q)[{_toned('u')}][aeiy]"
)
_MISPLACED = re.compile(f"{_LATE}|{_EARLY}")


def _move(match: re.Match[str]) -> str:
    first, second = match.group()[0], match.group()[1]
    if first in _BARE:
        return _BARE[first] + _toned(second)[_TONE[first]]
    return _toned(first)[_TONE[second]] + _BARE[second]


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """Give equal words one spelling: composed, lower case, one tone placement, single spaces.

    The mark stands on the first vowel of a closing oa, oe or uy (hóa, khỏe, thủy) and on the
    second before another letter and after q (hoàn, huỳnh, quý).
    """
    composed = unicodedata.normalize("NFC", text).lower().translate(_CLEAN)
    return _MISPLACED.sub(_move, " ".join(composed.split()))


def modern_tones(text: str) -> str:
    """Place tone marks as the product writes them (Thanh Hóa, not Thanh Hoá); case stays."""
    composed = unicodedata.normalize("NFC", text)
    placed = _MISPLACED.sub(_move, composed.lower())
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(composed, placed, strict=True)
    )


def strip_marks(text: str) -> str:
    """Drop every accent and write đ as d; case and spaces stay."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return composed.translate(_PLAIN)


def syllables(text: str) -> list[str]:
    """Split canonical text into syllables and numbers ("c++", "3g" and "1,5" are one each)."""
    return _SYLLABLE.findall(canonical(text))


def has_marks(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark; đ counts as one."""
    return _ANY_MARK.search(unicodedata.normalize("NFC", text)) is not None


def expand(words: list[str]) -> list[str]:
    """Write officers' shorthand out in full; the list may grow."""
    if SHORTHAND.keys().isdisjoint(words):
        return words
    long = (SHORTHAND.get(word, word) for word in words)
    return list(chain.from_iterable(text.split(" ") for text in long))


def is_vietnamese(word: str) -> bool:
    """Whether the letters could be one Vietnamese syllable."""
    return _VIETNAMESE.fullmatch(word) is not None
