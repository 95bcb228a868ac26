"""Letters against a real SMTP server, and the pages about them."""

import email
import re
import socket
from dataclasses import replace
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from factories import make_employer, make_employer_user, make_user
from sqlalchemy import select

from models import Job, Mail, MailKind, Role
from portal.worker import Worker
from services import mail_boxes, nightly, outbox
from services.outbox import Fact

ADDRESS = "hr@may.example.vn"


class Postman:
    """Takes letters like a mail server; refuses those to "refused@"."""

    def __init__(self):
        self.letters = []

    # aiosmtpd looks these two names up and gives every argument.
    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("refused@"):
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def post(app, monkeypatch):
    """A mail server on this machine that the app is told of."""
    postman = Postman()
    server = Controller(postman, hostname="127.0.0.1", port=free_port())
    server.start()
    settings = replace(
        app.config["SETTINGS"],
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_security="none",
        smtp_from="noi-viec@example.vn",
        public_url="https://nv.example.vn",
    )
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    monkeypatch.setattr(nightly, "NIGHTLY", {})
    yield postman
    server.stop()


@pytest.fixture
def firm(session):
    return make_employer(session, name="Công ty May Mẫu")


@pytest.fixture
def hr(session, firm):
    user = make_employer_user(session, firm)
    mail_boxes.keep(session, user, ADDRESS, is_on=True)
    session.commit()
    return user


def write(session, firm, key="k"):
    outbox.to_firm(session, firm, Fact(MailKind.REMINDER, key, {"count": 3}))
    session.commit()
    return session.scalars(select(Mail).order_by(Mail.id.desc())).first()


def test_a_letter_arrives_whole_and_says_it_was_sent(app, session, post, firm, hr):
    mail = write(session, firm)
    assert Worker(app).work_off() == 1
    (letter,) = post.letters
    assert letter["To"] == ADDRESS
    assert letter["From"] == "Nối Việc <noi-viec@example.vn>"
    assert letter["Subject"] == "Nối Việc: có người đang chờ trả lời"
    assert letter["Message-ID"] == f"<{mail.id}@nv.example.vn>"
    assert letter.get_content_type() == "text/plain"
    body = letter.get_content()
    assert "Đã đến hạn trả lời cho 3 người" in body
    assert "https://nv.example.vn/employer/introductions" in body
    stop = letter["List-Unsubscribe"].strip("<>")
    assert stop in body
    session.refresh(mail)
    assert mail.sent_at is not None
    assert Worker(app).work_off() == 0


def test_the_address_at_the_foot_stops_letters_by_a_button_only(app, session, post, firm, hr):
    write(session, firm)
    Worker(app).work_off()
    stop = post.letters[0]["List-Unsubscribe"].strip("<>").removeprefix("https://nv.example.vn")
    stranger = app.test_client()
    assert "Tắt nhận thư" in stranger.get(stop).text
    assert mail_boxes.of_user(session, hr.id).is_on
    assert stranger.submit(stop).status_code == 303
    session.expire_all()
    assert not mail_boxes.of_user(session, hr.id).is_on
    assert "Đã tắt nhận thư" in stranger.get(stop).text
    write(session, firm, "later")
    assert Worker(app).work_off() == 0
    assert len(post.letters) == 1


def test_a_refused_address_is_tried_again_later_and_shows(app, session, post, firm, hr):
    mail_boxes.keep(session, hr, "refused@may.example.vn", is_on=True)
    mail = write(session, firm)
    write(session, make_employer(session))
    assert Worker(app).work_off() == 1
    session.expire_all()
    job = session.scalars(select(Job)).one()
    assert job.error.startswith("SMTPRecipientsRefused")
    assert "may.example.vn" not in job.error
    assert (mail.sent_at, job.done_at) == (None, None)
    staff = app.test_client().sign_in(make_user(session))
    assert "Chưa gửi được" in staff.get("/mail/").text


