"""What is written in one's own words: by staff never of an offence, by firms of work alone.

Every box for free text is one of these; tests/test_architecture.py names the few that are not,
each with its reason.
"""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from portal.forms import TextField, clean_text
from services import house_words
from services.workbooks.offence import speaks_of_offence

OFFENCE = "Hồ sơ không ghi chuyện vi phạm, hình phạt. Hãy bỏ phần đó."


def no_offence(_form: Any, field: Any) -> None:
    """Refuse what speaks of an offence: it is never stored."""
    if field.data and speaks_of_offence(field.data):
        raise ValidationError(OFFENCE)


def no_past(_form: Any, field: Any) -> None:
    """Refuse words on a person's past: they are nobody's business here and are not kept."""
    if found := house_words.found(field.data or ""):
        raise ValidationError(f"Hãy bỏ chữ “{found[0]}”. Ở đây chỉ ghi chuyện công việc.")


def _rules(most: int, ask: str) -> list[Any]:
    length = Length(max=most, message=f"Tối đa {most} chữ. Hãy viết ngắn lại.")
    return [*([InputRequired(ask)] if ask else []), length]


class FreeLine(TextField):
    """One line in the words of staff; with a sentence to ask for it where it is needed."""

    def __init__(
        self, label: str = "", most: int = 200, description: str = "", ask: str = "", **options: Any
    ) -> None:
        rules = [*_rules(most, ask), no_offence]
        super().__init__(label, rules, description=description, **options)


class FreeText(TextAreaField):  # type: ignore[misc]
    """Several lines in the words of staff."""

    refuses = staticmethod(no_offence)

    def __init__(
        self,
        label: str = "",
        most: int = 200,
        description: str = "",
        ask: str = "",
        rows: int = 3,
        **options: Any,
    ) -> None:
        options.setdefault("filters", [clean_text])
        options.setdefault("render_kw", {"rows": rows})
        rules = [*_rules(most, ask), self.refuses]
        super().__init__(label, rules, description=description, **options)


class WorkText(FreeText):
    """Several lines that a firm writes, or staff for it: of work, in words that hurt nobody."""

    refuses = staticmethod(no_past)
