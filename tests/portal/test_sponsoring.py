import re
import uuid
from datetime import timedelta

import pytest
from factories import (
    HAM_RONG,
    make_consent,
    make_pledge,
    make_returnee,
    make_sponsorship,
    make_user,
)
from sqlalchemy import func, select

from models import (
    AccessLog,
    Consent,
    ConsentPurpose,
    Delivery,
    Move,
    Sponsorship,
    SponsorshipKind,
    SponsorshipState,
)
from tests.portal.sponsoring_rows import SOON, TODAY, agreed, fresh, money, typed


def test_the_whole_path_of_one_persons_help(officer, session):
    person, pledge = make_returnee(session, needs=["capital"]), money(session)
    page = officer.get(f"/sponsoring/people/{person.id}").text
    assert "đang cần" in page
    assert pledge.employer.name in page
    answer = officer.submit(
        f"/sponsoring/people/{person.id}/pledges/{pledge.id}", amount_vnd="6 triệu"
    )
    address = answer.headers["Location"]
    row = session.scalars(select(Sponsorship)).one()
    assert row.amount_vnd == 6_000_000
    assert "Ghi thỏa thuận" in officer.get(address).text
    officer.submit(f"{address}/agree", on=typed(TODAY), how="paper", shares_name="yes")
    officer.submit(f"{address}/deliver", on=typed(TODAY), amount_vnd="2.000.000", note="Đợt 1")
    officer.submit(f"{address}/deliver", on=typed(TODAY), amount_vnd="4.000.000", note="Đợt 2")
    officer.submit(
        f"{address}/confirm", on=typed(TODAY), how="spoken", commune_officer="Chị Lan, xã"
    )
    assert "Chị Lan, xã" in officer.get(address).text
    officer.submit(f"{address}/complete")
    assert fresh(session, row).state == SponsorshipState.COMPLETED
    moves = session.scalars(select(Move).where(Move.record_id == row.id)).all()
    assert {m.action for m in moves} == {"agree", "deliver", "confirm", "complete"}
    page = officer.get(address).text
    assert "6.000.000 đồng, đã trao 6.000.000 đồng" in page
    assert "Ghi một lần trao" not in page


@pytest.mark.parametrize(
    ("answer", "kept"),
    [("yes", 1), ("no", 0)],
)
def test_the_name_is_its_own_question(officer, session, answer, kept):
    row = make_sponsorship(session, make_pledge(session))
    page = officer.get(f"/sponsoring/{row.id}/agree").text
    assert not re.search(r'name="shares_name"[^>]*checked', page)
    officer.submit(f"/sponsoring/{row.id}/agree", on=typed(TODAY), how="paper", shares_name=answer)
    given = select(Consent).where(Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER)
    assert len(session.scalars(given).all()) == kept
    assert fresh(session, row).state == SponsorshipState.AGREED


def test_a_pledge_that_is_used_up_is_refused_in_words(officer, session):
    pledge = make_pledge(session, quantity=1, until=SOON)
    make_sponsorship(session, pledge)
    person = make_returnee(session)
    url = f"/sponsoring/people/{person.id}"
    answer = officer.submit(f"{url}/pledges/{pledge.id}", back=url)
    assert answer.headers["Location"] == url
    assert "đã dùng hết" in officer.get(url).text


def test_too_much_money_is_a_form_error_that_keeps_what_was_typed(officer, session):
    pledge, person = money(session), make_returnee(session)
    answer = officer.submit(
        f"/sponsoring/people/{person.id}/pledges/{pledge.id}",
        amount_vnd="11 triệu",
        mentor_name="Anh Tổ trưởng",
    )
    assert answer.status_code == 422
    assert "chỉ còn 10.000.000 đồng" in answer.text
    assert "11 triệu" in answer.text
    assert "Anh Tổ trưởng" in answer.text


def test_all_faults_of_a_step_are_shown_at_once(officer, session):
    row = agreed(session)
    answer = officer.submit(
        f"/sponsoring/{row.id}/deliver", on=typed(TODAY + timedelta(days=2)), amount_vnd="7 triệu"
    )
    assert answer.status_code == 422
    assert "ngày không sau hôm nay" in answer.text
    assert "chỉ còn 6.000.000 đồng" in answer.text
    answer = officer.submit(f"/sponsoring/{row.id}/deliver", on="", amount_vnd="")
    assert "Ngày chưa đúng" not in answer.text
    assert "Hãy ghi ngày" in answer.text
    assert "số tiền đã trao" in answer.text


@pytest.mark.parametrize("step", ["agree", "confirm", "end"])
def test_an_empty_step_names_every_missing_answer(officer, session, step):
    state = {"confirm": SponsorshipState.DELIVERED, "end": SponsorshipState.AGREED}
    row = make_sponsorship(
        session, make_pledge(session), state=state.get(step, SponsorshipState.MATCHED)
    )
    answer = officer.submit(f"/sponsoring/{row.id}/{step}")
    assert answer.status_code == 422
    assert answer.text.count('class="error-text"') == {"agree": 3, "confirm": 3, "end": 1}[step]


