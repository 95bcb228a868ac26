from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from factories import (
    make_approval,
    make_employer,
    make_employer_user,
    make_introduction,
    make_position,
    make_suggestion,
    make_user,
)
from sqlalchemy import select

from models import (
    AccessLog,
    IntroductionState,
    Placement,
    PositionState,
    RefusalReason,
    local_today,
)
from tests.portal.introduced_rows import LIST, NAMES, SOON, introduced, picks, states

TODAY = f"{local_today():%d/%m/%Y}"


@pytest.fixture
def hr(client, session, firm):
    return client.sign_in(make_employer_user(session, firm, full_name="Lê Thị Nhân Sự"))


def test_one_button_serves_all_it_can_and_says_whom_it_could_not(hr, session, firm, three):
    hired = introduced(session, firm, state=IntroductionState.HIRED)
    hr.submit(f"{LIST}/ticked", action="offer", pick=picks([*three, hired]))
    assert set(states(session, three)) == {IntroductionState.OFFERED}
    assert "Đã ghi 3 người: Mời nhận việc. 1 người không ghi được" in hr.get(LIST).text


def test_nothing_ticked_is_a_sentence(hr, three):
    for action in ("see", "invite", "export"):
        answer = hr.submit(f"{LIST}/ticked", action=action, back=LIST)
        assert answer.headers["Location"] == LIST
    assert "Chưa chọn ai" in hr.get(LIST).text


@pytest.mark.parametrize("action", ["start", "withdraw", "close", "x", ""])
def test_what_is_no_bulk_answer_is_not_there(hr, three, action):
    assert hr.submit(f"{LIST}/ticked", action=action, pick=picks(three)).status_code == 404


def test_ticked_rows_of_another_firm_are_not_there(hr, session, three):
    theirs = introduced(session, make_employer(session))
    for action in ("see", "export", "hire"):
        answer = hr.submit(f"{LIST}/ticked", action=action, pick=picks([three[0], theirs]))
        assert answer.status_code == 404
    for page in ("invite", "refuse"):
        assert hr.get(f"{LIST}/ticked/{page}?pick={theirs.id}").status_code == 404
    assert states(session, [three[0], theirs]) == [IntroductionState.NEW] * 2


def test_words_to_the_person_and_to_the_counselor_are_shown_apart_before_they_go(
    app, hr, session, firm
):
    made = introduced(session, firm)
    url = f"{LIST}/{made.id}/refuse"
    typed = {"reason": "skills", "to_person": "Mời quay lại sau Tết.", "to_counselor": "Tay chậm."}
    page = hr.submit(url, preview="1", **typed)
    assert page.status_code == 200
    assert "Chào anh/chị." in page.text
    person, counselor = page.text.split("Chỉ cán bộ đọc</h3>")
    assert "Mời quay lại sau Tết." in person.split("Người lao động đọc</h3>")[1]
    assert "Tay chậm." not in person.split("Người lao động đọc</h3>")[1]
    assert "Tay chậm." in counselor
    assert states(session, [made]) == [IntroductionState.NEW]
    assert hr.submit(url, save="1", **typed).status_code == 303
    assert hr.get(f"{LIST}/{made.id}").status_code == 404
    staff = app.test_client().sign_in(make_user(session))
    read = staff.get(f"/introductions/{made.id}").text
    assert "Tay chậm." in read
    message = staff.get("/introductions/messages").text
    assert "Mời quay lại sau Tết." in message
    assert "Tay chậm." not in message


def test_without_words_the_reason_has_a_sentence(hr, session, firm):
    made = introduced(session, firm)
    page = hr.submit(f"{LIST}/{made.id}/refuse", preview="1", reason="distance").text
    assert "Chỗ làm hơi xa nhà anh/chị." in page


