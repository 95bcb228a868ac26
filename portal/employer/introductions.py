"""People introduced to the firm: name and contact after their yes, and the firm's answers."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Introduction, IntroductionAction, IntroductionState, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.introduction_forms import (
    AgreedDayForm,
    CameForm,
    InvitationForm,
    RefusalForm,
    interview_of,
)
from portal.employer.sight import described
from portal.employer.views import bp
from portal.forms import ActionForm, Form
from portal.labels import words
from portal.once import finish
from portal.pages import personal_page
from portal.paging import paged
from services import (
    employers,
    firm_sight,
    introduction_lists,
    introductions,
    placements,
    told_texts,
)
from services.introductions import Refusal

# Answers that are one button.
BUTTONS: Mapping[IntroductionAction, Callable[..., None]] = {
    IntroductionAction.SEE: introductions.see,
    IntroductionAction.OFFER: introductions.offer,
    IntroductionAction.HIRE: introductions.hire,
}
CONTACT = ["full_name", "phone"]


@bp.get("/introductions")
@requires(Permission.INTRODUCTION_ANSWER)
def introduction_list() -> ResponseReturnValue:
    """List the people the firm may see now, newest first, by state and posting."""
    employer = employers.own(session, actor())
    if not employer.may_see_people():
        return render_template("employer/introduction_list.html", employer=employer, page=None)
    state = _state(request.args.get("state", ""))
    position = request.args.get("position", type=UUID)
    page = paged(introduction_lists.of_firm(by=actor(), state=state, position_id=position))
    return personal_page(
        "employer/introduction_list.html",
        subjects=[row.returnee for row in page.rows],
        fields=["full_name"],
        employer=employer,
        page=page,
        tabs=_tabs(state, position),
        postings=introduction_lists.postings_of_firm(session, by=actor()),
        chosen=position,
        state=state,
        endings=introduction_lists.count_ended(session, by=actor(), today=local_today()),
        bulk=[*BUTTONS],
        today=local_today(),
    )


def _state(typed: str) -> IntroductionState | None:
    return IntroductionState(typed) if typed in set(IntroductionState) else None


def _tabs(
    chosen: IntroductionState | None, position: UUID | None
) -> list[tuple[str, str, bool, int]]:
    counts = introduction_lists.counts(session, by=actor())
    shown = [state for state in IntroductionState if counts.get(state) or state == chosen]
    all_ = ("Tất cả", _list_url(None, position), chosen is None, sum(counts.values()))
    return [
        all_,
        *((words(s), _list_url(s, position), s == chosen, counts.get(s, 0)) for s in shown),
    ]


def _list_url(state: IntroductionState | None, position: UUID | None) -> str:
    return url_for(".introduction_list", state=state, position=position)


@bp.get("/introductions/<uuid:introduction_id>")
@requires(Permission.INTRODUCTION_ANSWER)
def introduction(introduction_id: UUID) -> ResponseReturnValue:
    """Show one person: name, contact and canonical skills; reading changes nothing."""
    found = get_or_404(Introduction, introduction_id)
    return _page("employer/introduction.html", found)


@bp.post("/introductions/<uuid:introduction_id>/answers/<action>")
@requires(Permission.INTRODUCTION_ANSWER)
def answer(introduction_id: UUID, action: str) -> ResponseReturnValue:
    """Take an answer that is one button: seen, an offer, taken on."""
    found = get_or_404(Introduction, introduction_id)
    if not ActionForm().validate_on_submit() or action not in BUTTONS:
        abort(404)
    BUTTONS[IntroductionAction(action)](session, found, by=actor())
    return finish(_address(found), f"Đã ghi: {words(found.state)}.")


@bp.route("/introductions/<uuid:introduction_id>/invite", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def invite(introduction_id: UUID) -> ResponseReturnValue:
    """Invite to an interview: when, where, whom to ask for, what to bring."""
    found = get_or_404(Introduction, introduction_id)
    form = InvitationForm(data=interview_of(found))
    if form.validate_on_submit():
        introductions.invite(session, found, form.invitation(), by=actor())
        return finish(_address(found), "Đã ghi lịch. Cán bộ sẽ báo cho người lao động.")
    return _page("employer/invite.html", found, form=form)


@bp.route("/introductions/<uuid:introduction_id>/refuse", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def refuse(introduction_id: UUID) -> ResponseReturnValue:
    """Say "chưa phù hợp" with a reason; the person leaves the firm's pages at once."""
    found = get_or_404(Introduction, introduction_id)
    form = RefusalForm()
    if form.validate_on_submit() and not form.preview.data:
        introductions.refuse(session, found, form.refusal(), by=actor())
        return finish(url_for(".introduction_list"), refused(1))
    return _page("employer/refuse.html", found, form=form, preview=preview(found, form))


@bp.route("/introductions/<uuid:introduction_id>/first-day", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def agree_first_day(introduction_id: UUID) -> ResponseReturnValue:
    """Note the day agreed with somebody taken on."""
    found = get_or_404(Introduction, introduction_id)
    form = AgreedDayForm(data={"starts_on": found.starts_on})
    if form.validate_on_submit():
        introductions.agree_first_day(session, found, form.day(), by=actor())
        return finish(_address(found), "Đã ghi. Cán bộ sẽ báo cho người lao động.")
    return _page("employer/agree_first_day.html", found, form=form)


@bp.route("/introductions/<uuid:introduction_id>/came", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def came(introduction_id: UUID) -> ResponseReturnValue:
    """Record the first day somebody really came to work."""
    found = get_or_404(Introduction, introduction_id)
    form = CameForm()
    if form.validate_on_submit():
        placements.start(session, found, form.first_day.data, by=actor())
        return finish(_address(found), "Đã ghi ngày đầu đi làm. Cảm ơn anh/chị.")
    return _page("employer/came.html", found, form=form)


def refused(number: int) -> str:
    """Return what a firm reads after a refusal: what it has to do now."""
    whom = "người này" if number == 1 else f"{number} người này"
    return f"Đã ghi chưa phù hợp. Xin xóa tên, số điện thoại đã ghi lại của {whom}."


def preview(found: Introduction, form: RefusalForm) -> Refusal | None:
    """Return the words as each reader will get them, when the firm asked to see them."""
    if not form.preview.data or form.errors:
        return None
    typed = form.refusal()
    text = told_texts.refusal(found, typed.reason, typed.to_person)
    return Refusal(typed.reason, to_person=text, to_counselor=typed.to_counselor)


def _page(
    template: str, found: Introduction, form: Form | None = None, **context: Any
) -> ResponseReturnValue:
    view = firm_sight.introduced_view(session, found.returnee, found.position, local_today())
    return personal_page(
        template,
        subjects=[found.returnee],
        fields=CONTACT,
        status=422 if form is not None and form.errors else 200,
        introduction=found,
        phone=firm_sight.phone_for_firm(found.returnee),
        person=described(view),
        form=form,
        actions=found.actions(),
        A=IntroductionAction,
        **context,
    )


def _address(found: Introduction) -> str:
    return url_for(".introduction", introduction_id=found.id)
