"""A Vietnamese address as people write it -> the commune of today, or a sentence that says why not.

Old and new names, with and without accents, in any order of signs. Nothing is guessed: where more
than one commune fits, or none, a person decides among the candidates.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from services import address_parts, place_names, places
from services.address_levels import find_communes, read_levels
from services.address_parts import Level, Part
from services.address_settings import Setting, parts_of, province_names, setting_of
from services.place_names import CommuneName

MOST_NAMED = 4
"""Candidates that a sentence names."""
MOST_CANDIDATES = 12
MOST_LETTERS = 1000
TOO_LONG = "Địa chỉ quá dài. Hãy chỉ ghi xã, phường và tỉnh."
EMPTY = "Chưa có địa chỉ. Hãy ghi xã, phường và tỉnh."


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an address means: a commune, or a problem with the communes it may mean."""

    commune_code: str | None = None
    candidates: tuple[str, ...] = ()
    problem: str | None = None
    """Plain Vietnamese, says what to do; None when the commune is found."""
    province_code: str | None = None
    """Today's province, also when only that is known."""


def resolve(text: str, *, default_province: str = "38") -> Resolution:
    """Find the commune of an address.

    Parameters
    ----------
    text : str
        The address as written.
    default_province : str
        Code of the province that is meant where the address names none.

    """
    if len(text) > MOST_LETTERS:
        return Resolution(problem=TOO_LONG)
    parts = read_levels(address_parts.split(text), default_province)
    settings = [
        setting_of(parts, place, default_province)
        for place, part in enumerate(parts)
        if part.level == Level.COMMUNE
    ]
    if not settings:
        return _without_commune(text, parts, default_province)
    found = list(dict.fromkeys(_resolve_one(text, setting) for setting in settings))
    return found[0] if len(found) == 1 else _several(text, found)


def _resolve_one(text: str, setting: Setting) -> Resolution:
    """Find one commune, or say what stands in the way."""
    strange = _strange(setting)
    if strange:
        name = _shown(strange.name)
        advice = f"có “{name}” không rõ là nơi nào. Hãy kiểm tra lại."
        return _problem(text, advice, find_communes(setting.commune, setting.scopes), setting)
    if len({name.code for name in setting.provinces}) > 1:
        return _problem(text, "ghi nhiều tỉnh, thành phố. Hãy ghi một nơi.", [], setting)
    pool = _pool(setting)
    readings = _choose(pool, setting)
    codes = _codes(readings)
    if len(codes) == 1:
        return Resolution(codes[0], codes, None, places.communes()[codes[0]].province_code)
    return _doubtful(text, readings, setting) if codes else _missing(text, setting)


def _strange(setting: Setting) -> Part | None:
    """Find the first larger place that is not known."""
    unknown = [part for part in setting.districts if not setting.district_names(part)]
    return next(iter([*setting.unread, *unknown]), None)


def _pool(setting: Setting) -> list[CommuneName]:
    """Communes of the name inside the districts, or where none is named inside the province."""
    if not setting.districts:
        return find_communes(setting.commune, setting.scopes)
    ids = {name.id for part in setting.districts for name in setting.district_names(part)}
    return [name for name in find_communes(setting.commune, set()) if name.districts & ids]


def _choose(pool: list[CommuneName], setting: Setting) -> list[CommuneName]:
    """Drop readings of another type, and those that a reading of the right time speaks for.

    With a district the address is of the time before July 2025, without one it is of today. A
    province that has ended leaves both open, and so does a name without its type or of another.
    """
    same_type = [name for name in pool if name.type == setting.commune.type]
    typed = same_type or pool
    ended = any(name.is_former for name in setting.provinces)
    if not setting.districts and (ended or not same_type):
        return typed
    timely = [name for name in typed if name.is_former == bool(setting.districts)]
    spoken = {(name.type, name.key) for name in timely}
    return timely + [name for name in typed if (name.type, name.key) not in spoken]


def _codes(readings: Iterable[CommuneName]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for name in readings for code in name.codes))


