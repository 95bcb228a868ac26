"""Look a workbook over, choose its rows, apply it, take it back."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from models import Import, ImportAction, RowStatus
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.errors import is_local
from portal.importing.shown import show
from portal.importing.views import bp
from portal.labels import words
from portal.once import finish
from portal.pages import personal_file, personal_page
from portal.paging import paged
from services import importing
from services.importing import Applied

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = (RowStatus.NEW, RowStatus.UPDATE, RowStatus.DUPLICATE, RowStatus.ERROR)
MOST_DIGITS = 9
ROW_FIELDS = ("full_name", "birth_date", "national_id", "phone", "address")


@bp.get("/<uuid:import_id>")
@requires(Permission.IMPORT_OWN)
def preview(import_id: UUID) -> ResponseReturnValue:
    """Show the rows of one tab, and every fault of each at once."""
    batch = get_or_404(Import, import_id)
    if batch.can(ImportAction.FINISH_READING):
        return redirect(url_for(".reading", import_id=import_id), 303)
    status = _status_asked()
    page = paged(importing.listed(batch, status))
    rows = [show(batch.kind, importing.seen(row)) for row in page.rows]
    return personal_page(
        "importing/preview.html",
        subjects=[batch],
        fields=ROW_FIELDS,
        batch=batch,
        page=page,
        rows=rows,
        can_choose=batch.can(ImportAction.APPLY) and any(row.can_be_ticked for row in rows),
        tabs=_tabs(batch, status),
        ticked=importing.ticked(session, batch),
        left=importing.left_behind(session, batch),
        allowed={action.value: batch.can(action) for action in ImportAction},
        may_undo=importing.may_undo(session, batch),
    )


def _status_asked() -> RowStatus | None:
    asked = request.args.get("status")
    return next((status for status in TABS if status.value == asked), None)


def _tabs(batch: Import, now: RowStatus | None) -> list[tuple[str, str, bool, int]]:
    counts = importing.counts(session, batch)
    here = url_for(".preview", import_id=batch.id)
    every = [("Tất cả", here, now is None, sum(counts.values()))]
    return every + [
        (words(status), f"{here}?status={status.value}", status == now, counts[status])
        for status in TABS
    ]


@bp.post("/<uuid:import_id>/choose")
@requires(Permission.IMPORT_OWN)
def choose(import_id: UUID) -> ResponseReturnValue:
    """Keep the ticks of the page shown, and apply the whole import where that was pressed."""
    batch = get_or_404(Import, import_id)
    here = url_for(".preview", import_id=import_id)
    if batch.can(ImportAction.APPLY):
        shown, chosen = (_row_numbers(name) for name in ("shown", "row"))
        importing.tick(session, batch, shown=shown, chosen=chosen, by=actor())
    if "apply" not in request.form:
        back = request.form.get("back", "")
        is_here = is_local(back) and back.startswith(here)
        return finish(back if is_here else here, "Đã lưu lựa chọn.")
    done = importing.apply(session, batch, by=actor())
    if done.refused:
        flash(f"{done.refused} dòng không nhập được nữa. Hãy xem lý do ở mục Cần sửa.", "warning")
    return finish(here, _said(done))


def _row_numbers(name: str) -> list[int]:
    """Return the rows ticked; no sheet is so long that a number has more digits."""
    typed = request.form.getlist(name)
    return [int(n) for n in typed if n.isascii() and n.isdigit() and len(n) <= MOST_DIGITS]


def _said(done: Applied) -> str:
    if not done.created and not done.updated:
        return "Không có gì mới để nhập."
    parts = (("Đã nhập mới", done.created), ("cập nhật", done.updated))
    said = ", ".join(f"{verb} {number} dòng" for verb, number in parts if number)
    return f"{said[0].upper()}{said[1:]}."


@bp.post("/<uuid:import_id>/undo")
@requires(Permission.IMPORT_OWN)
def undo(import_id: UUID) -> ResponseReturnValue:
    """Take an applied import back."""
    batch = get_or_404(Import, import_id)
    left = importing.undo(session, batch, by=actor())
    here = url_for(".preview", import_id=import_id)
    if left:
        said = f"Đã hoàn tác, trừ {left} dòng đã có người sửa sau khi nhập."
        return finish(here, said, "warning")
    return finish(here, "Đã hoàn tác cả lần nhập.")


@bp.post("/<uuid:import_id>/discard")
@requires(Permission.IMPORT_OWN)
def discard(import_id: UUID) -> ResponseReturnValue:
    """Give an import up before it was applied."""
    batch = get_or_404(Import, import_id)
    importing.discard(session, batch, by=actor())
    return finish(url_for(f".{batch.kind.value}"), "Đã bỏ tệp. Dữ liệu tạm đã được xóa.")


@bp.get("/<uuid:import_id>/errors.xlsx")
@requires(Permission.IMPORT_OWN)
def errors_file(import_id: UUID) -> ResponseReturnValue:
    """Send the rows to mend as a workbook."""
    batch = get_or_404(Import, import_id)
    return personal_file(
        importing.errors_file(session, batch),
        mimetype=XLSX,
        filename="dong-can-sua.xlsx",
        subjects=[batch],
        fields=ROW_FIELDS,
    )
