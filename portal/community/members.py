"""Who is with a model: firms and people join and leave it."""

from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from models import CommunityModel, Employer, ModelFirm, ModelMember, Returnee
from portal.access import Permission, get_or_404, requires
from portal.access import actor as acting
from portal.community.candidates import firm_choices, people_to_add
from portal.community.forms import FirmForm, MemberForm
from portal.community.views import bp
from portal.database import session
from portal.once import finish
from services import community_models as register
from services.errors import Refused


@bp.post("/models/<uuid:model_id>/firms")
@requires(Permission.COMMUNITY_MANAGE)
def add_firm(model_id: UUID) -> ResponseReturnValue:
    """Note that a firm works with a model."""
    model = get_or_404(CommunityModel, model_id)
    form = FirmForm()
    form.employer_id.choices = firm_choices(model)
    if not form.validate_on_submit():
        raise Refused("Hãy chọn doanh nghiệp.")
    firm = session.get_one(Employer, UUID(form.employer_id.data))
    register.add_firm(session, model, firm, by=acting())
    return finish(url_for(".community_model", model_id=model.id), "Đã thêm doanh nghiệp.")


@bp.post("/models/<uuid:model_id>/firms/<uuid:row_id>/remove")
@requires(Permission.COMMUNITY_MANAGE)
def remove_firm(model_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """Note that a firm works with a model no more."""
    model = get_or_404(CommunityModel, model_id)
    row = session.get(ModelFirm, row_id)
    if row is None or row.model_id != model.id:
        abort(404)
    register.remove_firm(session, row, by=acting())
    return finish(url_for(".community_model", model_id=model.id), "Đã ghi doanh nghiệp thôi.")


@bp.post("/models/<uuid:model_id>/members")
@requires(Permission.RETURNEE_EDIT)
def add_member(model_id: UUID) -> ResponseReturnValue:
    """Put a person of the commune into a model."""
    model = get_or_404(CommunityModel, model_id)
    form = MemberForm()
    known = {str(person.id): "" for person in people_to_add(model)}
    form.returnee_id.choices = {"": "", **known}
    if not form.validate_on_submit():
        raise Refused("Hãy chọn người lao động và ghi ngày.")
    person = get_or_404(Returnee, UUID(form.returnee_id.data))
    register.join(session, model, person, by=acting(), on=form.on.data)
    return finish(url_for(".community_model", model_id=model.id), "Đã thêm người.")


@bp.post("/members/<uuid:member_id>/leave")
@requires(Permission.RETURNEE_EDIT)
def leave_model(member_id: UUID) -> ResponseReturnValue:
    """Note that a person is in a model no more."""
    row = get_or_404(ModelMember, member_id)
    register.leave(session, row, by=acting())
    return finish(url_for(".community_model", model_id=row.model_id), "Đã ghi người này thôi.")
