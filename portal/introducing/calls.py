"""Whom to call today: firms that owe an answer, people who have to hear how it stands."""

from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from models import CallResult, Introduction, Side, StayAnswer, Topic, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.interviews import entry, ics
from portal.errors import is_local
from portal.forms import ActionForm
from portal.introducing.messages import BOTH, LATER, messages_to
from portal.introducing.views import NAMED, bp
from portal.labels import words
from portal.once import finish
from portal.pages import personal_page
from portal.paging import paged
from services import introduction_calls, introductions, stay, told_texts
from services.introduction_calls import Word


@bp.get("/calls")
@requires(Permission.INTRODUCTION_MAKE)
def calls() -> ResponseReturnValue:
    """List whom to call today: firms first, one firm's together."""
    page = paged(introduction_calls.firms_to_call(by=actor(), today=local_today()))
    return personal_page(
        "introducing/calls.html",
        subjects=[row.returnee for row in page.rows],
        fields=["full_name"],
        page=page,
        tabs=_tabs(Side.FIRM),
        say={row.id: told_texts.for_firm(row) for row in page.rows},
        copy={row.id: told_texts.zalo_to_firm(row) for row in page.rows},
        today=local_today(),
        firm_side=Side.FIRM,
        person_side=Side.PERSON,
        waiting=Topic.WAITING,
        later=LATER,
    )


@bp.get("/messages")
@requires(Permission.INTRODUCTION_MAKE)
def messages() -> ResponseReturnValue:
    """List the people who have not heard yet, with the words to copy."""
    page = paged(introduction_calls.people_to_tell(by=actor(), today=local_today()))
    return personal_page(
        "introducing/messages.html",
        subjects=[row.returnee for row in page.rows],
        fields=[*NAMED, "phone"],
        page=page,
        tabs=_tabs(Side.PERSON),
        message=messages_to(page.rows),
        person_side=Side.PERSON,
        both=BOTH,
    )


@bp.post("/<uuid:introduction_id>/told")
@requires(Permission.INTRODUCTION_MAKE)
def told(introduction_id: UUID) -> ResponseReturnValue:
    """Take a tick: told, will answer later, not reached."""
    found = get_or_404(Introduction, introduction_id)
    word = _word()
    if word is None or not ActionForm().validate_on_submit():
        abort(404)
    introduction_calls.note(session, found, word, by=actor())
    back = request.form.get("back", "")
    there = back if is_local(back) else url_for(".introduction", introduction_id=found.id)
    return finish(there, f"Đã ghi: {words(word.result)}.")


@bp.post("/<uuid:introduction_id>/deleted")
@requires(Permission.INTRODUCTION_MAKE)
def note_deleted(introduction_id: UUID) -> ResponseReturnValue:
    """Record for a firm that it deleted what it wrote down."""
    found = get_or_404(Introduction, introduction_id)
    if found.firm_deletes_by is None or not ActionForm().validate_on_submit():
        abort(404)
    introductions.note_deleted(session, found, by=actor())
    return finish(url_for(".introduction", introduction_id=found.id), "Đã ghi là đã xóa.")


@bp.post("/<uuid:introduction_id>/stay")
@requires(Permission.INTRODUCTION_MAKE)
def record_stay(introduction_id: UUID) -> ResponseReturnValue:
    """Record the answer after three months that a person or a firm gave by phone."""
    found = get_or_404(Introduction, introduction_id)
    side, said = request.form.get("side", ""), request.form.get("answer", "")
    if (
        side not in set(Side)
        or said not in set(StayAnswer)
        or not ActionForm().validate_on_submit()
    ):
        abort(404)
    stay.answer_for(session, found, Side(side), StayAnswer(said), by=actor())
    there = url_for(".introduction", introduction_id=found.id)
    return finish(there, f"Đã ghi: {words(StayAnswer(said))}.")


@bp.get("/<uuid:introduction_id>/interview.ics")
@requires(Permission.INTRODUCTION_MAKE)
def interview_file(introduction_id: UUID) -> ResponseReturnValue:
    """Send an interview for the officer's own calendar: firm and number, no name."""
    found = get_or_404(Introduction, introduction_id)
    if found.interview_at is None:
        abort(404)
    summary = f"Phỏng vấn: {found.employer.name}, số {found.number:02d}"
    return ics([entry(found, summary)])


def _word() -> Word | None:
    form = request.form
    try:
        return Word(Side(form["side"]), Topic(form["topic"]), CallResult(form["result"]))
    except (KeyError, ValueError):
        return None


def _tabs(chosen: Side) -> list[tuple[str, str, bool, int]]:
    by, today = actor(), local_today()
    firms = introduction_calls.count(session, introduction_calls.firms_to_call(by=by, today=today))
    people = introduction_calls.count(
        session, introduction_calls.people_to_tell(by=by, today=today)
    )
    return [
        ("Gọi doanh nghiệp", url_for(".calls"), chosen == Side.FIRM, firms),
        ("Nhắn người lao động", url_for(".messages"), chosen == Side.PERSON, people),
    ]
