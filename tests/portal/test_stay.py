"""The one-tap question: reading changes nothing, the button answers, only staff read it."""

from datetime import timedelta

import pytest
from factories import make_employer_user, make_introduction, make_user
from sqlalchemy import select

from models import (
    SYSTEM,
    AccessLog,
    IntroductionState,
    Placement,
    Role,
    Side,
    StayAnswer,
    StayLink,
    local_today,
    utcnow,
)
from services import stay


@pytest.fixture
def links(session):
    made = make_introduction(session, state=IntroductionState.STARTED)
    session.add(
        Placement(
            introduction=made,
            returnee_id=made.returnee_id,
            position_id=made.position_id,
            employer_id=made.employer_id,
            first_day=local_today() - timedelta(days=95),
        )
    )
    session.flush()
    stay.ask(session, by=SYSTEM, now=utcnow())
    session.commit()
    return {link.side: link for link in session.scalars(select(StayLink))}


def test_reading_the_question_stores_nothing(client, session, links):
    url = f"/stay/{links[Side.FIRM].token}"
    for _ in range(2):
        page = client.get(url)
        assert "còn làm ở đây không?" in page.text
    session.refresh(links[Side.FIRM])
    assert links[Side.FIRM].answer is None


def test_one_tap_answers_once_and_the_address_is_used_up(client, session, links):
    url = f"/stay/{links[Side.FIRM].token}"
    assert client.submit(url, answer="yes").headers["Location"] == "/stay/thanks"
    assert "Cảm ơn" in client.get("/stay/thanks").text
    assert client.get(url).status_code == 404
    assert client.submit(url, answer="no").status_code == 404
    session.refresh(links[Side.FIRM])
    assert links[Side.FIRM].answer == StayAnswer.YES


def test_the_firm_reads_the_given_name_and_that_is_logged(client, session, links):
    introduction = links[Side.FIRM].placement.introduction
    introduction.returnee.full_name = "Vi Thị Ún"
    session.commit()
    page = client.get(f"/stay/{links[Side.FIRM].token}").text
    assert "anh/chị Ún còn làm ở đây không?" in page
    assert "Vi Thị" not in page
    (look,) = session.scalars(select(AccessLog).where(AccessLog.role == Role.EMPLOYER)).all()
    assert (look.subject_id, look.fields) == (introduction.returnee_id, ["given_name"])
    assert look.user_id is None


def test_the_person_reads_no_name_and_that_the_firm_is_not_told(client, session, links):
    introduction = links[Side.FIRM].placement.introduction
    own = client.get(f"/stay/{links[Side.PERSON].token}").text
    assert introduction.employer.name in own
    assert introduction.returnee.full_name not in own
    assert session.scalars(select(AccessLog)).all() == []
    assert "không gửi cho nơi làm" in own


@pytest.mark.parametrize("answer", ["", "maybe", None])
def test_no_answer_asks_again(client, session, links, answer):
    fields = {} if answer is None else {"answer": answer}
    assert client.submit(f"/stay/{links[Side.FIRM].token}", **fields).status_code == 200
    session.refresh(links[Side.FIRM])
    assert links[Side.FIRM].answer is None


def test_the_answer_is_read_by_the_counselor_and_not_by_the_firm(app, client, session, links):
    client.submit(f"/stay/{links[Side.PERSON].token}", answer="no")
    introduction = links[Side.FIRM].placement.introduction
    staff = app.test_client().sign_in(make_user(session))
    page = staff.get(f"/introductions/{introduction.id}").text
    assert "Sau 3 tháng, người lao động" in page
    assert "Đã nghỉ" in page
    hr = app.test_client().sign_in(make_employer_user(session, introduction.employer))
    read = hr.get(f"/employer/introductions/{introduction.id}").text
    assert "Đã nghỉ" not in read
    assert "3 tháng" not in read


def test_staff_copy_the_persons_link_as_it_is(app, session, links):
    staff = app.test_client().sign_in(make_user(session))
    page = staff.get("/introductions/messages").text
    assert f"/stay/{links[Side.PERSON].token}" in page
    assert links[Side.FIRM].token not in page


def test_a_link_nobody_has_opens_nothing(client):
    answer = client.get("/stay/none")
    assert answer.status_code == 404
    assert "không còn dùng được" in answer.text


def test_an_officer_records_an_answer_given_by_phone_once(app, session, links):
    introduction = links[Side.FIRM].placement.introduction
    staff = app.test_client().sign_in(make_user(session))
    url = f"/introductions/{introduction.id}/stay"
    assert staff.submit(url, side="person", answer="maybe").status_code == 404
    assert staff.submit(url, side="person", answer="yes").status_code == 303
    staff.submit(url, side="person", answer="no", back=url)
    session.refresh(links[Side.PERSON])
    assert links[Side.PERSON].answer == StayAnswer.YES
    assert links[Side.FIRM].answer is None
    stranger = app.test_client().sign_in(make_user(session, communes=("15925",)))
    assert stranger.submit(url, side="firm", answer="yes").status_code == 404
