"""The communes an officer works in, for choices of a list or form."""

from flask import current_app

from models import Actor
from services import places
from services.returnees import name_sort_key


def default_province() -> str:
    """Return the code of this installation's province."""
    return str(current_app.config["SETTINGS"].default_province)


def full_address(code: str) -> str:
    """Return a commune as it can be typed back: with its province where that is another one."""
    commune = places.communes()[code]
    if commune.province_code == default_province():
        return commune.full_name
    return f"{commune.full_name}, {places.provinces()[commune.province_code].full_name}"


def communes_of(by: Actor) -> dict[str, str]:
    """Return code and name of the actor's communes; of the whole province for a centre."""
    known = places.communes()
    if by.communes is None:
        mine = [c for c in known.values() if c.province_code == default_province()]
    else:
        mine = [known[code] for code in by.communes]
    mine.sort(key=lambda commune: name_sort_key(commune.name)[::-1])
    return {commune.code: commune.full_name for commune in mine}
