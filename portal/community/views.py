"""The register of community models: the list, one model, putting it on file."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import (
    CommunityModel,
    ModelKind,
    ModelLevel,
    ModelMember,
    ModelOffer,
    local_today,
)
from portal.access import Permission, actor, get_or_404, may, requires
from portal.community.candidates import firm_choices, people_to_add
from portal.community.forms import MemberForm, ModelForm
from portal.database import session
from portal.employer.places import commune_names, default_province, place_name
from portal.labels import choices
from portal.once import finish
from portal.pages import personal_page
from portal.paging import paged
from services import community_models as register
from services import places
from services.disclosure import TOTAL
from services.reports import years
from services.reports.definitions import PEOPLE
from services.scope import visible_community_models, visible_members

bp = Blueprint("community", __name__, url_prefix="/community")


@bp.get("/models")
@requires(Permission.COMMUNITY_READ)
def community_models() -> ResponseReturnValue:
    filters = _filters()
    page = paged(register.listed(visible_community_models(actor()), filters))
    return render_template(
        "community/community_models.html",
        page=page,
        filters=filters,
        counts=register.counts(session, [row.id for row in page.rows]),
        levels=choices(ModelLevel),
        kinds=choices(ModelKind),
        commune=places.commune_name,
    )


def _filters() -> register.Filters:
    level, kind = request.args.get("level", ""), request.args.get("kind", "")
    return register.Filters(
        words=request.args.get("q", "").strip()[:100],
        level=ModelLevel(level) if level in set(ModelLevel) else None,
        kind=ModelKind(kind) if kind in set(ModelKind) else None,
        with_ended=request.args.get("ended") == "yes",
    )


@bp.route("/models/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_MANAGE)
def new_model() -> ResponseReturnValue:
    form = ModelForm()
    if form.validate_on_submit():
        made = register.add(session, form.facts(), by=actor())
        return finish(url_for(".community_model", model_id=made.id), "Đã lưu mô hình.")
    return _form_page(form)


@bp.route("/models/<uuid:model_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_MANAGE)
def edit_model(model_id: UUID) -> ResponseReturnValue:
    model = get_or_404(CommunityModel, model_id)
    form = ModelForm(model, data={"commune": place_name(model.commune_code)})
    if form.validate_on_submit():
        register.change(session, model, form.facts(), by=actor())
        return finish(url_for(".community_model", model_id=model.id), "Đã lưu mô hình.")
    return _form_page(form, model)


def _form_page(form: ModelForm, model: CommunityModel | None = None) -> ResponseReturnValue:
    communes = commune_names(default_province())
    page = render_template("community/edit_model.html", form=form, communes=communes, model=model)
    return page, 422 if form.errors else 200


@bp.get("/models/<uuid:model_id>")
@requires(Permission.COMMUNITY_READ)
def community_model(model_id: UUID) -> ResponseReturnValue:
    model = get_or_404(CommunityModel, model_id)
    mine = visible_members(actor()).where(
        ModelMember.model_id == model.id, ModelMember.left_on.is_(None)
    )
    members = session.scalars(mine.order_by(ModelMember.joined_on, ModelMember.id)).all()
    is_open = model.ended_on is None and may(Permission.COMMUNITY_MANAGE)
    addable = people_to_add(model) if is_open else []
    return personal_page(
        "community/community_model.html",
        subjects=[*(row.returnee for row in members), *addable],
        fields=["full_name", "community_model"],
        action="list",
        model=model,
        place=place_name(model.commune_code),
        offers=[ModelOffer(code) for code in model.offers],
        members=members,
        counts=register.counts(session, [model.id])[model.id],
        firms=[row for row in model.firms if row.left_on is None],
        results=_results(model),
        year=local_today().year,
        firm_choices=firm_choices(model) if is_open else {},
        addable=addable,
        member_form=MemberForm(formdata=None),
    )


def _results(model: CommunityModel) -> list[tuple[str, str, int | None]]:
    """Return this year's figures of the model's members: name, meaning, figure."""
    year = years.of_year(session, local_today().year)
    return [
        (told.label, told.meaning, year.by("model", figure, TOTAL).get(model.id, 0))
        for figure, told in PEOPLE.items()
    ]