def test_a_mail_server_that_is_away_keeps_the_letter(app, session, post, firm, hr, monkeypatch):
    settings = replace(app.config["SETTINGS"], smtp_port=free_port())
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    write(session, firm)
    assert Worker(app).work_off() == 1
    assert session.scalars(select(Job.error)).one().startswith("ConnectionRefusedError")


def test_without_a_mail_server_no_letter_leaves_and_staff_read_so(app, session, firm, hr):
    mail = write(session, firm)
    Worker(app).work_off()
    session.expire_all()
    assert mail.sent_at is None
    staff = app.test_client().sign_in(make_user(session))
    page = staff.get("/mail/").text
    assert "Chưa gửi" in page
    assert "chưa đặt máy chủ thư" in page
    letter = staff.get(f"/mail/{mail.id}").text
    assert ADDRESS in letter
    assert "/mail/stop/…" in letter


def test_a_letter_that_stayed_behind_is_sent_when_staff_say_so(app, session, post, firm, hr):
    mail = write(session, firm)
    session.delete(session.scalars(select(Job)).one())
    session.commit()
    staff = app.test_client().sign_in(make_user(session))
    assert staff.submit(f"/mail/{mail.id}/send").status_code == 303
    assert Worker(app).work_off() == 1
    assert len(post.letters) == 1


def test_a_member_says_where_and_whether(app, session, firm):
    user = make_employer_user(session, firm)
    hr = app.test_client().sign_in(user)
    assert "chưa gửi thư điện tử" in hr.get("/mail/settings").text
    for wrong in ("", "hr", "hr@may", "a@b.vn,c@d.vn", "a@b.vn\nBcc: x@y.vn"):
        assert hr.submit("/mail/settings", address=wrong, is_on="y").status_code == 422
    assert hr.submit("/mail/settings", address=ADDRESS, is_on="y").status_code == 303
    assert hr.submit("/mail/settings", address=ADDRESS).status_code == 303
    box = mail_boxes.of_user(session, user.id)
    assert (box.address, box.is_on) == (ADDRESS, False)


@pytest.mark.parametrize("who", ["owner", "staff"])
def test_a_new_member_with_an_address_is_written_to_at_once(app, session, post, firm, who):
    owner = make_employer_user(session, firm, is_owner=True)
    user, url = (
        (owner, "/employer/firm/people/new")
        if who == "owner"
        else (make_user(session), f"/firms/{firm.id}/people/new")
    )
    browser = app.test_client().sign_in(user)
    typed = {"full_name": "Ngô Văn Tư", "login": "tu.moi"}
    assert browser.submit(url, **typed, address="hr@may,khac@x.vn").status_code == 422
    page = browser.submit(url, **typed, address=ADDRESS).text
    assert f"Thư mời đang gửi đến {ADDRESS}" in page
    Worker(app).work_off()
    (letter,) = post.letters
    text = letter["Subject"] + letter.get_content()
    assert "tu.moi" in text
    for secret in (re.search(r'class="nowrap">([^<]+)<', page)[1], "Ngô Văn Tư", firm.name):
        assert secret not in text
    browser.submit(url, full_name="Lê Thị Năm", login="nam.moi")
    assert Worker(app).work_off() == 0


def test_an_address_nobody_has_stops_nothing(client):
    answer = client.get("/mail/stop/none")
    assert answer.status_code == 404
    assert "không còn dùng được" in answer.text


def test_staff_read_every_sample_and_invite_a_member(app, session, post, firm):
    user = make_employer_user(session, firm)
    staff = app.test_client().sign_in(make_user(session, Role.ORGANISER))
    samples = staff.get("/mail/samples").text
    assert samples.count("<pre") == len(MailKind)
    url = f"/mail/invitations/{firm.id}"
    assert "Xem trước" in staff.get(url).text
    assert staff.submit(url, member=str(user.id), address="sai").status_code == 422
    assert staff.submit(url, member=str(user.id), address=ADDRESS).status_code == 303
    Worker(app).work_off()
    assert user.login in post.letters[0].get_content()
    empty = make_employer(session)
    assert "chưa có tài khoản" in staff.get(f"/mail/invitations/{empty.id}").text
