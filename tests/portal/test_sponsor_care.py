"""The pages after an agreement, and that a sponsor never reads a complaint."""

from datetime import timedelta

import pytest
from factories import (
    HAM_RONG,
    actor_of,
    make_employer,
    make_employer_user,
    make_pledge,
    make_returnee,
    make_user,
)
from queries import counted
from sqlalchemy import select
from words import LIST_A, LIST_B, found

from models import CheckIn, ConsentHow, SponsorComplaint, SponsorTask, local_today
from services import sponsorships
from services.firm_consents import Yes
from services.terms import months_after

TODAY = local_today()
TYPED = f"{TODAY:%d/%m/%Y}"
CANARY = "Chưa nhận tiền ăn canari"


@pytest.fixture
def user(session):
    return make_user(session, full_name="Cán bộ Hạnh")


@pytest.fixture
def officer(client, user):
    return client.sign_in(user)


@pytest.fixture
def row(session, user):
    return agreed(session, user)


def agreed(session, user, employer=None):
    by = actor_of(user)
    pledge = make_pledge(
        session, employer or make_employer(session), until=TODAY + timedelta(days=300)
    )
    person = make_returnee(session, full_name="Lê Văn Được Giúp")
    made = sponsorships.match(session, pledge, person, by=by, mentor_name="Anh Tú")
    on = months_after(TODAY, -2)
    sponsorships.agree(session, made, by=by, yes=Yes(ConsentHow.PAPER, on), shares_name=True)
    session.commit()
    return made


def fresh(session, model):
    session.expire_all()
    return session.scalars(select(model)).all()


def test_a_look_that_is_due_is_found_and_written_down(officer, session, row):
    look = fresh(session, CheckIn)[0]
    listed = officer.get("/sponsoring/check-ins").text
    assert "Lê Văn Được Giúp" in listed
    assert "quá hạn" in listed
    officer.submit(
        f"/sponsoring/check-ins/{look.id}", on=TYPED, answer="wants_change", met_mentor="no"
    )
    page = officer.get(f"/sponsoring/{row.id}").text
    assert f"{TYPED}: Muốn thay đổi, chưa gặp người kèm cặp" in page
    assert len(fresh(session, CheckIn)) == 2


def test_a_look_asks_for_its_answer_and_no_day_ahead(officer, session, row):
    look = fresh(session, CheckIn)[0]
    answer = officer.submit(f"/sponsoring/check-ins/{look.id}", on="01/01/2099")
    assert answer.status_code == 422
    assert "Hãy chọn một câu trả lời" in answer.text
    assert "không sau hôm nay" in answer.text


def test_a_task_is_added_and_done(officer, session, row):
    officer.submit(f"/sponsoring/{row.id}/tasks", text="Mua kìm hàn", owner="sponsor", due_on=TYPED)
    task = fresh(session, SponsorTask)[0]
    assert f"Bên giúp, trước {TYPED}: Mua kìm hàn" in officer.get(f"/sponsoring/{row.id}").text
    officer.submit(f"/sponsoring/tasks/{task.id}/done")
    assert f"(xong {TYPED})" in officer.get(f"/sponsoring/{row.id}").text


def test_a_task_without_words_is_asked_for_again(officer, session, row):
    answer = officer.submit(f"/sponsoring/{row.id}/tasks", text="", owner="person", due_on="")
    assert answer.status_code == 422
    assert "Hãy ghi việc cần làm" in answer.text


def test_no_look_and_no_task_speaks_of_an_offence(officer, session, row):
    look = session.scalars(select(CheckIn)).first()
    told = {"on": TYPED, "answer": "helped", "note": "Hay cờ bạc"}
    task = {"text": "Nhắc chuyện tiền án", "owner": "sponsor", "due_on": TYPED}
    for url, fields in ((f"check-ins/{look.id}", told), (f"{row.id}/tasks", task)):
        page = officer.submit(f"/sponsoring/{url}", **fields)
        assert "Hồ sơ không ghi chuyện vi phạm" in page.text
    assert session.scalars(select(SponsorTask)).all() == []


def test_a_complaint_says_who_handles_it_until_when_and_the_sponsor_sees_nothing(
    officer, session, user, row
):
    officer.submit(f"/sponsoring/{row.id}/complaint", text=CANARY, handler_id=str(user.id))
    made = fresh(session, SponsorComplaint)[0]
    page = officer.get(f"/sponsoring/{row.id}").text
    assert CANARY in page
    assert "Cán bộ Hạnh giải quyết" in page
    assert f"trả lời trước {made.request.answer_due_on:%d/%m/%Y}" in page
    firm = row.pledge.employer
    hr = officer.application.test_client().sign_in(make_employer_user(session, firm))
    for path in ("/pledges/", "/pledges/loan", "/pledges/new", "/"):
        shown = hr.get(path, follow_redirects=True).text
        assert CANARY not in shown
        assert "hản ánh của người" not in shown
    for path in (f"/sponsoring/{row.id}", f"/sponsoring/{row.id}/complaint"):
        assert hr.get(path).status_code == 403


def test_another_officer_sees_none_of_it(client, session, row):
    look = fresh(session, CheckIn)[0]
    other = client.sign_in(make_user(session, communes=(HAM_RONG,)))
    assert "Lê Văn Được Giúp" not in other.get("/sponsoring/check-ins").text
    for path in (f"check-ins/{look.id}", f"{row.id}/complaint"):
        assert other.get(f"/sponsoring/{path}").status_code == 404


def test_a_letter_of_thanks_is_in_plain_words_and_needs_a_confirmation(officer, session, user, row):
    by, firm = actor_of(user), row.pledge.employer
    page = f"/sponsoring/firms/{firm.id}/thanks"
    assert officer.get(page).status_code == 303
    sponsorships.deliver(session, row, by=by, on=TODAY, note="Kèm nghề")
    sponsorships.confirm(
        session, row, by=by, on=TODAY, how=ConsentHow.PAPER, commune_officer="Chị Lan"
    )
    session.commit()
    letter = officer.get(page).text
    assert "THƯ CẢM ƠN" in letter
    assert "Người kèm cặp: 1 người" in letter
    assert "Được Giúp" not in letter
    assert found(letter, LIST_A + LIST_B) == []


def test_the_agreement_says_that_the_person_may_leave(officer, row):
    page = officer.get(f"/sponsoring/{row.id}/agreement").text
    assert "Anh/chị có quyền thôi việc; việc giúp đỡ khác không bị ảnh hưởng." in page


def test_the_list_of_looks_costs_the_same_for_two_and_twenty(officer, session, user, connection):
    def cost(count):
        for _ in range(count):
            agreed(session, user)
        session.expire_all()
        with counted(connection) as statements:
            officer.get("/sponsoring/check-ins")
        return len(statements)

    cost(1)
    assert cost(2) == cost(15)
