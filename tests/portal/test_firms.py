"""Firms as staff keep them: made, verified, recorded for; their postings published, sent back."""

import re
import uuid

import pytest
from factories import make_employer, make_employer_user, make_position, make_user
from queries import page_cost
from sqlalchemy import func, select

from models import (
    Employer,
    EmployerState,
    Position,
    PositionSource,
    PositionState,
    Role,
    User,
)
from services import accounts

FIRM = {
    "kind": "company",
    "name": "Công ty Giày Bước Vui",
    "tax_code": "2899900024",
    "commune": "Phường Hạc Thành",
    "contact_phone": "0900 000 902",
}
SAID = {"said_by": "Chị Hường, nhân sự", "said_how": "phone", "said_on": "20/11/2026"}
POSTING = {
    "kind": "job",
    "title": "Thợ hàn",
    "headcount": "3",
    "wage_min": "9 triệu",
    "commune": "Phường Hạc Thành",
    "shift": "day",
    "contract": "permanent",
    "description": "Hàn khung nhà xưởng.",
    "submit": "1",
}


@pytest.fixture(params=[Role.COUNSELOR, Role.ORGANISER])
def staff(client, session, request):
    return client.sign_in(make_user(session, request.param))


def one(session, model):
    return session.scalars(select(model).execution_options(populate_existing=True)).one()


def test_staff_make_a_firm_and_read_it_back(staff, session):
    response = staff.submit("/firms/new", **FIRM)
    assert response.status_code == 303
    made = one(session, Employer)
    assert (made.state, made.contact_phone, made.commune_code) == (
        EmployerState.UNCLAIMED,
        "0900000902",
        "14797",
    )
    page = staff.get(response.headers["Location"])
    assert "Giày Bước Vui" in page.text
    assert "2899900024" in page.text


def test_every_fault_of_a_firm_is_told_at_once_and_the_typing_stays(officer, session):
    typed = FIRM | {"name": "", "tax_code": "123", "contact_phone": "12", "commune": "Sao Hỏa"}
    response = officer.submit("/firms/new", **typed, contact_email="khong phai thu")
    assert response.status_code == 422
    for kept in ("123", "12", "Sao Hỏa", "khong phai thu"):
        assert f'value="{kept}"' in response.text
    for sentence in ("Hãy ghi tên.", "Mã số thuế không đúng", "ten@vidu.vn"):
        assert sentence in response.text
    assert session.scalar(select(func.count()).select_from(Employer)) == 0


def test_a_known_tax_code_names_its_firm(officer, session):
    officer.submit("/firms/new", **FIRM)
    response = officer.submit("/firms/new", **FIRM | {"name": "Công ty Khác"})
    assert response.status_code == 422
    assert "đã có: Công ty Giày Bước Vui" in response.text


def test_the_same_firm_form_twice_makes_one_firm(officer, session):
    once = str(uuid.uuid4())
    first = officer.submit("/firms/new", once=once, **FIRM)
    again = officer.submit("/firms/new", once=once, **FIRM)
    assert again.headers["Location"] == first.headers["Location"]
    assert one(session, Employer)


def test_a_firm_is_edited_and_keeps_its_own_tax_code(officer, session):
    officer.submit("/firms/new", **FIRM)
    firm = one(session, Employer)
    page = officer.get(f"/firms/{firm.id}/edit").text
    assert 'value="2899900024"' in page
    assert 'value="Phường Hạc Thành, Thanh Hóa"' in page
    changed = officer.submit(f"/firms/{firm.id}/edit", **FIRM | {"name": "Công ty Bước Vui"})
    assert changed.status_code == 303
    assert one(session, Employer).name_key == "cong ty buoc vui"


def test_firms_are_found_without_accents_by_state(officer, session):
    make_employer(session, name="Xưởng mộc Lim Xanh", name_key="xuong moc lim xanh")
    make_employer(session, name="Tổ may Hoa", name_key="to may hoa", state=EmployerState.PENDING)
    page = officer.get("/firms/?q=m%E1%BB%99c").text
    assert "Lim Xanh" in page
    assert "Tổ may Hoa" not in page
    assert "Lim Xanh" not in officer.get("/firms/?state=pending").text