@pytest.mark.parametrize("field", ["to_person", "to_counselor"])
@pytest.mark.parametrize("words", ["từng có tiền án", "mới ra trại", "đi tù về"])
def test_words_on_the_past_are_not_taken(hr, session, firm, field, words):
    made = introduced(session, firm)
    typed = {"reason": "other", field: words}
    answer = hr.submit(f"{LIST}/{made.id}/refuse", **typed)
    assert answer.status_code == 422
    assert "chỉ ghi chuyện công việc" in answer.text
    assert states(session, [made]) == [IntroductionState.NEW]


@pytest.mark.parametrize("reason", ["no_answer", "position_closed"])
def test_a_firm_cannot_give_the_products_reasons(hr, session, firm, reason):
    made = introduced(session, firm)
    assert hr.submit(f"{LIST}/{made.id}/refuse", reason=reason).status_code == 422


def test_several_are_refused_at_once(hr, session, three):
    sent = hr.submit(f"{LIST}/ticked", action="refuse", pick=picks(three))
    assert "Chưa phù hợp: 3 người" in hr.get(sent.headers["Location"]).text
    sent = hr.submit(f"{LIST}/ticked/refuse", pick=picks(three), reason="position_filled")
    assert sent.status_code == 303
    assert set(states(session, three)) == {IntroductionState.NOT_SUITABLE}
    page = hr.get(LIST).text
    assert not any(name in page for name in NAMES)
    assert "Còn 3 người đã khép lại" in page


def test_what_ended_is_a_number_until_the_firm_says_it_is_deleted(hr, session, firm):
    made = introduced(session, firm)
    hr.submit(f"{LIST}/{made.id}/refuse", reason="skills")
    page = hr.get(f"{LIST}/ended").text
    assert f"Người lao động {made.number:02d}" in page
    assert "Vi Thị Ún" not in page
    assert "0912000111" not in page
    assert hr.submit(f"{LIST}/{made.id}/deleted").status_code == 303
    assert "Đã báo xóa" in hr.get(f"{LIST}/ended").text
    assert "Còn 1 người" not in hr.get(LIST).text
    session.refresh(made)
    assert made.firm_deleted_at is not None


def test_what_did_not_end_or_is_not_mine_is_not_deleted(hr, session, firm):
    open_ = introduced(session, firm)
    theirs = introduced(session, make_employer(session), firm_deletes_by=local_today())
    for row in (open_, theirs):
        assert hr.submit(f"{LIST}/{row.id}/deleted").status_code == 404


def test_the_workbook_holds_what_the_page_shows_and_is_logged(hr, session, firm, three):
    answer = hr.submit(f"{LIST}/ticked", action="export", pick=picks(three[:2]))
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert "attachment" in answer.headers["Content-Disposition"]
    (sheet,) = openpyxl.load_workbook(BytesIO(answer.data)).worksheets
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[1] for row in rows] == list(NAMES[:2])
    assert rows[0][2] == "0912000111"
    assert "Lê Thị Nhân Sự" in sheet["A1"].value
    logged = session.scalars(select(AccessLog).where(AccessLog.action == "export")).all()
    assert {row.subject_id for row in logged} == {firm.id, *(row.returnee_id for row in three[:2])}
    assert {tuple(row.fields) for row in logged} == {("full_name", "phone")}


@pytest.fixture
def limited(app, monkeypatch):
    def limit(**values):
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], **values))

    return limit


@pytest.mark.parametrize(
    ("limit", "left"), [({"firm_exports_a_day": 2}, 0), ({"firm_export_people_a_day": 7}, 1)]
)
def test_a_day_has_only_so_many_workbooks_and_people(hr, session, three, limited, limit, left):
    limited(**limit)
    taken = [hr.submit(f"{LIST}/ticked", action="export", pick=picks(three)) for _ in range(3)]
    assert [answer.status_code for answer in taken] == [200, 200, 303]
    assert "Hãy" in hr.get(LIST).text
    one = hr.submit(f"{LIST}/ticked", action="export", pick=picks(three[:1]))
    assert (one.status_code == 200) == bool(left)
    logged = session.scalars(select(AccessLog).where(AccessLog.action == "export")).all()
    assert len(logged) == 8 + 2 * left


