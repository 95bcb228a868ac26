"""One question behind a one-time link: reading it changes nothing, the button answers it."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Side, StayAnswer
from portal.access import public
from portal.database import session
from portal.forms import ActionForm
from portal.once import finish
from services import stay

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
    introduction = link.placement.introduction
    return render_template(
        "stay/question.html",
        is_firm=link.side == Side.FIRM,
        token=token,
        number=introduction.number,
        job=introduction.position.title,
        firm=introduction.employer.name,
        first_day=link.placement.first_day,
        answers=list(StayAnswer),
    )


@bp.get("/thanks")
@public
def thanks() -> ResponseReturnValue:
    return render_template("stay/thanks.html")
