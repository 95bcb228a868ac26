"""Letters: a member's switch, the way out at a letter's foot, staff's look at what was written."""

from uuid import UUID

from flask import Blueprint, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Employer, Mail, MailKind, User
from portal.access import Permission, actor, get_or_404, public, requires
from portal.database import session
from portal.forms import ActionForm
from portal.labels import words
from portal.mail import sending
from portal.mail.forms import BoxForm, InvitationForm
from portal.once import finish
from portal.paging import paged
from services import mail_boxes, mailing, members, outbox

bp = Blueprint("mail", __name__, url_prefix="/mail")


@bp.route("/settings", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_OWN)
def settings() -> ResponseReturnValue:
    user = session.get_one(User, actor().user_id)
    box = mail_boxes.of_user(session, user.id)
    form = BoxForm(data={"address": box.address, "is_on": box.is_on} if box else {"is_on": True})
    if form.validate_on_submit():
        mail_boxes.keep(session, user, form.address.data, is_on=form.is_on.data)
        return finish(url_for(".settings"), "Đã lưu.")
    status = 422 if form.errors else 200
    return render_template("mail/settings.html", form=form, is_sending=sending.is_on()), status


@bp.route("/stop/<token>", methods=["GET", "POST"])
@public
def stop(token: str) -> ResponseReturnValue:
    box = mail_boxes.find_by_stop_token(session, token)
    if box is None:
        return render_template("mail/stop.html", token="", is_on=False), 404
    if ActionForm().validate_on_submit():
        mail_boxes.stop(session, box)
        return finish(url_for(".stop", token=token), "Đã tắt. Anh/chị không nhận thư nữa.")
    return render_template("mail/stop.html", token=token, is_on=box.is_on)


@bp.get("/")
@requires(Permission.EMPLOYER_MANAGE)
def mail_list() -> ResponseReturnValue:
    page = paged(outbox.listed(by=actor()))
    return render_template(
        "mail/mail_list.html",
        page=page,
        firms=_firm_names(list(page.rows)),
        failures=outbox.failures(session, list(page.rows)),
        is_sending=sending.is_on(),
    )


@bp.get("/<uuid:mail_id>")
@requires(Permission.EMPLOYER_MANAGE)
def letter(mail_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Mail, mail_id)
    return render_template(
        "mail/letter.html",
        mail=found,
        body=mailing.for_staff(found.body, _portal()),
        is_sending=sending.is_on(),
    )


@bp.post("/<uuid:mail_id>/send")
@requires(Permission.EMPLOYER_MANAGE)
def send_again(mail_id: UUID) -> ResponseReturnValue:
    found = get_or_404(Mail, mail_id)
    if not ActionForm().validate_on_submit():
        abort(404)
    outbox.send_again(session, found, by=actor())
    return finish(url_for(".letter", mail_id=found.id), "Đã xếp gửi. Xem lại sau một phút.")


@bp.get("/samples")
@requires(Permission.EMPLOYER_MANAGE)
def samples() -> ResponseReturnValue:
    texts = [(words(kind), mailing.sample(kind)) for kind in MailKind]
    shown = [(name, text.subject, mailing.for_staff(text.body, _portal())) for name, text in texts]
    return render_template("mail/samples.html", letters=shown)


@bp.route("/invitations/<uuid:employer_id>", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_MANAGE)
def invitation(employer_id: UUID) -> ResponseReturnValue:
    employer = get_or_404(Employer, employer_id)
    people = {str(held.user_id): held.user for held in members.of_firm(session, employer)}
    form = InvitationForm()
    form.member.choices = {key: f"{user.full_name} ({user.login})" for key, user in people.items()}
    if form.validate_on_submit():
        user = people[form.member.data]
        outbox.invite(session, employer, user, form.address.data, by=actor())
        return finish(url_for("firms.firm", employer_id=employer.id), "Đã viết thư mời.")
    text = mailing.sample(MailKind.INVITATION)
    return render_template(
        "mail/invitation.html",
        employer=employer,
        form=form,
        subject=text.subject,
        body=mailing.for_staff(text.body, _portal()),
    ), (422 if form.errors else 200)


def _firm_names(mails: list[Mail]) -> dict[UUID, str]:
    ids = {mail.employer_id for mail in mails if mail.employer_id}
    return outbox.firm_names(session, ids)


def _portal() -> str:
    return str(current_app.config["SETTINGS"].public_url)
