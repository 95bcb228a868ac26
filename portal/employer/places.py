"""A commune typed as text: found, or a question with the candidates as radio buttons."""

from functools import lru_cache
from typing import Any

from flask import current_app
from wtforms import RadioField
from wtforms.validators import InputRequired, Length, ValidationError

from portal.forms import Form, TextField
from services import addresses, places

CHOOSE = " Hãy chọn một nơi ở dưới."


def commune_box() -> TextField:
    """Return the box of a commune; a form declares it where it stands on its page."""
    return TextField(
        "Xã, phường",
        [InputRequired("Hãy ghi xã, phường."), Length(max=200)],
        description="Ví dụ: Phường Hạc Thành. Ghi tên cũ cũng được.",
    )


class PlacedForm(Form):
    """A form with one commune; works without a script: doubt comes back as choices."""

    commune = commune_box()
    commune_choice = RadioField("Chọn đúng nơi", choices={}, validate_choice=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.commune_code: str | None = None

    def validate_commune(self, field: TextField) -> None:
        """Find the commune of the text, or ask which one is meant."""
        found = addresses.resolve(field.data, default_province=default_province())
        chosen = self.commune_choice.data
        self.commune_code = found.commune_code or (chosen if chosen in found.candidates else None)
        if self.commune_code is None:
            self.commune_choice.choices = {code: place_name(code) for code in found.candidates}
            sentence = found.problem or addresses.EMPTY
            raise ValidationError(sentence + (CHOOSE if found.candidates else ""))


def default_province() -> str:
    """Return the province meant where none is named."""
    code: str = current_app.config["SETTINGS"].default_province
    return code


def place_name(code: str | None) -> str:
    """Return a commune with its province, as the form shows and reads it."""
    if not code:
        return ""
    commune = places.communes()[code]
    return f"{commune.full_name}, {places.provinces()[commune.province_code].name}"


@lru_cache(maxsize=4)
def commune_names(province: str) -> tuple[str, ...]:
    """Return the communes of a province: what the box proposes while one types."""
    return tuple(
        sorted(c.full_name for c in places.communes().values() if c.province_code == province)
    )
