"""The firm's interviews as dates, on a page and as calendar files."""

from itertools import groupby
from uuid import UUID

from flask import Response, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from models import Introduction, IntroductionState, utcnow
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.views import bp
from portal.pages import personal_page
from services import employers, introduction_lists
from services.calendar_file import Entry, calendar


@bp.get("/interviews")
@requires(Permission.INTRODUCTION_ANSWER)
def interviews() -> ResponseReturnValue:
    """List the interviews to come, people of one date together."""
    employer = employers.own(session, actor())
    if not employer.may_see_people():
        return render_template("employer/interviews.html", dates=None, called_off=[])
    rows = introduction_lists.interviews(session, by=actor())
    return personal_page(
        "employer/interviews.html",
        subjects=[row.returnee for row in rows],
        fields=["full_name"],
        called_off=introduction_lists.called_off(session, by=actor()),
        dates=[
            (at, place, list(people))
            for (at, place), people in groupby(
                rows, key=lambda row: (row.interview_at, row.interview_place)
            )
        ],
    )


@bp.get("/interviews.ics")
@requires(Permission.INTRODUCTION_ANSWER)
def interview_calendar() -> ResponseReturnValue:
    """Send every interview to come, and what was called off: numbers, no names."""
    lists = (introduction_lists.interviews, introduction_lists.called_off)
    return ics([entry(row) for each in lists for row in each(session, by=actor())])


@bp.get("/introductions/<uuid:introduction_id>/interview.ics")
@requires(Permission.INTRODUCTION_ANSWER)
def interview_file(introduction_id: UUID) -> ResponseReturnValue:
    """Send one interview as a calendar file."""
    found = get_or_404(Introduction, introduction_id)
    if found.interview_at is None:
        abort(404)
    return ics([entry(found)])


def entry(row: Introduction, summary: str = "") -> Entry:
    """Return a date in neutral words: a calendar may hang on a wall."""
    now = utcnow()
    at = row.interview_at or now
    return Entry(
        uid=str(row.id),
        at=at,
        summary=summary or f"Phỏng vấn số {row.number:02d} (Nối Việc)",
        location=row.interview_place,
        description=f"Gặp: {row.interview_ask_for}" if row.interview_ask_for else "",
        sequence=row.version,
        is_cancelled=row.state != IntroductionState.INTERVIEW and at > now,
    )


def ics(entries: list[Entry]) -> Response:
    """Return a calendar file as an answer."""
    response = make_response(calendar(entries, now=utcnow()))
    response.mimetype = "text/calendar"
    response.headers.set("Content-Disposition", "attachment", filename="lich-phong-van.ics")
    return response
