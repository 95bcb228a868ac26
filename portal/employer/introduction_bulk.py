"""Answers over ticked rows: one button, one interview date, one refusal, one workbook."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from config import Settings
from models import Introduction, IntroductionAction, User, utcnow
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.employer.introduction_forms import InvitationForm, RefusalForm
from portal.employer.introductions import BUTTONS, CONTACT, preview, refused
from portal.employer.views import bp
from portal.formats import format_moment
from portal.forms import ActionForm, Form
from portal.labels import words
from portal.once import finish
from portal.pages import personal_file, personal_page
from services import export_quota, firm_sight, introduction_export, introductions
from services.errors import Refused
from services.export_quota import Quota

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 50
# Actions that need a page of their own for what they ask.
PAGES = {
    IntroductionAction.INVITE: ".invite_together",
    IntroductionAction.REFUSE: ".refuse_together",
}
EXPORT = "export"


@bp.post("/introductions/ticked")
@requires(Permission.INTRODUCTION_ANSWER)
def answer_ticked() -> ResponseReturnValue:
    """Do one thing with every ticked row it can be done with."""
    if not ActionForm().validate_on_submit():
        abort(404)
    ticked, action = _ticked(), request.form.get("action", "")
    if action == EXPORT:
        return _export(ticked)
    if action not in set(IntroductionAction):
        abort(404)
    chosen = IntroductionAction(action)
    if chosen in PAGES:
        return redirect(url_for(PAGES[chosen], pick=[row.id for row in ticked]), 303)
    if chosen not in BUTTONS:
        abort(404)
    return _press(chosen, ticked)


def _press(action: IntroductionAction, ticked: Sequence[Introduction]) -> ResponseReturnValue:
    able = [row for row in ticked if row.can(action)]
    for row in able:
        BUTTONS[action](session, row, by=actor())
    return finish(url_for(".introduction_list"), _told(words(action), len(able), len(ticked)))


@bp.route("/introductions/ticked/invite", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def invite_together() -> ResponseReturnValue:
    """Invite several people to one date."""
    ticked = _ticked()
    form = InvitationForm()
    if form.validate_on_submit():
        able = [row for row in ticked if row.can(IntroductionAction.INVITE)]
        for row in able:
            introductions.invite(session, row, form.invitation(), by=actor())
        said = _told(words(IntroductionAction.INVITE), len(able), len(ticked))
        return finish(url_for(".interviews"), said)
    return _page("employer/invite_together.html", ticked, form)


@bp.route("/introductions/ticked/refuse", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def refuse_together() -> ResponseReturnValue:
    """Say "chưa phù hợp" to several people for one reason."""
    ticked = _ticked()
    form = RefusalForm()
    if form.validate_on_submit() and not form.preview.data:
        able = [row for row in ticked if row.can(IntroductionAction.REFUSE)]
        for row in able:
            introductions.refuse(session, row, form.refusal(), by=actor())
        return finish(url_for(".introduction_list"), refused(len(able)))
    return _page("employer/refuse_together.html", ticked, form, preview=preview(ticked[0], form))


def _ticked() -> list[Introduction]:
    """Return the ticked rows, each one's own; none ticked is a sentence, not a fault."""
    picks = list(dict.fromkeys(request.values.getlist("pick", type=UUID)))[:MOST]
    if not picks:
        raise Refused("Chưa chọn ai. Hãy đánh dấu ít nhất một người.")
    return [get_or_404(Introduction, pick) for pick in picks]


def _told(what: str, done: int, all_: int) -> str:
    left = f" {all_ - done} người không ghi được vì đã ở bước khác." if done < all_ else ""
    return f"Đã ghi {done} người: {what}.{left}"


def _page(
    template: str, ticked: Sequence[Introduction], form: Form, **context: Any
) -> ResponseReturnValue:
    return personal_page(
        template,
        subjects=[row.returnee for row in ticked],
        fields=["full_name"],
        status=422 if form.errors else 200,
        people=ticked,
        form=form,
        **context,
    )


def _export(ticked: Sequence[Introduction]) -> ResponseReturnValue:
    user = session.get_one(User, actor().user_id)
    mark = (
        f"Xuất từ Nối Việc: {user.full_name} ({user.login}), {format_moment(utcnow())}."
        " Chỉ dùng để tuyển dụng."
    )
    settings: Settings = current_app.config["SETTINGS"]
    quota = Quota(settings.firm_exports_a_day, settings.firm_export_people_a_day)
    return personal_file(
        introduction_export.workbook([_row(row) for row in ticked], mark=mark),
        mimetype=XLSX,
        filename="nguoi-duoc-gioi-thieu.xlsx",
        subjects=[ticked[0].employer, *(row.returnee for row in ticked)],
        fields=CONTACT,
        check=partial(export_quota.refuse_over, session, quota, len(ticked), by=actor()),
    )


def _row(row: Introduction) -> tuple[str, ...]:
    return (
        f"{row.number:02d}",
        row.returnee.full_name,
        firm_sight.phone_for_firm(row.returnee) or "Liên hệ qua cán bộ",
        row.position.title,
        words(row.state),
        format_moment(row.interview_at),
    )
