"""Case files, consents and the day's work of a counselor."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from matching import permits
from models import Barrier, Path, Returnee, Shift, TodoKind, local_today
from portal.access import Permission, actor, get_or_404, may, requires
from portal.counselor.field_words import change_words
from portal.counselor.limit_form import RESIDENCE
from portal.counselor.occupations import occupation_examples, occupation_names
from portal.counselor.person_fields import NEEDS
from portal.counselor.reach import communes_of
from portal.database import session
from portal.formats import format_date
from portal.labels import choices, words
from portal.pages import personal_page
from portal.paging import Page, cut, paged
from services import (
    case_files,
    case_lists,
    consents,
    expungement,
    introduction_lists,
    matching,
    notes,
    permissions,
    places,
    returnees,
    todos,
)
from services.case_lists import NO, YES, Filters, attendances_of

bp = Blueprint("counselor", __name__, url_prefix="/counselor")
SHOWN_NOTES = 5
LISTED = ("full_name", "birth_year", "commune_code", "return_date")
# What each hat reads of a case file: police see status and limits, nothing of the work.
STATUS_READ = (
    *("full_name", "birth_date", "national_id", "phone", "address", "contact_whose"),
    *("contact_may_say", "contact_when", "return_date", "return_basis", "bans", "residence"),
)
WORK_READ = (*STATUS_READ, "summary", "skills", "health_limits", "needs", "notes", "consents")


@bp.context_processor
def occupations() -> dict[str, Any]:
    """Let pages say what an occupation code means."""
    return {"occupations": occupation_examples, "occupation_names": occupation_names}


@bp.app_context_processor
def history() -> dict[str, Any]:
    """Let pages say what a change of a case file was: its history, and the copy for its person."""
    return {"change_words": change_words}


@bp.get("/people")
@requires(Permission.RETURNEE_READ)
def people() -> ResponseReturnValue:
    typed = request.args.get("q", "").strip()
    filters = _filters()
    page = _page(typed, filters)
    rows = page.rows if page else []
    return personal_page(
        "counselor/people.html",
        subjects=rows,
        fields=LISTED,
        page=page,
        typed=typed,
        filters=filters,
        chips=_chips(typed, filters),
        communes=communes_of(actor()),
        paths=choices(Path),
        agreed=case_lists.with_consent(session, rows),
        proposals=case_lists.proposals(session, rows),
        hidden={row.id for row in rows if expungement.is_hidden(row, actor())},
        sees_work=may(Permission.RETURNEE_EDIT),
    )


def _filters() -> Filters:
    """Read the filters; what only counselors may know narrows nothing for others."""
    read = {name: request.args.get(name, "") for name in Filters.__dataclass_fields__}
    read["commune"] = read["commune"] if read["commune"] in communes_of(actor()) else ""
    if not may(Permission.RETURNEE_EDIT):
        read = {"commune": read["commune"]}
    return Filters(**read)


def _page(typed: str, filters: Filters) -> Page[Returnee] | None:
    """Return the people asked for; None when more than 200 fit the typed name."""
    query = case_lists.listed(filters, by=actor())
    if typed:
        found = returnees.search(session, typed, by=actor())
        return None if found is None else cut(case_lists.keep_only(session, found, query))
    if filters.commune or len(communes_of(actor())) == 1:
        everyone = session.scalars(query).all()
        return cut(sorted(everyone, key=lambda p: returnees.name_sort_key(p.full_name)))
    return paged(query)


def _chips(typed: str, filters: Filters) -> list[tuple[str, str]]:
    """Return each filter in force in words, with the address of the list without it."""
    held = {"q": typed, **asdict(filters)}
    said = {
        "q": f"Tên có “{typed}”",
        "commune": places.commune_name(filters.commune) if filters.commune else "",
        "consent": {YES: "Đã có đồng ý", NO: "Chưa có đồng ý"}.get(filters.consent, ""),
        "path": words(Path(filters.path)) if filters.path in set(Path) else "",
        "match": "Chưa có việc phù hợp" if filters.match == NO else "",
    }
    return [
        (text, url_for(".people", **{n: v for n, v in held.items() if v and n != name}))
        for name, text in said.items()
        if held[name] and text
    ]


@bp.get("/people/<uuid:returnee_id>")
@requires(Permission.RETURNEE_READ)
def person(returnee_id: UUID) -> ResponseReturnValue:
    """Show everything on file that the hat may read, on one page."""
    returnee = case_files.load(session, get_or_404(Returnee, returnee_id))
    sees_work = may(Permission.RETURNEE_EDIT)
    return personal_page(
        "counselor/person.html",
        subjects=[returnee],
        fields=WORK_READ if sees_work else STATUS_READ,
        returnee=returnee,
        sees_work=sees_work,
        born=case_files.birth_day(returnee),
        today=local_today(),
        shows_past=not expungement.is_hidden(returnee, actor()),
        forecast=_forecast(returnee),
        residence=RESIDENCE.get(returnee.residence_kind or "", returnee.residence_kind),
        permissions=permissions.of_person(session, returnee),
        attended=attendances_of(session, returnee, by=actor()),
        **(_work(returnee) if sees_work else {}),
    )


def _forecast(returnee: Returnee) -> tuple[str, str] | None:
    """Return the forecast in words when somebody wrote down its facts and it is still to come.

    Why there is no day tells of the facts themselves: the one role that writes them reads it.
    """
    if not returnee.expungement or returnee.cleared_on is not None:
        return None
    found = expungement.forecast(expungement.facts_of(returnee), local_today())
    if found.after:
        return "Xóa án tích", f"Dự kiến sau ngày {format_date(found.after)}, nếu đủ điều kiện"
    return ("Xóa án tích", found.why_not) if expungement.reads_facts(actor()) else None


def _work(returnee: Returnee) -> dict[str, Any]:
    """Return what only counselors read of a person."""
    known = todos.of_person(session, returnee)
    return {
        "licences": [permits.name_vi(code) for code in returnee.licences],
        "shifts": [words(Shift(code)) for code in returnee.shifts_ok],
        "needs": [NEEDS.get(code, code) for code in returnee.needs],
        "barriers": [words(Barrier(code)) for code in returnee.barriers],
        "papers": [(kind, todos.stands(known.get(kind)), known.get(kind)) for kind in TodoKind],
        "notes": notes.of_person(session, returnee, most=SHOWN_NOTES),
        "owner": notes.names_of(session, [returnee.counselor_id]) if returnee.counselor_id else {},
        "consent": consents.standing(session, returnee),
        "introduced": introduction_lists.of_person(session, returnee, by=actor()),
        "ready": introduction_lists.ready_for(session, returnee, by=actor()),
        "cards": matching.showable_cards(session, returnee),
        "waiting": case_lists.proposals(session, [returnee]).get(returnee.id, 0),
    }
