"""What a firm answered by phone or in person, and the first day at work, as staff record them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from models import Introduction, IntroductionAction, RefusalReason
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.introduction_forms import interview_of
from portal.forms import Form
from portal.introducing.forms import (
    AnswerForm,
    CloseForm,
    FirstDayForm,
    HireForm,
    PhonedInvitationForm,
    PhonedRefusalForm,
)
from portal.introducing.views import NAMED, bp
from portal.labels import words
from portal.once import finish
from portal.pages import personal_page
from services import introductions, placements
from services.errors import Refused
from services.introductions import Word


@dataclass(frozen=True, slots=True)
class Answer:
    """The form of an answer and what it does."""

    form: type[Form]
    record: Callable[[Introduction, Any], None]


def _word(form: Any) -> Word:
    return Word(form.said(), form.said_day())


def _invite(found: Introduction, form: PhonedInvitationForm) -> None:
    introductions.invite(session, found, form.invitation(), by=actor(), word=_word(form))


def _offer(found: Introduction, form: AnswerForm) -> None:
    introductions.offer(session, found, by=actor(), word=_word(form))


def _hire(found: Introduction, form: HireForm) -> None:
    starts_on = form.starts_on.data
    introductions.hire(session, found, by=actor(), starts_on=starts_on, word=_word(form))


def _refuse(found: Introduction, form: PhonedRefusalForm) -> None:
    introductions.refuse(session, found, form.refusal(), by=actor(), word=_word(form))


def _close(found: Introduction, form: CloseForm) -> None:
    introductions.close(session, found, RefusalReason(form.reason.data), by=actor())


ANSWERS: Mapping[IntroductionAction, Answer] = {
    IntroductionAction.INVITE: Answer(PhonedInvitationForm, _invite),
    IntroductionAction.OFFER: Answer(AnswerForm, _offer),
    IntroductionAction.HIRE: Answer(HireForm, _hire),
    IntroductionAction.REFUSE: Answer(PhonedRefusalForm, _refuse),
    IntroductionAction.CLOSE: Answer(CloseForm, _close),
}


@bp.route("/<uuid:introduction_id>/answers/<action>", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_MAKE)
def record_answer(introduction_id: UUID, action: str) -> ResponseReturnValue:
    """Record an answer for a firm that phoned."""
    found = get_or_404(Introduction, introduction_id)
    if action not in ANSWERS:
        abort(404)
    chosen = IntroductionAction(action)
    form = ANSWERS[chosen].form(data=interview_of(found))
    if form.validate_on_submit():
        ANSWERS[chosen].record(found, form)
        return finish(_address(found), f"Đã ghi: {words(found.state)}.")
    _refuse_late(found, chosen)
    return _page("introducing/record_answer.html", found, form, answer=chosen)


@bp.route("/<uuid:introduction_id>/start", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_MAKE)
def start(introduction_id: UUID) -> ResponseReturnValue:
    """Record the first day at work."""
    found = get_or_404(Introduction, introduction_id)
    form = FirstDayForm()
    if form.validate_on_submit():
        placements.start(session, found, form.first_day.data, by=actor(), said=form.said())
        return finish(_address(found), "Đã ghi ngày đầu đi làm.")
    _refuse_late(found, IntroductionAction.START)
    return _page("introducing/start.html", found, form)


def _refuse_late(found: Introduction, action: IntroductionAction) -> None:
    if not found.can(action):
        raise Refused("Việc này không làm được ở tình trạng hiện tại. Hãy mở lại trang giới thiệu.")


def _page(template: str, found: Introduction, form: Form, **context: Any) -> ResponseReturnValue:
    return personal_page(
        template,
        subjects=[found.returnee],
        fields=NAMED,
        status=422 if form.errors else 200,
        introduction=found,
        form=form,
        **context,
    )


def _address(found: Introduction) -> str:
    return url_for(".introduction", introduction_id=found.id)
