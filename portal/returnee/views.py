"""A person's own screens: the kiosk's start, their cards, the question for each firm, the end."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from models import Attendance, ConsentHow, Event, SponsorshipAction
from portal.access import Permission, actor, get_or_404, public, requires
from portal.auth.identity import load_signed_in
from portal.database import session
from portal.forms import ActionForm
from portal.once import finish
from portal.pages import personal_page
from portal.returnee import pictures
from portal.returnee.forms import CodeForm
from portal.returnee.visit import (
    IDLE_SECONDS,
    begin_visit,
    channel,
    end_helping,
    end_visit,
    helped,
    is_helper,
    is_kiosk,
    visitor,
)
from services import (
    attendances,
    events,
    firm_consents,
    hall_actions,
    links,
    sheets,
    sponsorship_answers,
    visits,
)
from services.cards import Card, cards_of
from services.hall_actions import Verb

bp = Blueprint("returnee", __name__, url_prefix="/my")
WRONG = (
    "Mã hoặc năm sinh chưa đúng. Mã có 8 chữ số, năm sinh có 4 chữ số. "
    "Anh/chị xem lại giấy mời hoặc hỏi cán bộ."
)
WAIT = "Đã gõ sai nhiều lần. Anh/chị chờ 15 phút hoặc hỏi cán bộ."
SAYINGS = {
    "like": {"likes": True},
    "unlike": {"likes": False},
    "call": {"call_back": True},
    "uncall": {"call_back": False},
}


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.CARDS_OWN)
def start() -> ResponseReturnValue:
    """Ask for code and year of birth; arriving here ends the visit before."""
    if not is_kiosk():
        return redirect(url_for(".cards"), 303)
    end_visit()
    form = CodeForm()
    if form.validate_on_submit() and (problem := _begin(form)):
        form.code.errors = [problem]
    elif form.is_submitted() and not form.errors:
        return redirect(url_for(".cards"), 303)
    if not form.errors:
        return render_template("returnee/start.html", form=form)
    # What was typed stands on a shared screen: it is cleared like a list.
    return render_template("returnee/start.html", form=form, **frame()), 422


def _begin(form: CodeForm) -> str | None:
    """Begin a visit, or return the sentence that says why not."""
    event = get_or_404(Event, actor().event_id or abort(404))
    code, year = form.code.data, form.birth_year.data
    if visits.must_wait(session, event, code, by=actor()):
        return WAIT
    found = visits.begin(session, event, code, year, by=actor())
    session.commit()
    if found is None:
        return WRONG
    begin_visit(found)
    return None


@bp.get("/jobs")
@requires(Permission.CARDS_OWN)
def cards() -> ResponseReturnValue:
    """Show at most five cards, gates checked at this moment."""
    attendance = visitor()
    if attendance is None:
        return start_again()
    mine = _cards(attendance)
    tables = events.tables_of(session, attendance.event)
    return personal_page(
        "returnee/cards.html",
        subjects=[attendance.returnee],
        fields=["given_name", "cards"],
        name=attendances.given_name(attendance.returnee.full_name),
        cards=mine,
        pictures=pictures,
        advice=sheets.advice_tables(attendance.returnee, tables, has_cards=bool(mine)),
        offers=sponsorship_answers.shown_to(session, actor()),
        waits=SponsorshipAction.PERSON_AGREE,
        **frame(),
    )


@bp.post("/jobs/<uuid:suggestion_id>")
@requires(Permission.CARDS_OWN)
def say(suggestion_id: UUID) -> ResponseReturnValue:
    """Record "Tôi thích việc này", "Gọi lại cho tôi", or take one back."""
    attendance = visitor()
    word = request.form.get("word", "")
    if attendance is None and is_helper():
        abort(404)
    if attendance is None or word not in SAYINGS:
        return start_again()
    card = next((c for c in _cards(attendance) if c.suggestion.id == suggestion_id), None)
    if card is None:
        abort(404)
    said = {"position": str(card.position.id), "channel": channel().value, "words": SAYINGS[word]}
    _do(attendance, Verb.SAY, **said)
    if word == "like" and not card.shares:
        return finish(url_for(".ask", employer_id=card.position.employer_id))
    return finish(url_for(".cards", _anchor=f"job-{suggestion_id}"), "Đã ghi lại.")


@bp.route("/firms/<uuid:employer_id>", methods=["GET", "POST"])
@requires(Permission.CARDS_OWN)
def ask(employer_id: UUID) -> ResponseReturnValue:
    """Ask the consent question for one firm: two equal answers, none preset."""
    attendance = visitor()
    if attendance is None:
        return start_again()
    card = next((c for c in _cards(attendance) if c.position.employer_id == employer_id), None)
    if card is None:
        abort(404)
    if ActionForm().validate_on_submit():
        return _answer(attendance, employer_id)
    return personal_page(
        "returnee/ask.html",
        subjects=[attendance.returnee],
        fields=["cards"],
        firm=card.position.employer.name,
        employer_id=employer_id,
        **frame(),
    )


def _answer(attendance: Attendance, employer_id: UUID) -> ResponseReturnValue:
    """Record a yes; a no is written down nowhere."""
    if request.form.get("answer") != "yes":
        return finish(url_for(".cards"), "Đã ghi việc anh/chị thích. Công ty chưa thấy tên.")
    _do(attendance, Verb.AGREE, employer=str(employer_id), how=ConsentHow.SCREEN.value)
    return finish(url_for(".cards"), "Đã ghi. Cán bộ sẽ giới thiệu anh/chị với công ty.")


@bp.post("/firms/<uuid:employer_id>/take-back")
@requires(Permission.CARDS_OWN)
def take_back(employer_id: UUID) -> ResponseReturnValue:
    """Take a yes back: the firm's sight of the name ends at once."""
    attendance = visitor()
    if attendance is None:
        return start_again()
    if firm_consents.consent_for(session, attendance.returnee, employer_id) is None:
        abort(404)
    _do(attendance, Verb.TAKE_BACK, employer=str(employer_id))
    return finish(url_for(".cards"), "Đã rút lại. Công ty không xem được tên nữa.")


