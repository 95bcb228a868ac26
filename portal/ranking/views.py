"""Versions of the ranking: what each learnt, how it was judged, which one is in use."""

from uuid import UUID

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from models import RankingModel, RankingModelAction
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.forms import ActionForm
from portal.once import finish
from portal.ranking.forms import RollBackForm
from services import learning, model_changes, model_training, model_versions

bp = Blueprint("ranking", __name__, url_prefix="/ranking")
VERDICTS = {
    model_changes.Verdict.HEAVIER: ("Tính nặng hơn", "info"),
    model_changes.Verdict.LIGHTER: ("Tính nhẹ hơn", "warn"),
}


@bp.get("/")
@requires(Permission.RANKING_READ)
def version_list() -> ResponseReturnValue:
    return _list_page(RollBackForm())


def _list_page(form: RollBackForm) -> ResponseReturnValue:
    heard = learning.heard(session)
    page = render_template(
        "ranking/version_list.html",
        used=model_versions.in_use(session).model,
        versions=model_versions.versions(session),
        heard=heard,
        too_few="" if heard.is_enough else model_training.too_few(heard.yes, heard.no),
        form=form,
    )
    return page, 422 if form.errors else 200


@bp.get("/<uuid:model_id>")
@requires(Permission.RANKING_READ)
def version(model_id: UUID) -> ResponseReturnValue:
    model = get_or_404(RankingModel, model_id)
    before = session.get(RankingModel, model.compared_with_id) if model.compared_with_id else None
    return render_template(
        "ranking/version.html",
        model=model,
        before=before,
        judgment=model_versions.judgment(model),
        changes=model_changes.changes(session, model),
        verdicts=VERDICTS,
        moves=model_versions.history(session, model),
        can_promote=model.is_better and model.can(RankingModelAction.PROMOTE),
    )


@bp.post("/train")
@requires(Permission.RANKING_MANAGE)
def train() -> ResponseReturnValue:
    _check_button()
    model_training.plan(session, by=actor())
    return finish(url_for(".version_list"), "Máy đang học. Tải lại trang sau vài phút.")


@bp.post("/<uuid:model_id>/promote")
@requires(Permission.RANKING_MANAGE)
def promote(model_id: UUID) -> ResponseReturnValue:
    _check_button()
    model = get_or_404(RankingModel, model_id)
    model_versions.promote(session, model, by=actor())
    return finish(
        url_for(".version", model_id=model.id), "Từ lần tìm gợi ý tới sẽ xếp theo bản này."
    )


@bp.post("/roll-back")
@requires(Permission.RANKING_MANAGE)
def roll_back() -> ResponseReturnValue:
    form = RollBackForm()
    if not form.validate_on_submit():
        return _list_page(form)
    model_versions.roll_back(session, reason=form.reason.data, by=actor())
    return finish(url_for(".version_list"), "Đã quay lại. Từ lần tìm gợi ý tới sẽ xếp như trước.")


def _check_button() -> None:
    if not ActionForm().validate_on_submit():
        abort(404)
