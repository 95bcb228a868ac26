"""The yes or no of each side to a help, on its own screen."""

import pytest
from factories import make_employer, make_employer_user, make_pledge, make_sponsorship
from sqlalchemy import select
from words import LIST_A, found

from models import (
    OWN_YES,
    AccessLog,
    Consent,
    ConsentHow,
    ConsentPurpose,
    Move,
    SponsorshipAction,
    SponsorshipEnd,
    SponsorshipState,
    local_today,
)
from tests.portal.sponsoring_rows import fresh, money


@pytest.fixture
def offer(session, firm, person):
    pledge = money(session, employer=firm, conditions="Trả dần trong hai năm")
    return make_sponsorship(session, pledge, person, amount_vnd=6_000_000)


@pytest.fixture
def firm_screen(app, session, firm):
    return app.test_client().sign_in(make_employer_user(session, firm, full_name="Chị Lan"))


def own(offer):
    return f"/my/help/{offer.id}"


def of_firm(offer):
    return f"/pledges/help/{offer.id}"


def said(session):
    moves = session.scalars(select(Move).where(Move.action.in_(OWN_YES)))
    return {SponsorshipAction(move.action): move for move in moves}


def shares(session):
    wanted = Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    return session.scalars(select(Consent).where(wanted)).all()


def test_a_person_reads_what_is_offered_in_plain_words(shown, offer, firm):
    assert own(offer) in shown.get("/my/jobs").text
    page = shown.get(own(offer)).text
    for words in (
        f"{firm.name} muốn giúp anh/chị",
        "6.000.000",
        f"{offer.pledge.until:%d/%m/%Y}",
        "Trả dần trong hai năm",
        "Anh/chị có quyền thôi việc; việc giúp đỡ khác không bị ảnh hưởng.",
    ):
        assert words in page
    assert page.count('name="answer"') == 2
    name_page = shown.get(f"{own(offer)}/name")
    assert name_page.status_code == 303, "asked after the yes"
    assert found(page, LIST_A) == []


def test_one_yes_alone_is_no_agreement_and_the_second_makes_it(session, shown, firm_screen, offer):
    assert shown.submit(own(offer), answer="yes").headers["Location"] == f"{own(offer)}/name"
    row = fresh(session, offer)
    assert (row.state, row.agreed_on) == (SponsorshipState.MATCHED, None)
    assert "Chờ bên giúp đồng ý" in shown.get(own(offer)).text
    assert said(session)[SponsorshipAction.PERSON_AGREE].device_id is not None
    firm_screen.submit(of_firm(offer), answer="yes")
    row = fresh(session, offer)
    assert (row.state, row.agreed_on) == (SponsorshipState.AGREED, local_today())
    assert row.agreed_how == ConsentHow.SCREEN
    assert said(session)[SponsorshipAction.FIRM_AGREE].by_id is not None
    assert "Hai bên đã đồng ý" in shown.get(own(offer)).text


def test_the_firms_yes_alone_is_no_agreement(session, firm_screen, offer):
    assert of_firm(offer) in firm_screen.get("/pledges/").text
    page = firm_screen.get(of_firm(offer)).text
    assert "6.000.000" in page
    assert found(page, LIST_A) == []
    for _ in range(2):
        firm_screen.submit(of_firm(offer), answer="yes")
    assert fresh(session, offer).state == SponsorshipState.MATCHED
    assert list(said(session)) == [SponsorshipAction.FIRM_AGREE]
    assert f"Anh/chị đã đồng ý {local_today():%d/%m/%Y}" in firm_screen.get("/pledges/").text


def test_the_firm_reads_no_name_before_both_said_yes(session, shown, firm_screen, offer):
    shown.submit(own(offer), answer="yes")
    shown.submit(f"{own(offer)}/name", answer="yes")
    for page in (firm_screen.get("/pledges/"), firm_screen.get(of_firm(offer))):
        assert "Lê Thị Hòa" not in page.text
        assert "gười lao động 01" in page.text
    firm_screen.submit(of_firm(offer), answer="yes")
    assert "Lê Thị Hòa" in firm_screen.get("/pledges/").text


def test_the_name_is_a_question_of_its_own(session, shown, offer):
    shown.submit(own(offer), answer="yes")
    page = shown.get(f"{own(offer)}/name").text
    assert "Không đồng ý thì anh/chị vẫn được giúp" in page
    assert page.count('name="answer"') == 2
    assert found(page, LIST_A) == []
    shown.submit(f"{own(offer)}/name", answer="no")
    assert (shares(session), fresh(session, offer).shares_name) == ([], False)
    shown.submit(f"{own(offer)}/name", answer="yes")
    (yes,) = shares(session)
    assert (yes.how, yes.recorded_by_id) == (ConsentHow.SCREEN, None)
    assert shown.get(f"{own(offer)}/name").status_code == 303, "a yes is taken back by its button"
    shown.submit(f"/my/firms/{offer.pledge.employer_id}/take-back")
    assert shown.get(f"{own(offer)}/name").status_code == 200


def test_a_person_refuses_also_after_a_yes(session, shown, offer):
    shown.submit(own(offer), answer="yes")
    shown.submit(own(offer), answer="no")
    row = fresh(session, offer)
    assert (row.state, row.reason) == (SponsorshipState.ENDED, SponsorshipEnd.PERSON_DECLINED)
    assert shown.get(own(offer)).status_code == 404
    assert own(offer) not in shown.get("/my/jobs").text


def test_a_firm_refuses(session, firm_screen, offer):
    firm_screen.submit(of_firm(offer), answer="no")
    row = fresh(session, offer)
    assert (row.state, row.reason) == (SponsorshipState.ENDED, SponsorshipEnd.FIRM_STOPPED)
    assert firm_screen.get(of_firm(offer)).status_code == 303


def test_no_answer_chosen_changes_nothing(session, shown, offer):
    assert shown.submit(own(offer)).status_code == 200
    assert fresh(session, offer).state == SponsorshipState.MATCHED
    assert said(session) == {}


def test_the_help_of_another_is_not_there(app, session, shown, offer):
    foreign = make_sponsorship(session, make_pledge(session, offer.pledge.employer))
    for page in (own(foreign), f"{own(foreign)}/name"):
        assert shown.get(page).status_code == 404
        assert shown.submit(page, answer="yes").status_code == 404
    stranger = app.test_client().sign_in(make_employer_user(session, make_employer(session)))
    assert stranger.submit(of_firm(offer), answer="yes").status_code == 404
    assert said(session) == {}


def test_nobody_answers_for_a_person(app, session, kiosk, counselor, offer):
    assert kiosk.get(own(offer)).status_code == 303, "nobody showed who they are"
    officer = app.test_client().sign_in(counselor)
    assert officer.submit(own(offer), answer="yes").status_code == 403
    assert said(session) == {}


def test_an_answer_stands_in_the_log_and_the_history(app, session, shown, counselor, offer):
    shown.submit(own(offer), answer="yes")
    changes = select(AccessLog).where(AccessLog.action == "change")
    assert [row.subject_id for row in session.scalars(changes)] == [offer.returnee_id]
    officer = app.test_client().sign_in(counselor)
    words = "người lao động tự bấm đồng ý trên màn hình"
    for page in (f"/sponsoring/{offer.id}", f"/counselor/people/{offer.returnee_id}/timeline"):
        assert words in officer.get(page).text.lower(), page
