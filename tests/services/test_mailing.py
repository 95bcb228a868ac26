"""The words of letters, whom they go to, and that a fact is told once."""

from datetime import timedelta

import pytest
from factories import actor_of, make_employer, make_employer_user, make_user
from sqlalchemy import select
from words import LIST_A, LIST_B, found

from models import SYSTEM, Job, Mail, MailKind, User, local_today, utcnow
from services import jobs, mail_boxes, mailing, outbox
from services.errors import Refused
from services.outbox import Fact

REMINDER = Fact(MailKind.REMINDER, "reminder:1", {"count": 2})


@pytest.fixture
def firm(session):
    return make_employer(session, contact_email="nhansu@may.example.vn")


def member(session, firm, address="hr@may.example.vn", **values):
    user = make_employer_user(session, firm, **values)
    mail_boxes.keep(session, user, address, is_on=True)
    return user


def letters(session):
    return list(session.scalars(select(Mail).order_by(Mail.id)))


@pytest.mark.parametrize("kind", MailKind)
def test_no_letter_says_what_a_firm_must_not_read(kind):
    text = mailing.sample(kind)
    assert found(f"{text.subject}\n{text.body}", LIST_A + LIST_B) == []
    assert len(text.subject) <= 78


@pytest.mark.parametrize("kind", MailKind)
def test_every_letter_is_short_sentences_without_a_name(kind):
    words = mailing.LETTERS[kind]
    assert "{name}" not in words.body
    sentences = [s for line in words.body.splitlines() for s in line.split(". ")]
    assert max(len(s.split()) for s in sentences) <= 16


def test_what_a_firm_typed_goes_in_on_one_line_or_not_at_all():
    assert mailing.told(", tại ", "Cổng 1\nBcc: x@y") == ", tại Cổng 1 Bcc: x@y"
    assert mailing.told(", tại ", "cổng trại giam") == ""
    assert mailing.told(", tại ", " ") == ""


def test_staff_read_a_letter_without_the_addresses_that_open_something():
    text = mailing.write(MailKind.STAY, {"number": "07", "token": "stay-secret"}, "stop-secret")
    read = mailing.for_staff(text.body, "https://nv.example.vn")
    assert "https://nv.example.vn/stay/…" in read
    assert "secret" not in read
    assert "stop-secret" in mailing.with_portal(text.body, "https://nv.example.vn")


def test_each_member_who_wants_letters_gets_one_and_a_fact_is_told_once(session, firm):
    wants = member(session, firm)
    quiet = member(session, firm, "quiet@may.example.vn")
    mail_boxes.stop(session, mail_boxes.of_user(session, quiet.id))
    make_employer_user(session, firm)
    member(session, make_employer(session), "other@giay.example.vn")
    for _ in range(2):
        outbox.to_firm(session, firm, REMINDER)
    (mail,) = letters(session)
    assert (mail.to, mail.user_id) == ("hr@may.example.vn", wants.id)
    assert session.scalars(select(Job.payload)).all() == [{"mail": str(mail.id)}]


def test_who_left_the_firm_gets_nothing(session, firm):
    gone = member(session, firm)
    gone.assignments[0].ends_on = local_today() - timedelta(days=1)
    disabled = member(session, firm)
    disabled.is_enabled = False
    session.flush()
    outbox.to_firm(session, firm, REMINDER)
    assert letters(session) == []


def test_the_firms_own_address_serves_where_no_member_is_needed(session, firm):
    fact = Fact(MailKind.STAY, "stay:1", {"number": "07", "token": "t"})
    assert outbox.to_contact(session, firm, fact)
    assert [mail.to for mail in letters(session)] == ["nhansu@may.example.vn"]
    assert not outbox.to_contact(session, make_employer(session), fact)


def test_an_invitation_names_the_login_and_no_password(session, firm):
    user = make_employer_user(session, firm)
    staff = actor_of(make_user(session))
    outbox.invite(session, firm, user, "moi@may.example.vn", by=staff)
    outbox.invite(session, firm, user, "moi@may.example.vn", by=staff)
    first, second = letters(session)
    assert user.login in first.body
    assert first.key != second.key
    mail_boxes.stop(session, mail_boxes.of_user(session, user.id))
    with pytest.raises(Refused, match="tắt nhận thư"):
        outbox.invite(session, firm, user, "moi@may.example.vn", by=staff)


def test_a_letter_too_late_unwanted_or_gone_is_not_sent(session, firm):
    user = member(session, firm)
    soon = utcnow() + timedelta(hours=1)
    outbox.to_firm(session, firm, Fact(MailKind.REMINDER, "r", {"count": 1}, useless_at=soon))
    (mail,) = letters(session)
    payload = {"mail": str(mail.id)}
    assert outbox.to_send(session, payload, utcnow()) is mail
    assert outbox.to_send(session, payload, soon + timedelta(minutes=1)) is None
    mail_boxes.stop(session, mail_boxes.of_user(session, user.id))
    assert outbox.to_send(session, payload, utcnow()) is None
    mail_boxes.keep(session, session.get_one(User, user.id), "hr@may.example.vn", is_on=True)
    outbox.note_sent(session, payload, utcnow())
    assert outbox.to_send(session, payload, utcnow()) is None


def test_a_letter_that_never_went_may_be_tried_again_once_sent_not(session, firm):
    member(session, firm)
    outbox.to_firm(session, firm, REMINDER)
    (mail,) = letters(session)
    staff = actor_of(make_user(session))
    assert outbox.failures(session, [mail]) == {}
    held = jobs.claim(session, utcnow())
    jobs.fail(session, held, "ConnectionRefusedError", utcnow())
    assert list(outbox.failures(session, [mail])) == [str(mail.id)]
    outbox.send_again(session, mail, by=staff)
    (job,) = session.scalars(select(Job)).all()
    assert job.due_at <= utcnow()
    outbox.note_sent(session, {"mail": str(mail.id)}, utcnow())
    with pytest.raises(Refused, match="đã gửi"):
        outbox.send_again(session, mail, by=staff)


def test_letters_of_half_a_year_ago_are_forgotten(session, firm):
    member(session, firm)
    outbox.to_firm(session, firm, REMINDER)
    (mail,) = letters(session)
    outbox.forget_old(session, by=SYSTEM, now=mail.created_at + outbox.KEPT)
    assert letters(session) == [mail]
    outbox.forget_old(session, by=SYSTEM, now=mail.created_at + outbox.KEPT + timedelta(hours=1))
    assert letters(session) == []
