"""Firms as staff keep them: the list, one firm, its standing."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select

from models import (
    CheckKind,
    Employer,
    EmployerAction,
    EmployerState,
    Introduction,
    Position,
    local_today,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.places import commune_names, default_province, place_name
from portal.firms.forms import EmployerForm, ReasonForm
from portal.forms import ActionForm
from portal.labels import words
from portal.once import finish
from portal.paging import paged
from services import employer_checks, employers, firm_record, members, signups
from services.errors import Refused
from services.scope import visible_positions

bp = Blueprint("firms", __name__, url_prefix="/firms")


@bp.get("/")
@requires(Permission.EMPLOYER_MANAGE)
def firm_list() -> ResponseReturnValue:
    typed = request.args.get("q", "").strip()[:100]
    chosen = _state(request.args.get("state", ""))
    counts = employers.counts(session, by=actor(), typed=typed)
    return render_template(
        "firms/firm_list.html",
        page=paged(employers.listed(by=actor(), typed=typed, state=chosen)),
        typed=typed,
        tabs=_tabs(counts, chosen, typed),
        place_name=place_name,
    )


def _tabs(
    counts: Mapping[EmployerState, int], chosen: EmployerState | None, typed: str
) -> list[tuple[str, str, bool, int]]:
    total = ("Tất cả", url_for(".firm_list", q=typed), chosen is None, sum(counts.values()))
    others = [
        (words(s), url_for(".firm_list", q=typed, state=s.value), s == chosen, counts.get(s, 0))
        for s in EmployerState
        if counts.get(s) or s == chosen
    ]
    return [total, *others]


def _state(typed: str) -> EmployerState | None:
    return EmployerState(typed) if typed in set(EmployerState) else None


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_MANAGE)
def new_firm() -> ResponseReturnValue:
    form = EmployerForm()
    if form.validate_on_submit() and not _is_known(form, None):
        employer = employers.add(session, form.facts(), by=actor())
        return finish(url_for(".firm", employer_id=employer.id), "Đã lưu doanh nghiệp.")
    return _form_page("firms/new_firm.html", form)


@bp.route("/<uuid:employer_id>/edit", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_MANAGE)
def edit_firm(employer_id: UUID) -> ResponseReturnValue:
    employer = get_or_404(Employer, employer_id)
    form = EmployerForm(obj=employer, data={"commune": place_name(employer.commune_code)})
    if form.validate_on_submit() and not _is_known(form, employer):
        employers.change(session, employer, form.facts(), by=actor())
        return finish(url_for(".firm", employer_id=employer.id), "Đã lưu doanh nghiệp.")
    return _form_page("firms/edit_firm.html", form, employer=employer)


def _is_known(form: EmployerForm, employer: Employer | None) -> bool:
    """Say beside the box when another firm has this tax code."""
    other = employers.with_tax_code(session, form.facts().tax_code)
    if other is None or other is employer:
        return False
    form.tax_code.errors = [f"Mã số thuế này đã có: {other.name}. Hãy mở doanh nghiệp đó."]
    return True


def _form_page(template: str, form: EmployerForm, **context: object) -> ResponseReturnValue:
    communes = commune_names(default_province())
    status = 422 if form.errors else 200
    return render_template(template, form=form, communes=communes, **context), status


@bp.get("/<uuid:employer_id>")
@requires(Permission.EMPLOYER_MANAGE)
def firm(employer_id: UUID) -> ResponseReturnValue:
    employer = get_or_404(Employer, employer_id)
    postings = visible_positions(actor()).where(Position.employer_id == employer.id)
    return render_template(
        "firms/firm.html",
        employer=employer,
        place=place_name(employer.commune_code),
        signed=employers.current_agreement(employer),
        people=members.now_of_firm(session, employer),
        positions=session.scalars(postings.order_by(Position.created_at.desc()).limit(50)).all(),
        introductions=session.scalar(_introductions_of(employer)),
        needs_reason=employers.NEEDS_REASON,
        checks=employer_checks.of_firm(session, employer),
        missing=employer_checks.missing(session, employer),
        kinds=list(CheckKind),
        record=firm_record.of_firm(session, employer, local_today()),
        claims=signups.waiting(session, employer),
        is_called=partial(signups.is_called, session),
        called=CheckKind.CALLED,
    )


def _introductions_of(employer: Employer) -> Select[int]:
    mine = Introduction.employer_id == employer.id
    return select(func.count()).select_from(Introduction).where(mine)


@bp.route("/<uuid:employer_id>/moves/<action>", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_MANAGE)
def move_firm(employer_id: UUID, action: str) -> ResponseReturnValue:
    employer = get_or_404(Employer, employer_id)
    if action not in set(EmployerAction):
        abort(404)
    chosen = EmployerAction(action)
    form = ReasonForm() if chosen in employers.NEEDS_REASON else ActionForm()
    if form.validate_on_submit():
        reason = form.reason.data if isinstance(form, ReasonForm) else None
        employers.move(session, employer, chosen, by=actor(), reason=reason)
        return finish(
            url_for(".firm", employer_id=employer.id), f"Đã ghi: {words(employer.state)}."
        )
    if not employer.can(chosen):
        raise Refused("Việc này không làm được ở tình trạng hiện tại.")
    status = 422 if form.errors else 200
    return render_template(
        "firms/move_firm.html", employer=employer, form=form, action=chosen
    ), status
