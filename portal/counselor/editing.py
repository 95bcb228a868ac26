"""Case files made and changed on one page; what was typed is kept whatever goes wrong."""

from typing import Any
from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from models import Education, Path, ReturnBasis, Returnee
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.case_form import CaseForm
from portal.counselor.person_fields import BLANK_ROWS
from portal.counselor.reach import communes_of, full_address
from portal.counselor.views import WORK_READ, bp
from portal.database import session
from portal.once import finish
from portal.pages import personal_page
from services import case_files, expungement, places
from services.case_files import BanRow, CaseFile, SkillRow

CHANGED_MEANWHILE = (
    "Hồ sơ vừa được người khác sửa. Hãy xem bản mới, rồi bấm lưu lần nữa nếu vẫn muốn ghi đè."
)
KNOWN_NUMBER = "Số căn cước này đã có trong hồ sơ khác. Hãy kiểm tra lại."
SAME_PERSON = (
    "Đã có người trùng tên và ngày sinh. Hãy mở hồ sơ đó xem trước."
    " Nếu là người khác, bấm lưu lần nữa."
)
# Written as they stand; the rest is read below.
PLAIN = (
    *("full_name", "national_id", "commune_code", "address", "phone", "contact_whose"),
    *("contact_may_say", "contact_when", "reader_needed", "desired_work", "summary", "licences"),
    *("wage_expected", "max_distance_km", "has_vehicle", "shifts_ok", "needs_housing", "needs"),
    *("health_limits", "automatic_matching", "return_date", "residence_until"),
    *("residence_known", "notes", "barriers", "representative", "representative_phone"),
)


@bp.route("/people/new", methods=["GET", "POST"])
@requires(Permission.RETURNEE_EDIT)
def new() -> ResponseReturnValue:
    """Make a case file by hand."""
    form = CaseForm(communes=communes_of(actor()), data=None if request.form else {"is_mine": True})
    _add_blank_rows(form)
    if form.validate_on_submit() and _is_new_person(form):
        made = case_files.create(session, _content(form, None), by=actor())
        return finish(url_for(".person", returnee_id=made.id), "Đã lưu hồ sơ mới.")
    return _page("counselor/new.html", form, None)


@bp.route("/people/<uuid:returnee_id>/edit", methods=["GET", "POST"])
@requires(Permission.RETURNEE_EDIT)
def edit(returnee_id: UUID) -> ResponseReturnValue:
    """Change a case file; a colleague's save in between is pointed out, never lost silently."""
    returnee = case_files.load(session, get_or_404(Returnee, returnee_id))
    form = CaseForm(
        communes=_reach_with(returnee), held=returnee.licences, data=_as_typed(returnee)
    )
    if expungement.is_hidden(returnee, actor()):
        form.leave_out_limits()
    _add_blank_rows(form)
    if form.validate_on_submit() and _may_save(form, returnee):
        case_files.save(session, returnee, _content(form, returnee), by=actor())
        return finish(url_for(".person", returnee_id=returnee.id), "Đã lưu hồ sơ.")
    return _page("counselor/edit.html", form, returnee)


def _page(template: str, form: CaseForm, returnee: Returnee | None) -> ResponseReturnValue:
    return personal_page(
        template,
        subjects=[returnee] if returnee else [],
        fields=WORK_READ,
        status=422 if form.errors else 200,
        form=form,
        returnee=returnee,
        same=_same_person(form) if form.same_person_seen.data else None,
    )


def _reach_with(returnee: Returnee) -> dict[str, str]:
    """Return the communes to choose from: the actor's, and the person's own as it is."""
    reach = communes_of(actor())
    return {returnee.commune_code: places.commune_name(returnee.commune_code), **reach}


def _add_blank_rows(form: CaseForm) -> None:
    """Leave room for more rows; rows without a name are dropped when saving."""
    if request.method == "GET":
        for name, blank in (("skills", BLANK_ROWS), ("bans", 1)):
            for _ in range(blank if name in form else 0):
                form[name].append_entry()