def test_verifying_and_suspending_move_the_firm(officer, session):
    firm = make_employer(session, state=EmployerState.PENDING)
    officer.submit(f"/firms/{firm.id}/moves/verify")
    assert one(session, Employer).state == EmployerState.PENDING, "nothing was checked yet"
    officer.submit(f"/firms/{firm.id}/checks/papers")
    officer.submit(f"/firms/{firm.id}/call", source="visit")
    officer.submit(f"/firms/{firm.id}/moves/verify")
    assert one(session, Employer).state == EmployerState.VERIFIED
    url = f"/firms/{firm.id}/moves/suspend"
    assert officer.submit(url).status_code == 422
    assert officer.submit(url, reason="Nợ lương").status_code == 303
    assert one(session, Employer).state == EmployerState.SUSPENDED
    late = officer.submit(url, reason="Nợ lương", back=f"/firms/{firm.id}")
    assert late.headers["Location"] == f"/firms/{firm.id}"
    assert "đã có người làm rồi" in officer.get(f"/firms/{firm.id}").text


def test_the_signed_paper_is_recorded(officer, session):
    firm = make_employer(session, agreed=False)
    url = f"/firms/{firm.id}/agreement"
    assert officer.submit(url, signed_by="Ông Chủ", on="31/02/2026").status_code == 422
    assert officer.submit(url, signed_by="Ông Chủ", on="01/11/2026").status_code == 303
    assert "Ông Chủ, 01/11/2026" in officer.get(f"/firms/{firm.id}").text


