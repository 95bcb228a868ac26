"""A firm's own pages: postings with drafts, the agreement, people after their yes, canaries."""

import itertools
import re
import uuid
from datetime import timedelta

import pytest
from access_matrix import MATRIX
from factories import (
    HAM_RONG,
    actor_of,
    make_approval,
    make_consent,
    make_employer,
    make_employer_user,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import counted
from sqlalchemy import func, select
from words import LIST_A

from models import (
    AccessLog,
    EmployerState,
    Introduction,
    IntroductionState,
    Position,
    PositionState,
    RefusalReason,
    ReturneeSkill,
    Role,
    local_today,
)
from services import sharing

FULL = {
    "kind": "job",
    "title": "Công nhân may",
    "headcount": "20",
    "wage_min": "7,5 triệu",
    "wage_max": "9.000.000",
    "commune": "Phường Hạc Thành",
    "shift": "day",
    "contract": "permanent",
    "description": "May áo sơ mi theo chuyền.",
    "required_skills": "may công nghiệp, vắt sổ",
    "min_education": "",
    "submit": "1",
}


def only(session, model=Position):
    return session.scalars(select(model).execution_options(populate_existing=True)).one()


def count(session, model=Position):
    return session.scalar(select(func.count()).select_from(model))


def heard(response):
    """Return the words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def test_a_posting_typed_as_people_type_is_sent(hr, session):
    response = hr.submit("/employer/positions/new", **FULL)
    assert response.status_code == 303
    sent = only(session)
    assert (sent.state, sent.wage_min, sent.wage_max, sent.commune_code, sent.headcount) == (
        PositionState.SUBMITTED,
        7_500_000,
        9_000_000,
        "14797",
        20,
    )
    assert sent.required_skills == ["may công nghiệp", "vắt sổ"]
    assert "Chờ duyệt" in hr.get(response.headers["Location"]).text


@pytest.mark.parametrize(
    ("typed", "vnd"),
    [("7.500.000", 7_500_000), ("7500", 7_500_000), ("7tr5", 7_500_000), ("8 TRIỆU", 8_000_000)],
)
def test_pay_is_read_as_it_is_typed(hr, session, typed, vnd):
    hr.submit("/employer/positions/new", **FULL | {"wage_min": typed})
    assert only(session).wage_min == vnd


@pytest.mark.parametrize("typed", ["bảy củ", "-5 triệu", "1e308", "8 - 9 triệu", "300 USD"])
def test_pay_that_cannot_be_read_comes_back_as_it_was_typed(hr, session, typed):
    response = hr.submit("/employer/positions/new", **FULL | {"wage_min": typed})
    assert response.status_code == 422
    assert f'value="{typed}"' in response.text
    assert count(session) == 0


def test_every_fault_of_a_posting_is_told_at_once(hr, session):
    typed = {"title": "", "headcount": "nhiều", "wage_min": "abc", "commune": "", "description": ""}
    response = hr.submit("/employer/positions/new", **FULL | typed)
    assert response.status_code == 422
    for sentence in ("tên công việc", "số người", "xã, phường", "công việc cụ thể", "mức lương"):
        assert sentence in response.text.lower(), sentence
    assert 'value="nhiều"' in response.text
    told = re.findall(r'<li><a href="#(\w+)"', response.text)
    assert told == ["title", "headcount", "wage_min", "commune", "description"]


def test_pay_below_the_minimum_is_refused_with_figure_and_decree(hr):
    response = hr.submit("/employer/positions/new", **FULL | {"wage_min": "4 triệu"})
    assert response.status_code == 422
    assert "4.730.000" in response.text
    assert "Nghị định 293/2025" in response.text


def test_a_doubtful_commune_comes_back_as_choices_and_works_without_a_script(hr, session):
    doubt = FULL | {"commune": "hoang phu"}
    response = hr.submit("/employer/positions/new", **doubt)
    assert response.status_code == 422
    assert 'name="commune_choice"' in response.text
    assert 'value="15889"' in response.text
    assert hr.submit("/employer/positions/new", **doubt, commune_choice="15889").status_code == 303
    assert only(session).commune_code == "15889"


def test_a_choice_that_was_never_offered_is_not_taken(hr, session):
    doubt = FULL | {"commune": "hoang phu", "commune_choice": "14797"}
    assert hr.submit("/employer/positions/new", **doubt).status_code == 422
    assert count(session) == 0


def test_a_draft_is_kept_however_incomplete_and_shown_as_typed(hr, session):
    draft = {"title": "", "wage_min": "bảy củ", "headcount": "x", "commune": "đâu đó"}
    response = hr.submit(
        "/employer/positions/new", **draft, kind="job", shift="day", save_draft="1"
    )
    assert response.status_code == 303
    assert only(session).state == PositionState.DRAFT
    page = hr.get(response.headers["Location"])
    assert re.search(r"Đã lưu nháp lúc \d\d:\d\d", page.text)
    for typed in ("bảy củ", "x", "đâu đó"):
        assert f'value="{typed}"' in page.text


def test_a_draft_is_finished_and_sent(hr, session):
    first = hr.submit("/employer/positions/new", title="Thợ", wage_min="?", save_draft="1")
    assert hr.submit(first.headers["Location"], **FULL).status_code == 303
    sent = only(session)
    assert (sent.state, sent.typed, sent.title) == (PositionState.SUBMITTED, {}, "Công nhân may")


def test_the_same_form_twice_makes_one_posting(hr, session):
    once = str(uuid.uuid4())
    first = hr.submit("/employer/positions/new", once=once, **FULL)
    again = hr.submit("/employer/positions/new", once=once, **FULL)
    assert first.headers["Location"] == again.headers["Location"]
    assert count(session) == 1


def test_an_edit_of_an_older_version_is_not_laid_over_a_newer(hr, session, firm):
    posting = make_position(session, firm, state=PositionState.DRAFT)
    url = f"/employer/positions/{posting.id}/edit"
    old = re.search(r'name="version"[^>]*value="(\d+)"', hr.get(url).text)[1]
    hr.submit(url, **FULL | {"title": "Mới"}, version=old)
    response = hr.submit(url, **FULL | {"title": "Cũ"}, version=old)
    assert response.status_code == 422
    assert "người khác sửa" in response.text
    assert 'value="Cũ"' in response.text
    assert only(session).title == "Mới"


def test_words_against_the_law_stay_submitted_and_are_flagged(hr, session):
    response = hr.submit(
        "/employer/positions/new", **FULL | {"description": "Đặt cọc đồng phục 300 nghìn"}
    )
    assert only(session).state == PositionState.SUBMITTED
    page = hr.get(response.headers["Location"])
    assert "đặt cọc" in page.text
    assert "Điều 17" in page.text


def test_a_draft_warns_of_words_against_the_law_before_it_is_sent(hr, session):
    draft = {"title": "Thợ may", "description": "Đặt cọc đồng phục", "save_draft": "1"}
    response = hr.submit("/employer/positions/new", **draft)
    page = heard(hr.get(response.headers["Location"]))
    assert "Hãy sửa trước khi gửi" in page
    assert "Cán bộ sẽ xem lại" not in page


def test_a_kept_draft_names_the_boxes_still_to_do(hr, session):
    response = hr.submit(
        "/employer/positions/new", **FULL | {"deadline": "31/02/2027", "submit": ""}, save_draft="1"
    )
    assert (
        "Trước khi gửi, xem lại ô: Nhận đến hết ngày." in hr.get(response.headers["Location"]).text
    )


def test_the_reason_for_sending_back_is_gone_once_it_is_sent_again(hr, session, firm):
    posting = make_position(session, firm, state=PositionState.NEEDS_FIX)
    posting.review_note = "Xin bỏ chỗ đặt cọc."
    session.commit()
    url = f"/employer/positions/{posting.id}"
    assert "Xin bỏ chỗ đặt cọc" in hr.get(url).text
    assert "Xin bỏ chỗ đặt cọc" in hr.get("/employer/positions").text
    assert hr.submit(f"{url}/edit", **FULL).status_code == 303
    assert "Xin bỏ chỗ đặt cọc" not in hr.get(url).text
    assert "Xin bỏ chỗ đặt cọc" not in hr.get("/employer/positions").text


def test_a_posting_is_copied_into_a_draft(hr, session, firm):
    posting = make_position(session, firm)
    response = hr.submit(f"/employer/positions/{posting.id}/copy")
    copies = session.scalars(select(Position).where(Position.state == PositionState.DRAFT)).all()
    assert [c.title for c in copies] == [posting.title]
    assert response.headers["Location"].endswith("/edit")


def test_buttons_follow_the_workflow_and_a_stale_one_is_a_plain_message(hr, session, firm):
    posting = make_position(session, firm)
    page = f"/employer/positions/{posting.id}"
    assert "Tạm dừng" in hr.get(page).text
    assert hr.submit(f"{page}/moves/pause", back=page).status_code == 303
    assert "Tạm dừng</button>" not in hr.get(page).text.replace("\n", "")
    late = hr.submit(f"{page}/moves/pause", back=page)
    assert late.headers["Location"] == page
    assert "đã có người làm rồi" in hr.get(page).text


@pytest.mark.parametrize("action", ["publish", "send_back", "expire", "x"])
def test_a_firm_does_not_publish_its_own(hr, session, firm, action):
    posting = make_position(session, firm, state=PositionState.SUBMITTED)
    assert hr.submit(f"/employer/positions/{posting.id}/moves/{action}").status_code == 404
    assert only(session).state == PositionState.SUBMITTED


def test_another_firms_rows_are_not_there(hr, session):
    theirs = make_introduction(session)
    for path in (
        f"/employer/positions/{theirs.position_id}",
        f"/employer/positions/{theirs.position_id}/edit",
        f"/employer/introductions/{theirs.id}",
        f"/employer/introductions/{theirs.id}/invite",
        f"/employer/introductions/{theirs.id}/refuse",
    ):
        assert hr.get(path).status_code == 404, path
    for path in (
        f"/employer/positions/{theirs.position_id}/copy",
        f"/employer/positions/{theirs.position_id}/moves/close",
        f"/employer/introductions/{theirs.id}/answers/hire",
    ):
        assert hr.submit(path).status_code == 404, path


def test_the_owner_accepts_the_agreement_and_a_clerk_cannot(app, session):
    firm = make_employer(session, agreed=False)
    clerk = app.test_client().sign_in(make_employer_user(session, firm))
    clerk.submit("/employer/agreement", signed_by="Nhân viên", is_agreed="y")
    session.refresh(firm, ["agreements"])
    assert not firm.may_see_people()
    owner = app.test_client().sign_in(make_employer_user(session, firm, is_owner=True))
    assert owner.submit("/employer/agreement", signed_by="").status_code == 422
    sent = owner.submit("/employer/agreement", signed_by="Lê Văn Chủ, giám đốc", is_agreed="y")
    assert sent.status_code == 303
    session.refresh(firm, ["agreements"])
    assert firm.may_see_people()
    assert "Đăng tin tuyển dụng</a>" in owner.get(sent.headers["Location"]).text


# People


def introduced(session, firm, **person):
    returnee = make_returnee(session, **{"full_name": "Lò Thị Chim Yến"} | person)
    suggestion = make_suggestion(session, returnee, make_position(session, firm))
    return make_introduction(session, make_approval(session, suggestion))


def test_after_the_yes_the_firm_reads_name_and_phone_and_the_look_is_logged(hr, session, firm):
    made = introduced(session, firm, phone="0900123456")
    page = hr.get(f"/employer/introductions/{made.id}")
    assert "Lò Thị Chim Yến" in page.text
    assert "0900123456" in page.text
    logged = session.scalars(select(AccessLog).where(AccessLog.subject_id == made.returnee_id))
    assert ["full_name", "phone"] in [row.fields for row in logged]


def test_a_neighbours_phone_is_not_for_the_firm(hr, session, firm):
    made = introduced(session, firm, phone="0900123456", contact_whose="hàng xóm nghe giúp")
    page = hr.get(f"/employer/introductions/{made.id}").text
    assert "0900123456" not in page
    assert "hàng xóm" not in page
    assert "Liên hệ qua cán bộ tư vấn" in page


def test_opening_a_page_changes_nothing_and_seen_is_a_button(hr, session, firm):
    made = introduced(session, firm)
    hr.get(f"/employer/introductions/{made.id}")
    session.refresh(made)
    assert made.state == IntroductionState.NEW
    hr.submit(f"/employer/introductions/{made.id}/answers/see")
    session.refresh(made)
    assert made.state == IntroductionState.SEEN


def test_an_invitation_says_when_where_and_whom_to_ask_for(hr, session, firm):
    made = introduced(session, firm)
    url = f"/employer/introductions/{made.id}/invite"
    day = f"{local_today() + timedelta(days=7):%d/%m/%Y}"
    typed = {"on": day, "at": "8h30", "place": "Cổng số 2", "ask_for": "Chị Hường"}
    assert hr.submit(url, **typed | {"at": "mai"}).status_code == 422
    papers = hr.submit(url, **typed, papers="căn cước gốc")
    assert papers.status_code == 422
    assert "Điều 17" in papers.text
    assert hr.submit(url, **typed, papers="Bản sao căn cước").status_code == 303
    page = hr.get(f"/employer/introductions/{made.id}").text
    assert f"08:30 ngày {day}" in page
    assert "Cổng số 2" in page


def test_a_past_interview_is_refused(hr, session, firm):
    made = introduced(session, firm)
    typed = {"on": "01/01/2026", "at": "8h", "place": "Cổng", "ask_for": "Chị Hường"}
    response = hr.submit(f"/employer/introductions/{made.id}/invite", **typed)
    assert response.status_code == 422
    assert "đã qua" in response.text


def test_not_suitable_needs_a_reason_and_ends_the_sight_everywhere(hr, session, firm):
    made = introduced(session, firm)
    url = f"/employer/introductions/{made.id}"
    assert hr.submit(f"{url}/refuse").status_code == 422
    assert hr.submit(f"{url}/refuse", reason=RefusalReason.SKILLS.value).status_code == 303
    assert hr.get(url).status_code == 404
    assert hr.get(f"{url}/refuse").status_code == 404
    assert hr.submit(f"{url}/answers/hire").status_code == 404
    assert "Chim Yến" not in hr.get("/employer/introductions").text


def test_a_withdrawn_yes_ends_the_sight_at_once(hr, session, firm):
    made = introduced(session, firm)
    sharing.withdraw(session, made.consent, by=actor_of(make_user(session)))
    session.commit()
    assert hr.get(f"/employer/introductions/{made.id}").status_code == 404
    assert "Chim Yến" not in hr.get("/employer/introductions").text


def test_a_suspended_firm_sees_nobody(hr, session, firm):
    made = introduced(session, firm)
    session.execute(
        firm.__table__.update()
        .where(firm.__table__.c.id == firm.id)
        .values(state=EmployerState.SUSPENDED)
    )
    session.commit()
    session.expire_all()
    assert hr.get(f"/employer/introductions/{made.id}").status_code == 404
    assert "Chim Yến" not in hr.get("/employer/introductions").text


@pytest.mark.parametrize("step", ["invite", "refuse"])
def test_a_mistaken_tap_has_a_way_back(hr, session, firm, step):
    url = f"/employer/introductions/{introduced(session, firm).id}"
    assert f'href="{url}">Quay lại' in hr.get(f"{url}/{step}").text


def test_after_hiring_the_page_says_what_comes_next(hr, session, firm):
    url = f"/employer/introductions/{introduced(session, firm).id}"
    assert "hẹn ngày đi làm" not in hr.get(url).text
    hr.submit(f"{url}/answers/hire")
    assert "hẹn ngày đi làm" in hr.get(url).text


def test_hired_twice_with_one_form_is_hired_once(hr, session, firm):
    made = introduced(session, firm)
    once = str(uuid.uuid4())
    for _ in range(2):
        answer = hr.submit(f"/employer/introductions/{made.id}/answers/hire", once=once)
        assert answer.status_code == 303
    session.refresh(made)
    assert made.state == IntroductionState.HIRED
    assert count(session, Introduction) == 1


# Before the yes


def approved(session, position, number, **values):
    people = []
    for _ in range(number):
        person = make_returnee(session, shifts_ok=["day"], **values)
        session.add(ReturneeSkill(returnee=person, name="may", code="may-cong-nghiep", years=2.0))
        make_approval(session, make_suggestion(session, person, position))
        people.append(person)
    return people


def test_five_alike_are_counted_and_shown_in_bands(hr, session, firm):
    posting = make_position(session, firm, required_skills=["may công nghiệp"])
    approved(session, posting, 5)
    page = heard(hr.get(f"/employer/positions/{posting.id}"))
    assert "Có 5 người phù hợp đã được cán bộ duyệt" in page
    assert "May công nghiệp, 1 đến 3 năm" in page
    assert "dưới 5 km" in page


def test_below_five_the_number_and_the_rare_are_not_told(hr, session, firm):
    posting = make_position(session, firm, required_skills=["may công nghiệp"])
    approved(session, posting, 2)
    page = heard(hr.get(f"/employer/positions/{posting.id}"))
    assert "Có dưới 5 người phù hợp" in page
    assert "May công nghiệp, 1 đến 3 năm" not in page


def test_without_the_agreement_not_even_anonymous_rows_are_shown(client, session):
    firm = make_employer(session, agreed=False)
    posting = make_position(session, firm, required_skills=["may công nghiệp"])
    approved(session, posting, 5)
    client.sign_in(make_employer_user(session, firm, is_owner=True))
    page = client.get(f"/employer/positions/{posting.id}").text
    assert "Người thứ" not in page
    assert "cam kết dữ liệu" in page


CANARY = {
    "full_name": "Quàng Thị Hoàng Yến",
    "phone": "0911222333",
    "national_id": "038190777888",
    "birth_date": "1977-07-17",
    "birth_year": 1977,
    "address": "Thôn Chim Hót",
    "summary": "Ghi chú chim hoàng yến",
    "notes": "Bí mật chim hoàng yến",
    "desired_work": "Ước muốn chim hoàng yến",
    "commune_code": HAM_RONG,
}
TELLS = ("Hoàng Yến", "hoàng yến", "0911222333", "038190777888", "1977", "Chim Hót", "Hàm Rồng")


def _arguments(rule, ids):
    names = sorted(rule.arguments)
    rows = [ids.get(name, [uuid.uuid4()]) for name in names]
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*rows)]


def walk(app, session, client, firm):
    """Open every page of a firm, with the ids of its own rows and of every other row."""
    ids = {
        "position_id": session.scalars(select(Position.id)).all(),
        "introduction_id": [*session.scalars(select(Introduction.id)).all(), uuid.uuid4()],
    }
    for rule in app.url_map.iter_rules():
        allowed = MATRIX.get(rule.endpoint, set())
        if "GET" not in rule.methods or isinstance(allowed, str) or Role.EMPLOYER not in allowed:
            continue
        for values in _arguments(rule, ids):
            with app.test_request_context():
                url = app.url_for(rule.endpoint, **values)
            yield url, client.get(url)


def test_before_the_yes_no_page_of_a_firm_tells_who_it_is(app, hr, session, firm):
    posting = make_position(session, firm, required_skills=["may công nghiệp"])
    (person,) = approved(session, posting, 1, **CANARY)
    approved(session, posting, 5)
    seen = 0
    for url, response in walk(app, session, hr, firm):
        # The firm's own form proposes every commune of the province.
        text = re.sub(r"<datalist.*?</datalist>", "", response.text, flags=re.DOTALL)
        assert [tell for tell in TELLS if tell in text] == [], url
        assert str(person.id) not in text, url
        seen += response.status_code == 200
    assert seen >= 5


def test_after_the_end_no_page_of_a_firm_tells_who_it_was(app, hr, session, firm):
    posting = make_position(session, firm)
    person = make_returnee(session, **CANARY)
    made = make_introduction(
        session, make_approval(session, make_suggestion(session, person, posting))
    )
    hr.submit(f"/employer/introductions/{made.id}/refuse", reason="skills")
    for url, response in walk(app, session, hr, firm):
        text = re.sub(r"<datalist.*?</datalist>", "", response.text, flags=re.DOTALL)
        assert [tell for tell in TELLS if tell in text] == [], url


def test_a_firm_reads_none_of_the_hard_words(app, hr, session, firm):
    introduced(session, firm)
    for url, response in walk(app, session, hr, firm):
        said = f" {heard(response).lower()} "
        found = [word for word in LIST_A if re.search(rf"(?<!\w){word}(?!\w)", said)]
        assert found == [], url


@pytest.mark.parametrize("path", ["/employer/positions", "/employer/introductions"])
def test_a_list_of_twenty_costs_as_many_queries_as_one_of_two(hr, session, connection, firm, path):
    def fill(number):
        for _ in range(number):
            introduced(session, firm)

    def cost():
        session.expire_all()
        with counted(connection) as sent:
            assert hr.get(path).status_code == 200
        return len([s for s in sent if not s.startswith("INSERT INTO access_log")])

    fill(2)
    hr.get(path)  # the browser session itself is made once
    few = cost()
    fill(18)
    assert cost() == few


def test_consent_rows_of_another_firm_show_nothing_here(hr, session):
    other = make_employer(session)
    person = make_returnee(session, full_name="Vi Văn Khác")
    make_consent(session, person, employer=other)
    assert "Vi Văn Khác" not in hr.get("/employer/introductions").text
