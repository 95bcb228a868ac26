"""The firm itself: what is still to do, how it is reached, who works here for it."""

from uuid import UUID

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Assignment, CheckKind, Employer, EmployerState, local_today
from portal.access import Permission, actor, requires
from portal.database import session
from portal.employer import colleagues
from portal.employer.firm_forms import ContactForm
from portal.employer.places import commune_names, default_province, place_name
from portal.employer.views import bp
from portal.once import finish
from services import (
    employer_checks,
    employer_contact,
    employers,
    firm_record,
    members,
    public_jobs,
)

SWITCHES = {"on": True, "off": False}
DONE, TO_DO, WAITING = ("Xong", "good"), ("Cần làm", "warn"), ("Cán bộ đang làm", "info")


@bp.get("/firm")
@requires(Permission.EMPLOYER_OWN)
def firm() -> ResponseReturnValue:
    """Show the firm as it stands here."""
    employer = employers.own(session, actor())
    return render_template(
        "employer/firm.html",
        employer=employer,
        place=place_name(employer.commune_code),
        tasks=_tasks(employer),
        people=members.now_of_firm(session, employer),
        is_owner=employers.is_owner(session, actor()),
        mine=actor().user_id,
        record=firm_record.of_firm(session, employer, local_today()),
        public_url=_public_url(employer),
        jobs=public_jobs.positions(session, employer) if employer.is_public else [],
    )


def _public_url(employer: Employer) -> str:
    if not employer.is_public:
        return ""
    where = url_for("public.firm_jobs", code=employer.public_code)
    return f"{current_app.config['SETTINGS'].public_url}{where}"


def _tasks(employer: Employer) -> list[tuple[str, str, str, str]]:
    """Return the steps to the first person shown: label, address, state, tone."""
    done = employer_checks.of_firm(session, employer)
    verified = employer.state == EmployerState.VERIFIED
    called = verified or CheckKind.CALLED in done
    looked = verified or bool({CheckKind.TAX_CODE, CheckKind.PAPERS} & done.keys())
    agreed = employers.current_agreement(employer) is not None
    return [
        _task("Ghi đủ thông tin doanh nghiệp", ".edit_firm", employer_checks.has_facts(employer)),
        _task("Cán bộ tra mã số thuế hoặc giấy đăng ký", "", looked),
        _task("Cán bộ gọi số ở đăng ký kinh doanh", "", called),
        _task("Đồng ý cam kết dữ liệu người lao động", ".agreement", agreed),
        _task("Được xác minh", "", verified),
    ]


def _task(label: str, endpoint: str, is_done: object) -> tuple[str, str, str, str]:
    state, tone = DONE if is_done else (TO_DO if endpoint else WAITING)
    return label, url_for(endpoint) if endpoint else "", state, tone


@bp.route("/firm/edit", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_OWN)
def edit_firm() -> ResponseReturnValue:
    """Change how the firm is reached; its name and tax code stay as staff verified them."""
    employer = employers.own(session, actor())
    form = ContactForm(obj=employer, data={"commune": place_name(employer.commune_code)})
    if form.validate_on_submit():
        employer_contact.change(session, employer, form.contact(), by=actor())
        return finish(url_for(".firm"), "Đã lưu.")
    communes = commune_names(default_province())
    status = 422 if form.errors else 200
    return render_template(
        "employer/edit_firm.html", employer=employer, form=form, communes=communes
    ), status


@bp.post("/firm/public/<switch>")
@requires(Permission.EMPLOYER_OWN)
def switch_public(switch: str) -> ResponseReturnValue:
    """Switch the page of open positions for everyone on or off."""
    if switch not in SWITCHES:
        abort(404)
    employer = employers.own(session, actor())
    public_jobs.switch(session, employer, is_on=SWITCHES[switch], by=actor())
    return finish(url_for(".firm"), "Đã lưu.")


@bp.route("/firm/people/new", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_OWN)
def invite_person() -> ResponseReturnValue:
    """Make a sign-in for a colleague; the first password stands on this answer only."""
    employer_contact.refuse_not_owner(session, actor())
    return colleagues.invite(
        "employer/invite_person.html", url_for(".firm"), lambda: employers.own(session, actor())
    )


@bp.post("/firm/people/<uuid:user_id>/role")
@requires(Permission.EMPLOYER_OWN)
def change_person(user_id: UUID) -> ResponseReturnValue:
    """Give or take the right to bind the firm."""
    employer_contact.refuse_not_owner(session, actor())
    is_owner = request.form.get("is_owner") == "1"
    members.set_owner(session, _held(user_id), is_owner=is_owner, by=actor())
    return finish(url_for(".firm"), "Đã lưu.")


@bp.post("/firm/people/<uuid:user_id>/end")
@requires(Permission.EMPLOYER_OWN)
def end_person(user_id: UUID) -> ResponseReturnValue:
    """End a colleague's access."""
    employer_contact.refuse_not_owner(session, actor())
    members.leave(session, _held(user_id), by=actor())
    return finish(url_for(".firm"), "Đã khóa quyền của người này ở doanh nghiệp.")


def _held(user_id: UUID) -> Assignment:
    held = members.held_by(session, employers.own(session, actor()), user_id)
    return held if held is not None else abort(404)