def test_a_first_password_is_shown_once_and_opens_the_sign_in(app, officer, session):
    firm = make_employer(session)
    once = str(uuid.uuid4())
    url = f"/firms/{firm.id}/people/new"
    typed = {"login": "huong.may", "full_name": "Lê Thị Hường"}
    shown = officer.submit(url, once=once, **typed)
    assert shown.status_code == 200
    password = re.search(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", shown.text)[0]
    again = officer.submit(url, once=once, **typed)
    assert again.status_code == 303
    assert password not in officer.get(again.headers["Location"]).text
    user = session.scalars(select(User).where(User.login == "huong.may")).one()
    assert accounts.password_matches(user.password_hash, password)
    hr = app.test_client()
    assert hr.submit("/sign-in", login="huong.may", password=password).status_code == 303
    assert hr.get("/employer/positions").headers["Location"].endswith("/account/password")


def test_a_login_in_use_comes_back_beside_its_box(officer, session):
    taken = make_user(session)
    firm = make_employer(session)
    response = officer.submit(
        f"/firms/{firm.id}/people/new", login=taken.login, full_name="Lê Thị Hường"
    )
    assert response.status_code == 422
    assert "đã có người dùng" in response.text


def test_a_posting_is_recorded_for_a_firm_with_who_said_it(officer, session):
    firm = make_employer(session)
    url = f"/firms/{firm.id}/positions/new"
    assert officer.submit(url, **POSTING).status_code == 422
    assert officer.submit(url, **POSTING, **SAID).status_code == 303
    made = one(session, Position)
    (move,) = session.scalars(made.moves.select()).all()
    assert (made.state, made.source) == (PositionState.SUBMITTED, PositionSource.STAFF)
    assert (move.said_by, move.said_how) == (SAID["said_by"], "phone")


def test_a_posting_is_published_from_the_list_that_waits(officer, session):
    posting = make_position(session, title="Thợ tiện", state=PositionState.SUBMITTED)
    assert "Thợ tiện" in officer.get("/firms/positions").text
    assert officer.submit(f"/firms/positions/{posting.id}/publish").status_code == 303
    assert one(session, Position).state == PositionState.OPEN
    assert "Thợ tiện</a>" not in officer.get("/firms/positions").text


def test_sending_back_needs_a_note_the_firm_then_reads(app, officer, session):
    firm = make_employer(session)
    posting = make_position(session, firm, state=PositionState.SUBMITTED)
    url = f"/firms/positions/{posting.id}/send-back"
    assert officer.submit(url).status_code == 422
    assert officer.submit(url, note="Ghi rõ giờ tăng ca").status_code == 303
    hr = app.test_client().sign_in(make_employer_user(session, firm))
    assert "Ghi rõ giờ tăng ca" in hr.get(f"/employer/positions/{posting.id}/edit").text


def test_what_the_law_says_is_named_and_holds_the_posting(officer, session):
    posting = make_position(session, description="Đặt cọc 1 triệu", state=PositionState.SUBMITTED)
    page = officer.get(f"/firms/positions/{posting.id}").text
    assert "đặt cọc" in page
    assert "Điều 17" in page
    officer.submit(f"/firms/positions/{posting.id}/publish", lawful_reason="cứ đăng")
    assert one(session, Position).state == PositionState.SUBMITTED


def test_an_age_limit_opens_only_with_a_lawful_reason(officer, session):
    posting = make_position(session, description="Từ 18 đến 35 tuổi", state=PositionState.SUBMITTED)
    url = f"/firms/positions/{posting.id}/publish"
    officer.submit(url)
    assert one(session, Position).state == PositionState.SUBMITTED
    officer.submit(url, lawful_reason="Nghề nặng nhọc theo danh mục")
    assert one(session, Position).state == PositionState.OPEN


def test_an_imported_posting_is_confirmed_by_a_call(officer, session):
    posting = make_position(
        session, source=PositionSource.IMPORT, state=PositionState.DRAFT, opened_on=None
    )
    assert posting.title in officer.get("/firms/positions?state=to_call").text
    drafts = officer.get("/firms/positions?state=draft").text
    assert posting.title not in drafts  # counted once, where the call is asked for
    url = f"/firms/positions/{posting.id}/confirm"
    assert officer.submit(url).status_code == 422
    assert officer.submit(url, **SAID).status_code == 303
    assert one(session, Position).state == PositionState.SUBMITTED


def test_an_imported_posting_is_mended_and_still_wants_the_call(officer, session):
    posting = make_position(
        session, source=PositionSource.IMPORT, state=PositionState.DRAFT, opened_on=None
    )
    response = officer.submit(f"/firms/positions/{posting.id}/edit", **POSTING)
    assert response.status_code == 303
    mended = one(session, Position)
    assert (mended.title, mended.state) == ("Thợ hàn", PositionState.DRAFT)
    assert "Ghi lời xác nhận" in officer.get(response.headers["Location"]).text


def test_a_pause_said_by_phone_is_recorded(officer, session):
    posting = make_position(session)
    assert officer.submit(f"/firms/positions/{posting.id}/moves/pause", **SAID).status_code == 303
    assert one(session, Position).state == PositionState.PAUSED


@pytest.mark.parametrize("action", ["publish", "expire", "nothing"])
def test_only_plain_moves_go_through_the_plain_form(officer, session, action):
    posting = make_position(session, state=PositionState.SUBMITTED)
    response = officer.submit(f"/firms/positions/{posting.id}/moves/{action}", **SAID)
    assert response.status_code == 404


def test_an_unknown_firm_or_posting_is_not_there(officer):
    nowhere = uuid.uuid4()
    for path in (f"/firms/{nowhere}", f"/firms/{nowhere}/edit", f"/firms/positions/{nowhere}"):
        assert officer.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/firms/", "/firms/positions?state=open"])
def test_a_list_of_twenty_costs_as_many_queries_as_one_of_two(officer, session, connection, path):
    for _ in range(2):
        make_position(session)
    few = page_cost(session, connection, officer, path)
    for _ in range(18):
        make_position(session)
    assert page_cost(session, connection, officer, path) == few


def test_a_long_list_has_pages_that_keep_the_search(officer, session):
    for number in range(30):
        make_employer(session, name=f"Tổ may {number}", name_key=f"to may {number:02d}")
    page = officer.get("/firms/?q=may").text
    assert "Trang 1/2, 30 dòng" in page
    assert "q=may&amp;page=2" in page or "page=2&amp;q=may" in page
    assert "Tổ may 29" in officer.get("/firms/?q=may&page=2").text
