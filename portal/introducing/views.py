"""Introductions: who may be introduced, the person's yes, one introduction and its course."""

from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from models import (
    AfterRefusal,
    Introduction,
    IntroductionAction,
    IntroductionState,
    Side,
    StayAnswer,
    Suggestion,
    local_today,
)
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.forms import ActionForm
from portal.introducing.forms import NextStepForm, WithdrawForm, YesForm
from portal.introducing.messages import BOTH, messages_to
from portal.labels import words
from portal.once import finish
from portal.pages import personal_page
from portal.paging import paged
from services import (
    firm_consents,
    introduction_calls,
    introduction_lists,
    introductions,
    sharing,
    stay,
)
from services.errors import Refused

bp = Blueprint("introducing", __name__, url_prefix="/introductions")
READY = "ready"
NAMED = ["full_name", "commune_code"]
# What staff record, in the order of the buttons.
RECORDED = (
    IntroductionAction.INVITE,
    IntroductionAction.OFFER,
    IntroductionAction.HIRE,
    IntroductionAction.REFUSE,
    IntroductionAction.CLOSE,
)
ENDED_WITHOUT_WORK = frozenset({IntroductionState.NOT_SUITABLE, IntroductionState.CLOSED})


@bp.get("/")
@requires(Permission.INTRODUCTION_MAKE)
def introduction_list() -> ResponseReturnValue:
    state = _state(request.args.get("state", READY))
    if state is None:
        page = paged(introduction_lists.ready(by=actor()))
    else:
        page = paged(introduction_lists.listed(by=actor(), state=state))
    return personal_page(
        "introducing/introduction_list.html",
        subjects=[row.returnee for row in page.rows],
        fields=NAMED,
        page=page,
        is_ready_list=state is None,
        tabs=_tabs(state),
        today=local_today(),
    )


def _state(typed: str) -> IntroductionState | None:
    return IntroductionState(typed) if typed in set(IntroductionState) else None


def _tabs(chosen: IntroductionState | None) -> list[tuple[str, str, bool, int]]:
    counts = introduction_lists.counts(session, by=actor())
    waiting = introduction_lists.count_ready(session, by=actor())
    first = ("Đã duyệt, chờ giới thiệu", url_for(".introduction_list"), chosen is None, waiting)
    others = [
        (words(s), url_for(".introduction_list", state=s.value), s == chosen, counts.get(s, 0))
        for s in IntroductionState
        if counts.get(s) or s == chosen
    ]
    return [first, *others]


@bp.route("/new/<uuid:suggestion_id>", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_MAKE)
def introduce(suggestion_id: UUID) -> ResponseReturnValue:
    suggestion = get_or_404(Suggestion, suggestion_id)
    employer = suggestion.position.employer
    given = firm_consents.consent_for(session, suggestion.returnee, employer.id)
    form = ActionForm() if given else YesForm()
    if form.validate_on_submit():
        consent = given or sharing.record(
            session, suggestion.returnee, employer, form.yes(), by=actor()
        )
        made = introductions.introduce(session, suggestion, consent, by=actor())
        return finish(
            url_for(".introduction", introduction_id=made.id),
            f"Đã giới thiệu. Doanh nghiệp cần trả lời trước {made.answer_due_on:%d/%m/%Y}.",
        )
    return personal_page(
        "introducing/introduce.html",
        subjects=[suggestion.returnee],
        fields=NAMED,
        status=422 if form.errors else 200,
        suggestion=suggestion,
        employer=employer,
        given=given,
        problem=introductions.why_not(session, suggestion),
        form=form,
    )


@bp.get("/<uuid:introduction_id>")
@requires(Permission.INTRODUCTION_MAKE)
def introduction(introduction_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Introduction, introduction_id)
    actions = found.actions()
    return personal_page(
        "introducing/introduction.html",
        subjects=[found.returnee],
        fields=[*NAMED, "phone"],
        introduction=found,
        moves=[
            (words(IntroductionAction(move.action)), move, name)
            for move, name in introduction_lists.moves_of(session, found.id)
        ],
        recorded=[action for action in RECORDED if action in actions],
        may_start=IntroductionAction.START in actions,
        may_withdraw=IntroductionAction.WITHDRAW in actions,
        step_form=_step_form(found),
        message=messages_to([found]).get(found.id),
        told=introduction_calls.told_about(session, found.id),
        stays=stay.of_introduction(session, found.id),
        stay_answers=list(StayAnswer),
        person_side=Side.PERSON,
        both=BOTH,
        step=words(AfterRefusal(found.next_step)) if found.next_step else "",
        today=local_today(),
    )


def _step_form(found: Introduction) -> NextStepForm | None:
    if found.state not in ENDED_WITHOUT_WORK:
        return None
    return NextStepForm(data={"next_step": found.next_step})


@bp.post("/<uuid:introduction_id>/next-step")
@requires(Permission.INTRODUCTION_MAKE)
def plan_next(introduction_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Introduction, introduction_id)
    here = url_for(".introduction", introduction_id=found.id)
    form = NextStepForm()
    if not form.validate_on_submit() or found.state not in ENDED_WITHOUT_WORK:
        raise Refused("Chưa ghi được. Hãy chọn việc tiếp theo trong danh sách.")
    introductions.plan_next(session, found, AfterRefusal(form.next_step.data), by=actor())
    return finish(here, "Đã ghi việc tiếp theo.")


@bp.route("/<uuid:introduction_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_MAKE)
def withdraw(introduction_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Introduction, introduction_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        sharing.withdraw(session, found.consent, by=actor(), on=form.on.data)
        there = url_for(".introduction", introduction_id=found.id)
        return finish(there, "Đã rút. Doanh nghiệp không còn thấy người lao động.")
    return personal_page(
        "introducing/withdraw.html",
        subjects=[found.returnee],
        fields=NAMED,
        status=422 if form.errors else 200,
        introduction=found,
        form=form,
    )