@bp.post("/leave")
@requires(Permission.CARDS_OWN)
def leave() -> ResponseReturnValue:
    """End the visit: the kiosk goes back to its start, a phone is signed out."""
    if is_helper():
        return _back_to_file()
    if is_kiosk():
        end_visit()
        response = redirect(url_for(".start"), 303)
    else:
        _forget()
        response = redirect(url_for(".done"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _back_to_file() -> ResponseReturnValue:
    """Return an officer who helped to the person's case file."""
    attendance = helped()
    end_helping()
    if attendance is None:
        return redirect(url_for("counselor.people"), 303)
    return redirect(url_for("counselor.person", returnee_id=attendance.returnee_id), 303)


@bp.get("/done")
@public
def done() -> ResponseReturnValue:
    """Say goodbye on a phone."""
    return render_template("returnee/done.html")


@bp.route("/link/<token>", methods=["GET", "POST"])
@public
def link(token: str) -> ResponseReturnValue:
    """Open one's own list: a page with one button, and a post that uses the link up."""
    attendance = links.find_by_link(session, token)
    signed_in = load_signed_in(f"p:{attendance.id}") if attendance else None
    if attendance is None or signed_in is None:
        return render_template("returnee/link.html", token=""), 404
    if not ActionForm().validate_on_submit():
        return render_template("returnee/link.html", token=token)
    links.use_link(session, attendance)
    answer = finish(url_for(".cards"))
    _forget()
    login_user(signed_in)
    return answer


def _forget() -> None:
    logout_user()
    browser.clear()
    browser.renew()  # type: ignore[attr-defined]


def _cards(attendance: Attendance) -> list[Card]:
    person = attendance.returnee
    return cards_of(session, attendance.event, [person])[person.id]


def _do(attendance: Attendance, verb: Verb, **says: object) -> None:
    said = {"attendance": str(attendance.id), **says}
    hall_actions.do(session, attendance.event, verb, said, by=actor())


def start_again() -> ResponseReturnValue:
    """Return to where a visit begins or, on a phone, ends."""
    if is_helper():
        return _back_to_file()
    return redirect(url_for(".start" if is_kiosk() else ".done"), 303)


def frame() -> dict[str, Any]:
    """Return what the layout of a person's own screen needs: its clock and its way out."""
    return {
        "idle_seconds": IDLE_SECONDS if is_kiosk() else 0,
        "idle_url": url_for(".start"),
        "clear_url": url_for(".leave"),
    }