def test_a_double_click_hands_over_once(officer, session):
    row, once = agreed(session), str(uuid.uuid4())
    for _ in range(2):
        answer = officer.submit(
            f"/sponsoring/{row.id}/deliver", once=once, on=typed(TODAY), amount_vnd="1 triệu"
        )
        assert answer.status_code == 303
    assert session.scalar(select(func.count()).select_from(Delivery)) == 1


@pytest.mark.parametrize("step", ["agree", "confirm", "complete"])
def test_a_step_that_is_over_is_a_plain_message(officer, session, step):
    row = agreed(session)
    answer = officer.submit(f"/sponsoring/{row.id}/{step}")
    assert answer.status_code == 303
    assert "đã có người làm rồi" in officer.get(answer.headers["Location"]).text


def test_help_ends_with_a_reason(officer, session):
    row = agreed(session)
    officer.submit(f"/sponsoring/{row.id}/end", reason="left_job")
    assert fresh(session, row).reason == "left_job"
    assert "Người lao động thôi việc ở đây" in officer.get(f"/sponsoring/{row.id}").text


def test_people_of_other_communes_are_not_there(client, session):
    client.sign_in(make_user(session, communes=[HAM_RONG]))
    row = agreed(session)
    pledge = money(session)
    for url in (
        f"/sponsoring/{row.id}",
        f"/sponsoring/{row.id}/agreement",
        f"/sponsoring/{row.id}/deliver",
        f"/sponsoring/people/{row.returnee_id}",
        f"/sponsoring/people/{row.returnee_id}/pledges/{pledge.id}",
    ):
        assert client.get(url).status_code == 404, url
    assert client.submit(f"/sponsoring/{row.id}/complete").status_code == 404
    assert row.returnee.full_name not in client.get("/sponsoring/").text
    make_returnee(session, needs=["tools"], full_name="Người Xã Khác")
    assert "Người Xã Khác" not in client.get("/sponsoring/people").text


def test_the_agreement_says_the_rights_and_carries_no_word_of_list_a(officer, session):
    row = agreed(session)
    make_consent(session, row.returnee, employer=row.pledge.employer)
    page = officer.get(f"/sponsoring/{row.id}/agreement").text
    assert "Anh/chị có quyền thôi việc; việc giúp đỡ khác không bị ảnh hưởng" in page
    assert "Nguyễn Văn Mẫu" in page
    assert page.count('class="sign-space"') == 2
    text = " ".join(re.sub(r"<[^>]+>", " ", page).lower().split())
    words = re.findall(r"\w+", text)
    assert not {"án", "tù", "trại", "phạm"} & set(words)
    for phrase in ("đặc xá", "tái hòa nhập", "lầm lỗi", "ban chỉ đạo", "công an"):
        assert phrase not in text


def test_a_spoken_agreement_needs_its_witness(officer, session):
    row = make_sponsorship(session)
    make_consent(session, row.returnee)
    url = f"/sponsoring/{row.id}/agree"
    answer = {"on": typed(TODAY), "how": "spoken", "shares_name": "yes"}
    page = officer.submit(url, **answer)
    assert page.status_code == 422
    assert "cần tên người chứng kiến" in page.text
    assert officer.submit(url, **answer, witness="Chị Lan").status_code == 303
    assert "chứng kiến: Chị Lan" in officer.get(f"/sponsoring/{row.id}").text


def test_the_agreement_names_the_giver_the_trade_and_the_hours(officer, session):
    row = agreed(session)
    row.pledge.sponsor_name = "Anh Út"
    row.pledge.kind, row.pledge.trade, row.pledge.hours = SponsorshipKind.TRAINING, "hàn điện", 120
    session.commit()
    page = officer.get(f"/sponsoring/{row.id}/agreement").text
    assert f"Anh Út, {row.pledge.employer.name}" in page
    assert "Dạy nghề hàn điện, 120 giờ" in page


def test_without_the_persons_yes_the_agreement_has_a_number(officer, session):
    row = agreed(session)
    page = officer.get(f"/sponsoring/{row.id}/agreement").text
    assert "Người lao động 01" in page
    assert row.returnee.full_name not in page


def test_looks_and_changes_are_in_the_access_log(officer, session):
    row = agreed(session)
    officer.get(f"/sponsoring/{row.id}/agreement")
    officer.submit(f"/sponsoring/{row.id}/deliver", on=typed(TODAY), amount_vnd="1 triệu")
    logged = session.scalars(
        select(AccessLog.action).where(AccessLog.subject_id == row.returnee_id)
    ).all()
    assert {"print", "change"} <= set(logged)
