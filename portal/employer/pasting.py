"""Paste your advertisement: its text becomes a filled form; nothing is stored until it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length

from models import local_today
from portal.access import Permission, requires
from portal.employer.forms import MAX_TEXT, PositionForm
from portal.employer.places import commune_names, default_province, place_name
from portal.employer.views import bp
from portal.forms import Form, clean_text
from services import addresses, advertisements, posting_papers, posting_rules
from services.advertisements import Found, Reading
from services.importing.positions import without_contacts

MOST_PASTED = 8_000
# What a posting cannot do without: asked for where the text does not say it.
ASKED = ("title", "headcount", "wage_min", "commune", "shift")
SILENT = "Chưa thấy trong tin. Hãy ghi."
# A value of the reading -> the boxes it fills.
BOXES: Mapping[str, tuple[str, ...]] = {
    "wage": ("wage_min", "wage_max"),
    "place": ("commune", "address"),
}


class PasteForm(Form):
    """One box for the whole text."""

    text = TextAreaField(
        "Tin tuyển dụng",
        [DataRequired("Hãy dán tin vào ô này."), Length(max=MOST_PASTED)],
        filters=[clean_text],
        description="Chép nguyên tin từ Zalo, Facebook hay tờ giấy của anh/chị.",
        render_kw={"rows": 14},
    )
    read = SubmitField("Đọc tin")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is shown beside a box: the words it was read from, or what is still to be written."""

    text: str
    is_open: bool


@bp.get("/positions/paste")
@requires(Permission.POSITION_OWN)
def paste_position() -> ResponseReturnValue:
    """Ask for a text."""
    return render_template("employer/paste_position.html", form=PasteForm())


@bp.post("/positions/read")
@requires(Permission.POSITION_OWN)
def read_position() -> ResponseReturnValue:
    """Answer a text with the posting form filled from it."""
    form = PasteForm()
    if form.validate_on_submit():
        action = url_for(".new_position")
        return read_page("employer/read_position.html", form.text.data, PositionForm, action=action)
    return render_template("employer/paste_position.html", form=form), 422


def read_page(
    template: str, text: str, kind: type[PositionForm], **context: Any
) -> ResponseReturnValue:
    """Draw the filled form with what was read, what was not, and the text beside it."""
    reading = advertisements.read(text, default_province=default_province())
    form = kind(formdata=None, data=_values(reading, text))
    _ask_for_commune(form, reading.found.get("place"))
    marks = _marks(reading)
    return render_template(
        template,
        form=form,
        reading=reading,
        marks=marks,
        findings=posting_rules.find([text], local_today()),
        papers=posting_papers.asked([text]),
        today=local_today(),
        is_editable=True,
        open_boxes=[form[name] for name in form.data if name in marks and marks[name].is_open],
        communes=commune_names(default_province()),
        **context,
    )


def _values(reading: Reading, text: str) -> dict[str, Any]:
    facts = reading.facts()
    wage, place = facts.pop("wage", None), facts.pop("place", None)
    if wage:
        facts |= {"wage_min": wage.low, "wage_max": wage.high}
    if place:
        commune = place_name(place.commune_code) or place.text
        facts |= {"commune": commune, "address": place.detail}
    facts["description"] = without_contacts(text)[:MAX_TEXT]
    return facts


def _ask_for_commune(form: PositionForm, found: Found | None) -> None:
    """Offer the communes that a doubtful address may mean."""
    if found is None or found.value.commune_code:
        return
    doubt = addresses.resolve(found.value.text, default_province=default_province())
    form.commune_choice.choices = {code: place_name(code) for code in doubt.candidates}


def _marks(reading: Reading) -> dict[str, Mark]:
    marks = {name: Mark(SILENT, is_open=True) for name in ASKED}
    for name, found in reading.found.items():
        words = reading.statements[found.line].text
        for box in BOXES.get(name, (name,)):
            marks[box] = Mark(found.note or f"Đọc từ: “{_short(words)}”", is_open=bool(found.note))
    return marks


def _short(words: str) -> str:
    return words if len(words) <= 90 else f"{words[:89]}…"  # noqa: PLR2004 - two lines beside a box
