"""A counselor's first page: what waits today, on whom, and where each thing is done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from models import FollowUpKind, RightKind
from portal.access import Permission, actor, requires
from portal.counselor.today_words import SECTION_WORDS, Words
from portal.counselor.views import bp
from portal.database import session
from portal.labels import words
from portal.pages import personal_page
from portal.paging import PER_PAGE, Page
from services import case_lists, my_work, notes
from services.my_work import Line, Section

SHOWN = ("full_name", "commune_code", "phone", "return_date", "work")
CODES: Mapping[str, str] = {
    "note": "Đã hẹn gọi lại",
    "consent": "Đồng ý hết hạn",
    "permission": "Giấy đi làm ngoài xã hết hạn",
    "residence": "Hạn chế cư trú hết hạn",
    "ban": "Cấm nghề hết hạn",
    "moved": "Chuyển nơi ở",
    "listed_twice": "Hai xã cùng có tên",
    "wrong_commune": "Nhầm xã",
    **{kind.value: words(kind) for kind in (*FollowUpKind, *RightKind)},
}


@bp.get("/today")
@requires(Permission.SUGGESTION_REVIEW)
def home() -> ResponseReturnValue:
    """Show what waits, the figures of one's communes, and the next event."""
    whose = request.args.get("whose", "")
    what = my_work.asked(actor(), only_mine=whose == "me")
    sections = my_work.day(session, what)
    day = case_lists.day(session, by=actor())
    return personal_page(
        "counselor/home.html",
        subjects=[line.returnee for section in sections for line in section.lines],
        fields=SHOWN,
        action="list",
        whose=whose,
        today=what.today,
        day=day,
        sections=[section for section in sections if section.total],
        quiet=[SECTION_WORDS[section.key].title for section in sections if not section.total],
        owners=_owners(sections),
        covers=my_work.covers(session, what),
        deadline=my_work.review_deadline(day.event) if day.event else None,
        behind=my_work.invited_to_review(session, day.event, by=actor()) if day.event else 0,
        answers_url=url_for("introducing.introduction_list", state=day.first_due),
    )


@bp.get("/today/<key>")
@requires(Permission.SUGGESTION_REVIEW)
def work_list(key: str) -> ResponseReturnValue:
    """Show one section of the first page as a whole."""
    if key not in my_work.SECTIONS:
        abort(404)
    whose = request.args.get("whose", "")
    what = my_work.asked(actor(), only_mine=whose == "me")
    number = max(1, request.args.get("page", 1, type=int))
    found = my_work.section(
        session, key, what, limit=PER_PAGE, offset=min(number - 1, 10**6) * PER_PAGE
    )
    if not found.lines and number > 1:
        abort(404)
    return personal_page(
        "counselor/work_list.html",
        subjects=[line.returnee for line in found.lines],
        fields=SHOWN,
        action="list",
        section=found,
        page=Page(found.lines, number, found.total),
        whose=whose,
        today=what.today,
        owners=_owners([found]),
    )


@bp.app_context_processor
def section_words() -> dict[str, object]:
    """Let the pages of a day's work name its sections and lead to where each line is done."""
    return {"section_words": _words, "work_url": _url, "work_code": _code}


def _owners(sections: list[Section]) -> dict[UUID, str]:
    return notes.names_of(session, my_work.owners(sections))


def _words(section: Section) -> Words:
    return SECTION_WORDS[section.key]


def _code(line: Line) -> str:
    return CODES.get(line.code, "")


def _url(section: Section, line: Line) -> str:
    """Return where a line is done."""
    endpoint, name = SECTION_WORDS[section.key].target
    if line.code in set(FollowUpKind):
        endpoint, name = "counselor.follow_up", "follow_up_id"
    about = line.returnee.id if name == "returnee_id" else line.record_id
    values: dict[str, Any] = {name: about}
    return url_for(endpoint, **values)
