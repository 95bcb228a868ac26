"""One question behind a one-time link: reading it changes nothing, the button answers it."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Actor, Role, Side, StayAnswer, StayLink
from portal.access import public
from portal.database import session
from portal.forms import ActionForm
from portal.once import finish
from portal.pages import personal_page
from services import stay
from services.attendances import given_name

bp = Blueprint("stay", __name__, url_prefix="/stay")


@bp.route("/<token>", methods=["GET", "POST"])
@public
def question(token: str) -> ResponseReturnValue:
    link = stay.find(session, token)
    if link is None:
        return render_template("stay/question.html", token=""), 404
    said = request.form.get("answer", "")
    if ActionForm().validate_on_submit() and said in set(StayAnswer):
        stay.answer(session, link, StayAnswer(said))
        return finish(url_for(".thanks"))
    return _asked(link, token)


def _asked(link: StayLink, token: str) -> ResponseReturnValue:
    """Ask; the firm reads the given name it knows, and that look is logged like any other."""
    introduction = link.placement.introduction
    facts: dict[str, Any] = {
        "token": token,
        "firm": introduction.employer.name,
        "job": introduction.position.title,
        "first_day": link.placement.first_day,
        "answers": list(StayAnswer),
    }
    if link.side == Side.PERSON:
        return render_template("stay/question.html", name="", **facts)
    return personal_page(
        "stay/question.html",
        subjects=[introduction.returnee],
        fields=["given_name"],
        by=Actor(Role.EMPLOYER, employer_id=introduction.employer_id),
        name=given_name(introduction.returnee.full_name),
        **facts,
    )


@bp.get("/thanks")
@public
def thanks() -> ResponseReturnValue:
    return render_template("stay/thanks.html")
