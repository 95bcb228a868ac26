"""One question after three months, to each side, answered once."""

from datetime import timedelta

from factories import make_employer, make_employer_user, make_introduction
from sqlalchemy import select

from models import (
    SYSTEM,
    EmployerAction,
    IntroductionState,
    Mail,
    Placement,
    Side,
    StayAnswer,
    StayLink,
    local_today,
    utcnow,
)
from services import mail_boxes, stay

NOW = utcnow()
TODAY = local_today()


def placed(session, first_day=None, **values):
    made = make_introduction(session, state=IntroductionState.STARTED)
    placement = Placement(
        introduction=made,
        returnee_id=made.returnee_id,
        position_id=made.position_id,
        employer_id=made.employer_id,
        first_day=first_day or TODAY - timedelta(days=95),
        **values,
    )
    session.add(placement)
    session.commit()
    return placement


def links(session):
    return session.scalars(select(StayLink).order_by(StayLink.side)).all()


def test_both_sides_are_asked_once(session):
    placement = placed(session)
    assert stay.ask(session, by=SYSTEM, now=NOW) == 1
    assert stay.ask(session, by=SYSTEM, now=NOW) == 0
    firm, person = links(session)
    assert {firm.side, person.side} == {Side.FIRM, Side.PERSON}
    assert firm.token != person.token
    assert stay.find(session, firm.token).placement is placement


def test_nobody_is_asked_too_early_too_late_or_after_the_end(session):
    placed(session, TODAY - timedelta(days=80))
    placed(session, TODAY - timedelta(days=170))
    placed(session, ended_on=TODAY)
    assert stay.ask(session, by=SYSTEM, now=NOW) == 0


def test_a_yes_taken_back_asks_nothing_and_closes_the_question(session):
    placement = placed(session)
    stay.ask(session, by=SYSTEM, now=NOW)
    firm, _ = links(session)
    placement.introduction.consent.withdrawn_on = TODAY
    session.flush()
    assert stay.find(session, firm.token) is None
    other = placed(session)
    other.introduction.consent.withdrawn_on = TODAY
    session.flush()
    assert stay.ask(session, by=SYSTEM, now=NOW) == 0


def test_a_suspended_firm_reads_no_name_by_its_link(session):
    firm = placed(session).introduction.employer
    stay.ask(session, by=SYSTEM, now=NOW)
    theirs, person = links(session)
    firm.apply(EmployerAction.SUSPEND, by=SYSTEM, reason="test")
    session.flush()
    assert stay.find(session, theirs.token) is None
    assert stay.find(session, person.token) is person


def test_an_answer_uses_the_link_up(session):
    placement = placed(session)
    stay.ask(session, by=SYSTEM, now=NOW)
    firm, person = links(session)
    token = firm.token
    stay.answer(session, firm, StayAnswer.YES)
    assert stay.find(session, token) is None
    assert stay.find(session, person.token) is not None
    assert stay.find(session, "none") is None
    seen = stay.of_introduction(session, placement.introduction_id)
    assert [link.answer for link in seen] == [StayAnswer.YES, None]


def test_a_question_ends_after_thirty_days(session):
    placed(session)
    stay.ask(session, by=SYSTEM, now=NOW)
    firm, _ = links(session)
    firm.ends_on = TODAY - timedelta(days=1)
    session.flush()
    assert stay.find(session, firm.token) is None


def test_the_letter_goes_to_members_else_to_the_firms_address(session):
    placement = placed(session)
    firm = placement.introduction.employer
    firm.contact_email = "nhansu@may.example.vn"
    stay.ask(session, by=SYSTEM, now=NOW)
    (letter,) = session.scalars(select(Mail)).all()
    assert letter.to == "nhansu@may.example.vn"
    assert links(session)[0].token in letter.body
    assert placement.introduction.returnee.full_name not in letter.body
    second = placed(session)
    member = make_employer_user(session, second.introduction.employer)
    mail_boxes.keep(session, member, "hr@giay.example.vn", is_on=True)
    stay.ask(session, by=SYSTEM, now=NOW)
    assert {mail.to for mail in session.scalars(select(Mail))} == {letter.to, "hr@giay.example.vn"}
    assert make_employer(session).contact_email == ""
