"""Bring a workbook in: upload it, read it, say what its columns mean."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Import, ImportAction, ImportKind
from portal.access import Permission, actor, get_or_404, requires
from portal.database import begin_writing, end_transaction, session
from portal.formats import format_moment
from portal.importing.forms import UploadForm, chosen_columns, columns_form
from portal.once import finish
from services import importing
from services.scope import visible_imports
from services.workbooks import WorkbookRefused

bp = Blueprint("importing", __name__, url_prefix="/imports")
LATEST = 20
# A file beyond the product's own limit is still received, so that the form can say what to do.
RECEIVED_BYTES = 32 * 1024 * 1024
UPLOADS = frozenset(f"importing.{kind.value}" for kind in ImportKind)


@bp.url_value_preprocessor
def receive_large_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let the form, not the server's limit, answer a file that is somewhat too large."""
    if endpoint in UPLOADS:
        request.max_content_length = RECEIVED_BYTES


@bp.route("/returnees", methods=["GET", "POST"])
@requires(Permission.IMPORT_RETURNEES)
def returnees() -> ResponseReturnValue:
    return _upload(ImportKind.RETURNEES, "importing/returnees.html")


@bp.route("/positions", methods=["GET", "POST"])
@requires(Permission.IMPORT_POSITIONS)
def positions() -> ResponseReturnValue:
    return _upload(ImportKind.POSITIONS, "importing/positions.html")


@bp.route("/own-positions", methods=["GET", "POST"])
@requires(Permission.IMPORT_OWN_POSITIONS)
def own_positions() -> ResponseReturnValue:
    return _upload(ImportKind.OWN_POSITIONS, "importing/own_positions.html")


@bp.route("/community-models", methods=["GET", "POST"])
@requires(Permission.IMPORT_PROGRAMME)
def community_models() -> ResponseReturnValue:
    return _upload(ImportKind.COMMUNITY_MODELS, "importing/community_models.html")


@bp.route("/outreach", methods=["GET", "POST"])
@requires(Permission.IMPORT_PROGRAMME)
def outreach() -> ResponseReturnValue:
    return _upload(ImportKind.OUTREACH, "importing/outreach.html")


def _upload(kind: ImportKind, template: str) -> ResponseReturnValue:
    form = UploadForm()
    if form.validate_on_submit():
        try:
            return _stage(kind, form)
        except WorkbookRefused as refusal:
            form.file.errors = [str(refusal)]
    query = visible_imports(actor()).where(Import.kind == kind).order_by(Import.created_at.desc())
    latest = session.scalars(query.limit(LATEST)).all()
    return render_template(template, form=form, latest=latest), 422 if form.errors else 200


def _stage(kind: ImportKind, form: UploadForm) -> ResponseReturnValue:
    """Look the file through outside any transaction, then keep its rows."""
    by, file = actor(), form.file.data
    end_transaction()
    with file.stream as content:
        upload = importing.prepare(kind, content.read(), file.filename)
    begin_writing(session)
    province = current_app.config["SETTINGS"].default_province
    batch = importing.stage(session, upload, default_province=province, by=by)
    same = importing.earlier(session, batch, by=by)
    return finish(url_for(".reading", import_id=batch.id), _seen_before(same), "warning")


def _seen_before(same: Import | None) -> str | None:
    if same is None:
        return None
    moment = format_moment(same.created_at)
    return f"Tệp này đã được tải lên lúc {moment}. Dòng đã nhập sẽ không bị nhập thêm lần nữa."


@bp.route("/<uuid:import_id>/reading", methods=["GET", "POST"])
@requires(Permission.IMPORT_OWN)
def reading(import_id: UUID) -> ResponseReturnValue:
    batch = get_or_404(Import, import_id)
    if not batch.can(ImportAction.FINISH_READING):
        return redirect(url_for(".preview", import_id=import_id), 303)
    if request.method == "POST":
        is_done = importing.read_some(session, batch, by=actor())
        page = ".preview" if is_done else ".reading"
        return finish(url_for(page, import_id=import_id))
    progress = importing.progress(session, batch)
    return render_template("importing/reading.html", batch=batch, progress=progress)


@bp.route("/<uuid:import_id>/columns", methods=["GET", "POST"])
@requires(Permission.IMPORT_OWN)
def columns(import_id: UUID) -> ResponseReturnValue:
    batch = get_or_404(Import, import_id)
    form = columns_form(batch)
    if form.validate_on_submit():
        try:
            importing.remap(session, batch, chosen_columns(form), by=actor())
            return finish(url_for(".reading", import_id=import_id))
        except WorkbookRefused as refusal:
            form.form_errors.append(str(refusal))
    return (
        render_template("importing/columns.html", batch=batch, form=form),
        422 if form.errors else 200,
    )