def test_the_last_place_fills_the_posting_and_ends_what_else_waits(hr, session, firm):
    posting = make_position(session, firm, headcount=2)
    first, second, third = (introduced(session, firm, name, posting=posting) for name in NAMES)
    other = make_suggestion(session, second.returnee, make_position(session))
    waits = make_introduction(session, make_approval(session, other))
    hr.submit(f"{LIST}/{first.id}/answers/hire")
    session.refresh(posting)
    assert posting.state == PositionState.OPEN
    hr.submit(f"{LIST}/{second.id}/answers/hire")
    session.refresh(posting)
    assert posting.state == PositionState.FILLED
    assert states(session, [waits, third]) == [IntroductionState.OBSOLETE, IntroductionState.NEW]
    assert waits.firm_deletes_by is not None
    assert (waits.answer_due_on, waits.closes_on) == (None, None)


def test_a_place_that_somebody_left_is_not_taken(hr, session, firm):
    posting = make_position(session, firm, headcount=2)
    left = introduced(session, firm, posting=posting, state=IntroductionState.STARTED)
    session.add(
        Placement(
            introduction=left,
            returnee_id=left.returnee_id,
            position_id=posting.id,
            employer_id=firm.id,
            first_day=local_today() - timedelta(days=9),
            ended_on=local_today(),
        )
    )
    session.commit()
    hr.submit(f"{LIST}/{introduced(session, firm, posting=posting).id}/answers/hire")
    session.refresh(posting)
    assert posting.state == PositionState.OPEN


def test_the_first_day_is_agreed_and_then_happens(hr, session, firm):
    made = introduced(session, firm)
    url = f"{LIST}/{made.id}"
    assert hr.submit(f"{url}/first-day", starts_on=SOON, back=url).headers["Location"] == url
    hr.submit(f"{url}/answers/hire")
    yesterday = f"{local_today() - timedelta(days=1):%d/%m/%Y}"
    assert hr.submit(f"{url}/first-day", starts_on=yesterday).status_code == 422
    assert hr.submit(f"{url}/first-day", starts_on=SOON).status_code == 303
    assert SOON in hr.get(url).text
    assert hr.submit(f"{url}/came", first_day=SOON).status_code == 422
    assert hr.submit(f"{url}/came", first_day=TODAY).status_code == 303
    session.refresh(made)
    assert (made.state, made.answer_due_on) == (IntroductionState.STARTED, None)
    assert session.scalars(select(Placement)).one().first_day == local_today()


def test_the_page_says_what_to_ask_and_what_not(hr, session, firm):
    page = hr.get(f"{LIST}/{introduced(session, firm).id}").text
    assert "Không hỏi, không yêu cầu" in page
    assert "Giấy tờ gốc, tiền đặt cọc" in page


def test_the_list_narrows_by_state_and_posting(hr, session, firm):
    sewing, welding = (make_position(session, firm, title=t) for t in ("Thợ may", "Thợ hàn"))
    introduced(session, firm, NAMES[0], posting=sewing)
    introduced(session, firm, NAMES[1], posting=welding, state=IntroductionState.SEEN)
    assert NAMES[0] not in hr.get(f"{LIST}?state=seen").text
    page = hr.get(f"{LIST}?position={welding.id}").text
    assert NAMES[1] in page
    assert NAMES[0] not in page
    assert hr.get(f"{LIST}?state=x&position=y&page=z").status_code == 200


def test_a_reason_is_one_of_the_list(hr, session, firm):
    made = introduced(session, firm)
    hr.submit(f"{LIST}/{made.id}/refuse", reason="did_not_come")
    session.refresh(made)
    assert made.reason == RefusalReason.DID_NOT_COME