def _may_save(form: CaseForm, returnee: Returnee) -> bool:
    """Look at what only the database knows: another save in between, a number of someone else."""
    if form.version.data != str(returnee.version):
        form.form_errors.append(CHANGED_MEANWHILE)
        form.version.data = str(returnee.version)
        form.version.raw_data = [form.version.data]
        return False
    return _number_is_free(form, returnee)


def _number_is_free(form: CaseForm, returnee: Returnee | None) -> bool:
    if not case_files.same_national_id(session, form.national_id.data, returnee):
        return True
    form.national_id.errors = [KNOWN_NUMBER]
    return False


def _is_new_person(form: CaseForm) -> bool:
    """Refuse a known number; a same name and birth must have been looked at once."""
    if not _number_is_free(form, None):
        return False
    if form.same_person_seen.data or _same_person(form) is None:
        return True
    form.same_person_seen.data = "1"
    form.form_errors.append(SAME_PERSON)
    return False


def _same_person(form: CaseForm) -> Returnee | None:
    year = form.year()
    if not form.full_name.data or year is None:
        return None
    born = _iso(form.birth_date.data)
    return case_files.likely_same(session, form.full_name.data, born, year, by=actor())


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def _content(form: CaseForm, returnee: Returnee | None) -> CaseFile:
    """Read the form as a case file; fields left out of it stay as they are."""
    values = {name: form[name].data for name in PLAIN if name in form} | {
        "birth_date": _iso(form.birth_date.data),
        "birth_year": form.year(),
        "education": Education(form.education.data) if form.education.data else None,
        "path": Path(form.path.data),
        "counselor_id": _counselor(form, returnee),
    }
    skills = [
        SkillRow(row["name"], float(row["years"] or 0), row["level"])
        for row in form.skills.data
        if row["name"]
    ]
    if "bans" not in form:
        return CaseFile(values, skills)
    return CaseFile(values | limit_values(form), skills, ban_rows(form))


def limit_values(form: Any) -> dict[str, Any]:
    """Read the limits that are choices or found places."""
    basis = form.return_basis.data
    return {
        "return_basis": ReturnBasis(basis) if basis else None,
        "residence_kind": form.residence_kind.data or None,
        "residence_communes": form.permitted,
    }


def ban_rows(form: Any) -> list[BanRow]:
    """Read the barred occupations of a form."""
    return [
        BanRow(row["isco_prefix"], row["until"]) for row in form.bans.data if row["isco_prefix"]
    ]


def bans_as_typed(returnee: Returnee) -> list[dict[str, Any]]:
    """Return the barred occupations as a form holds them."""
    return [
        {"isco_prefix": ban.isco_prefix, "until": ban.until}
        for ban in case_files.in_order(returnee.bans)
    ]


def _counselor(form: CaseForm, returnee: Returnee | None) -> UUID | None:
    """Return who is in charge: a colleague stays unless one takes the file over."""
    me = actor().user_id
    if form.is_mine.data:
        return me
    before = returnee.counselor_id if returnee else None
    return None if before == me else before


def _as_typed(returnee: Returnee) -> dict[str, Any]:
    """Return a case file as the form holds it."""
    plain = {name: getattr(returnee, name) for name in PLAIN}
    return plain | {
        "version": returnee.version,
        "birth_date": case_files.birth_day(returnee),
        "birth_year": returnee.birth_year,
        "education": returnee.education or "",
        "path": returnee.path,
        "return_basis": returnee.return_basis or "",
        "residence_kind": returnee.residence_kind or "",
        "residence_places": "\n".join(map(full_address, returnee.residence_communes)),
        "is_mine": returnee.counselor_id == actor().user_id,
        "skills": [
            {"name": skill.name, "years": skill.years or None, "level": skill.level}
            for skill in case_files.in_order(returnee.skills)
        ],
        "bans": bans_as_typed(returnee),
    }
