"""Paste your advertisement: a filled form, marks beside it, nothing stored until it is sent."""

import re

from factories import make_employer, make_user
from sqlalchemy import func, select

from models import Position, PositionState

TEXT = """Xưởng mộc cần tuyển 5 thợ mộc
Lương: 8 - 10 triệu/tháng, bao cơm trưa
Nơi làm việc: thôn 3, phường Hàm Rồng, Thanh Hóa
Liên hệ anh Hải 0912 345 678"""


def value(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


def stored(session):
    return session.scalar(select(func.count()).select_from(Position))


def test_a_pasted_text_fills_the_form_and_stores_nothing(hr, session):
    page = hr.submit("/employer/positions/read", text=TEXT)
    assert page.status_code == 200
    assert value(page.text, "title") == "thợ mộc"
    assert value(page.text, "headcount") == "5"
    assert (value(page.text, "wage_min"), value(page.text, "wage_max")) == ("8 triệu", "10 triệu")
    assert value(page.text, "commune") == "Phường Hàm Rồng, Thanh Hóa"
    assert value(page.text, "address") == "thôn 3"
    assert stored(session) == 0


def test_each_box_says_where_it_was_read_and_open_ones_are_listed(hr):
    page = hr.submit("/employer/positions/read", text=TEXT).text
    assert "Đọc từ: “Lương: 8 - 10 triệu/tháng, bao cơm trưa”" in page
    assert "Chưa thấy trong tin. Hãy ghi." in page
    assert '<a href="#shift">' in page
    assert "<mark>" in page


def test_telephone_numbers_do_not_enter_the_description(hr):
    page = hr.submit("/employer/positions/read", text=TEXT).text
    box = re.search(r'<textarea[^>]*name="description"[^>]*>([^<]*)', page)
    description = box[1]
    assert "0912" not in description


def test_the_filled_form_is_sent_as_any_other(hr, session):
    page = hr.submit("/employer/positions/read", text=TEXT).text
    assert 'action="/employer/positions/new"' in page
    names = ("title", "headcount", "wage_min", "wage_max", "commune", "address")
    typed = {name: value(page, name) for name in names}
    chosen = {"kind": "job", "shift": "day", "contract": "permanent", "description": "Đóng tủ."}
    assert hr.submit("/employer/positions/new", **typed, **chosen, submit="1").status_code == 303
    sent = session.scalars(select(Position)).one()
    assert (sent.state, sent.commune_code) == (PositionState.SUBMITTED, "14758")


def test_an_empty_box_and_a_text_that_is_no_advertisement_are_answered(hr):
    assert hr.submit("/employer/positions/read", text=" ").status_code == 422
    page = hr.submit("/employer/positions/read", text="Bán căn hộ mặt sông.")
    assert "Chưa thấy tin tuyển dụng" in page.text


def test_markup_in_a_pasted_text_is_shown_and_never_run(hr):
    page = hr.submit("/employer/positions/read", text="Tuyển thợ <script>alert(1)</script>").text
    assert "<script>alert" not in page


def test_staff_paste_what_a_firm_sent_and_say_who_said_it(client, session):
    firm = make_employer(session)
    client.sign_in(make_user(session))
    page = client.submit(f"/firms/{firm.id}/positions/read", text=TEXT)
    assert page.status_code == 200
    assert value(page.text, "title") == "thợ mộc"
    assert f'action="/firms/{firm.id}/positions/new"' in page.text
    assert 'name="said_by"' in page.text
    assert client.submit(f"/firms/{firm.id}/positions/read", text="").status_code == 422
    assert stored(session) == 0
