"""Limits written by police or counselor, and permissions to work outside the commune."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from models import Returnee, WorkPermission
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.editing import CHANGED_MEANWHILE, ban_rows, bans_as_typed, limit_values
from portal.counselor.forms import DATES
from portal.counselor.limit_form import LimitsForm, read_communes
from portal.counselor.reach import full_address
from portal.counselor.views import STATUS_READ, bp
from portal.database import session
from portal.forms import Form, clean_text
from portal.free_text import FreeLine
from portal.once import finish
from portal.pages import personal_page
from services import case_files, expungement, permissions
from services.case_files import CaseFile
from services.permissions import Paper

AS_TYPED = ("return_date", "residence_until", "residence_known")


class PermissionForm(Form):
    """A written permission to work outside the commune."""

    places = TextAreaField(
        "Được đến làm ở",
        [InputRequired("Hãy ghi xã, phường."), Length(max=2000)],
        filters=[clean_text],
        description="Mỗi xã, phường một dòng.",
        render_kw={"rows": 2},
    )
    starts_on = DateField("Từ ngày", [InputRequired("Hãy ghi ngày bắt đầu.")], format=DATES)
    until = DateField("Đến hết ngày", [InputRequired("Hãy ghi ngày hết hạn.")], format=DATES)
    words = FreeLine("Số giấy, nơi ký", 120)
    save = SubmitField("Lưu giấy cho phép")

    def validate_places(self, field: Any) -> None:
        """Find the communes that are typed, or say which line is doubtful."""
        self.communes = read_communes(field.data)

    def validate_until(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("Ngày hết hạn đứng trước ngày bắt đầu. Hãy ghi lại.")


@bp.route("/people/<uuid:returnee_id>/limits", methods=["GET", "POST"])
@requires(Permission.LIMITS_EDIT)
def limits(returnee_id: UUID) -> ResponseReturnValue:
    """Change status and limits alone; what counselors work with is not on this page."""
    returnee = case_files.load(session, _readable(returnee_id))
    form = LimitsForm(data=_as_typed(returnee))
    if request.method == "GET":
        form.bans.append_entry()
    if form.validate_on_submit() and _is_unchanged(form, returnee):
        case_files.save(session, returnee, _content(form), by=actor())
        return finish(url_for(".person", returnee_id=returnee.id), "Đã lưu giới hạn.")
    return personal_page(
        "counselor/limits.html",
        subjects=[returnee],
        fields=STATUS_READ,
        status=422 if form.errors else 200,
        form=form,
        returnee=returnee,
    )


def _readable(returnee_id: UUID) -> Returnee:
    """Return a person whose limits are the actor's to read: cleared ones are not there."""
    returnee = get_or_404(Returnee, returnee_id)
    if expungement.is_hidden(returnee, actor()):
        abort(404)
    return returnee


def _is_unchanged(form: LimitsForm, returnee: Returnee) -> bool:
    if form.version.data == str(returnee.version):
        return True
    form.form_errors.append(CHANGED_MEANWHILE)
    form.version.data = str(returnee.version)
    form.version.raw_data = [form.version.data]
    return False


def _content(form: LimitsForm) -> CaseFile:
    values = {
        name: form[name].data for name in ("return_date", "residence_until", "residence_known")
    }
    return CaseFile(values | limit_values(form), bans=ban_rows(form))


def _as_typed(returnee: Returnee) -> dict[str, Any]:
    return {
        "version": returnee.version,
        "return_date": returnee.return_date,
        "return_basis": returnee.return_basis or "",
        "residence_kind": returnee.residence_kind or "",
        "residence_until": returnee.residence_until,
        "residence_known": returnee.residence_known,
        "residence_places": "\n".join(map(full_address, returnee.residence_communes)),
        "bans": bans_as_typed(returnee),
    }


@bp.route("/people/<uuid:returnee_id>/permissions", methods=["GET", "POST"])
@requires(Permission.LIMITS_EDIT)
def work_permissions(returnee_id: UUID) -> ResponseReturnValue:
    """Show permissions to work outside the commune, and record a new one."""
    returnee = _readable(returnee_id)
    form = PermissionForm()
    if form.validate_on_submit():
        paper = Paper(form.communes, form.starts_on.data, form.until.data, form.words.data or "")
        permissions.grant(session, returnee, paper, by=actor())
        return finish(url_for(".person", returnee_id=returnee.id), "Đã lưu giấy cho phép.")
    return personal_page(
        "counselor/work_permissions.html",
        subjects=[returnee],
        fields=["full_name", "work_permission"],
        status=422 if form.errors else 200,
        form=form,
        returnee=returnee,
        given=permissions.of_person(session, returnee),
    )


@bp.post("/people/<uuid:returnee_id>/permissions/<uuid:permission_id>/end")
@requires(Permission.LIMITS_EDIT)
def end_permission(returnee_id: UUID, permission_id: UUID) -> ResponseReturnValue:
    """Take a permission back before its last day."""
    returnee = _readable(returnee_id)
    given = permissions.of_person(session, returnee)
    permissions.take_back(session, _one(given, permission_id), by=actor())
    return finish(url_for(".work_permissions", returnee_id=returnee.id), "Đã ghi giấy hết hạn.")


def _one(given: Sequence[WorkPermission], permission_id: UUID) -> WorkPermission:
    found = next((p for p in given if p.id == permission_id), None)
    return found if found is not None else abort(404)