def _doubtful(text: str, readings: list[CommuneName], setting: Setting) -> Resolution:
    """More than one commune fits: other readings, or parts of one that was split."""
    if len(readings) == 1:
        name = readings[0].full_name
        advice = f"là nơi đã chia ({name}): {_named(readings)}. Hãy chọn một."
        return _problem(text, advice, readings, setting)
    count = len(_codes(readings))
    advice = f"khớp {count} nơi: {_named(readings)}. Hãy ghi rõ dấu, huyện cũ và tỉnh."
    return _problem(text, advice, readings, setting)


def _missing(text: str, setting: Setting) -> Resolution:
    """No commune fits: name those that come near."""
    near = _near(setting)
    name = f"{setting.commune.type} {_shown(setting.commune.name)}".strip()
    hint = f" Có thể là: {_named(near)}." if near else ""
    return _problem(
        text, f"có {name} không tìm thấy.{hint} Hãy kiểm tra tên xã, phường.", near, setting
    )


def _near(setting: Setting) -> list[CommuneName]:
    """Communes outside the district, then of other accents, then of other provinces."""
    part, scopes = setting.commune, setting.scopes
    plain = Part(part.name, folded=True)
    named = setting.provinces or setting.districts
    anywhere = [] if named else find_communes(part, set())
    return find_communes(part, scopes) or find_communes(plain, scopes) or anywhere


def _without_commune(text: str, parts: list[Part], default: str) -> Resolution:
    """Say what is missing; a district that became one commune is enough."""
    provinces = province_names(parts)
    missing = Setting(Part(""), provinces, parts_of(parts, Level.DISTRICT), (), default)
    names = [name for part in missing.districts for name in missing.district_names(part)]
    codes = {code for name in names for code in place_names.district_communes()[name.id]}
    if len(codes) == 1:
        code = codes.pop()
        return Resolution(code, (code,), None, places.communes()[code].province_code)
    near = [name for part in missing.districts for name in _near_district(part, missing)]
    return _problem(text, _missing_advice(missing), near, missing)


def _near_district(part: Part, setting: Setting) -> list[CommuneName]:
    return [name for name in find_communes(part, setting.scopes) if not part.type]


def _missing_advice(setting: Setting) -> str:
    if len({name.code for name in setting.provinces}) > 1:
        return "ghi nhiều tỉnh, thành phố. Hãy ghi một nơi, có tên xã, phường."
    if setting.provinces or setting.districts:
        return "thiếu tên xã, phường. Hãy ghi thêm."
    return "không có xã, phường nào đọc được. Hãy ghi xã, phường và tỉnh."


def _several(text: str, found: list[Resolution]) -> Resolution:
    """Say that the address names several communes."""
    codes = tuple(dict.fromkeys(code for one in found for code in one.candidates))
    provinces = {one.province_code for one in found}
    province = provinces.pop() if len(provinces) == 1 else None
    problem = f"Địa chỉ “{_short(text)}” ghi nhiều xã, phường. Hãy ghi một nơi."
    return Resolution(None, codes[:MOST_CANDIDATES], problem, province)


def _problem(
    text: str,
    advice: str,
    readings: Iterable[CommuneName],
    setting: Setting,
) -> Resolution:
    problem = f"Địa chỉ “{_short(text)}” {advice}" if text.strip() else EMPTY
    candidates = _codes(readings)[:MOST_CANDIDATES]
    return Resolution(None, candidates, problem, _province_code(setting))


def _province_code(setting: Setting) -> str | None:
    """Province that the address tells by its own name or by its district."""
    districts = (name for part in setting.districts for name in setting.district_names(part))
    codes = {name.code for name in setting.provinces} or {n.province_code for n in districts}
    return codes.pop() if len(codes) == 1 else None


def _named(readings: Iterable[CommuneName]) -> str:
    """Communes for a sentence, each with its province."""
    codes = _codes(readings)
    communes = (places.communes()[code] for code in codes[:MOST_NAMED])
    names = (f"{c.full_name} ({places.provinces()[c.province_code].name})" for c in communes)
    return "; ".join(names) + ("; …" if len(codes) > MOST_NAMED else "")


def _shown(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"  # noqa: PLR2004 - what a line on screen holds
