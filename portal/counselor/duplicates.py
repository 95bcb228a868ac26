"""Files that may be one person's: compared side by side, merged or told apart, taken back."""

from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from models import Returnee, SamePerson
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.field_words import field_words
from portal.counselor.shown_values import shown_fields
from portal.counselor.views import WORK_READ, bp
from portal.database import session
from portal.once import finish
from portal.pages import personal_page
from portal.paging import PER_PAGE, paged
from services import duplicates


@bp.get("/duplicates")
@requires(Permission.RETURNEE_EDIT)
def duplicate_list() -> ResponseReturnValue:
    """List pairs of the same name and birth year, and what was judged lately."""
    number = max(1, request.args.get("page", 1, type=int))
    offset = (min(number, 10**6) - 1) * PER_PAGE
    found = duplicates.pairs(session, by=actor(), limit=PER_PAGE + 1, offset=offset)
    shown = found[:PER_PAGE]
    page = paged(duplicates.judged(actor()))
    return personal_page(
        "counselor/duplicate_list.html",
        subjects=[
            *(person for pair in shown for person in (pair.first, pair.second)),
            *(pair.first for pair in page.rows),
        ],
        fields=["full_name", "birth_year", "commune_code"],
        action="list",
        pairs=shown,
        number=number,
        has_more=len(found) > PER_PAGE,
        judged=page.rows,
    )


@bp.get("/duplicates/<uuid:first_id>/<uuid:second_id>")
@requires(Permission.RETURNEE_EDIT)
def compare(first_id: UUID, second_id: UUID) -> ResponseReturnValue:
    """Show two files side by side, field by field."""
    first, second = _two(first_id, second_id)
    return personal_page(
        "counselor/compare.html",
        subjects=[first, second],
        fields=WORK_READ,
        first=first,
        second=second,
        rows=[
            (field_words(name), mine, theirs) for name, mine, theirs in shown_fields(first, second)
        ],
    )


@bp.post("/duplicates/<uuid:first_id>/<uuid:second_id>/merge")
@requires(Permission.RETURNEE_EDIT)
def merge(first_id: UUID, second_id: UUID) -> ResponseReturnValue:
    """Keep the first file and move everything of the second into it."""
    first, second = _two(first_id, second_id)
    duplicates.merge(session, first, second, by=actor())
    return finish(
        url_for(".person", returnee_id=first.id),
        "Đã gộp hai hồ sơ. Hoàn tác được ở mục Hồ sơ trùng.",
    )


@bp.post("/duplicates/<uuid:first_id>/<uuid:second_id>/tell-apart")
@requires(Permission.RETURNEE_EDIT)
def tell_apart(first_id: UUID, second_id: UUID) -> ResponseReturnValue:
    """Say that these are two people."""
    duplicates.tell_apart(session, *_two(first_id, second_id), by=actor())
    return finish(url_for(".duplicate_list"), "Đã ghi: hai người khác nhau.")


@bp.post("/duplicates/<uuid:pair_id>/undo")
@requires(Permission.RETURNEE_EDIT)
def undo_pair(pair_id: UUID) -> ResponseReturnValue:
    """Take a merge or a judgement back."""
    pair = session.scalar(duplicates.judged(actor()).where(SamePerson.id == pair_id)) or abort(404)
    duplicates.undo(session, pair, by=actor())
    return finish(url_for(".duplicate_list"), "Đã hoàn tác. Hai hồ sơ lại đứng riêng.")


def _two(first_id: UUID, second_id: UUID) -> tuple[Returnee, Returnee]:
    if first_id == second_id:
        abort(404)
    return get_or_404(Returnee, first_id), get_or_404(Returnee, second_id)
