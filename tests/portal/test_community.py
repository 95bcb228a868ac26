"""Models, the map and the log of outreach, as staff and the committee use them."""

import re
from datetime import date
from io import BytesIO

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_employer,
    make_position,
    make_returnee,
    make_user,
)
from queries import counted
from sqlalchemy import select

from models import (
    CommunityModel,
    ModelFirm,
    ModelKind,
    ModelLevel,
    ModelMember,
    OutreachActivity,
    OutreachKind,
    Role,
    local_today,
)
from tests.services import province_year

CANARY = "Trịnh Thị Canari"
TODAY = f"{local_today():%d/%m/%Y}"
MODEL = {
    "name": "Vòng tay nhân ái",
    "level": "commune",
    "kind": "care",
    "commune": "Phường Hạc Thành, Thanh Hóa",
    "started_on": "05/03/2024",
    "offers": ["job", "loan"],
    "capacity": "20",
}
LINE = {"kind": "broadcast", "on": TODAY, "quantity": "12", "commune": "Phường Hạc Thành"}


def make_model(session, **values):
    defaults = {
        "name": "Mô hình mẫu",
        "name_key": "mo hinh mau",
        "level": ModelLevel.COMMUNE,
        "kind": ModelKind.WORK,
        "commune_code": HAC_THANH,
        "started_on": date(2024, 1, 1),
    }
    model = CommunityModel(**defaults | values)
    session.add(model)
    session.commit()
    return model


def fresh(session, query):
    session.expire_all()
    return session.scalars(query).all()


def test_a_model_is_put_on_file_found_and_ended(committee, session):
    committee.submit("/community/models/new", **MODEL)
    model = fresh(session, select(CommunityModel))[0]
    assert (model.level, model.offers, model.capacity) == (ModelLevel.COMMUNE, ["job", "loan"], 20)
    assert "Vòng tay nhân ái" in committee.get("/community/models?q=vong+tay&level=commune").text
    assert "Vòng tay nhân ái" not in committee.get("/community/models?level=province").text
    committee.submit(f"/community/models/{model.id}/edit", **MODEL, ended_on=TODAY)
    assert "Vòng tay nhân ái" not in committee.get("/community/models").text
    assert "Vòng tay nhân ái" in committee.get("/community/models?ended=yes").text


def test_what_is_wrong_with_a_model_is_said_at_its_boxes(committee, session):
    answer = committee.submit("/community/models/new", **MODEL | {"started_on": "01/01/2099"})
    assert answer.status_code == 422
    assert "không sau hôm nay" in answer.text
    committee.submit("/community/models/new", **MODEL)
    answer = committee.submit("/community/models/new", **MODEL)
    assert answer.status_code == 422
    assert "đã có mô hình cùng tên" in answer.text
    assert len(fresh(session, select(CommunityModel))) == 1


def test_a_counselor_puts_their_people_into_a_model_and_the_committee_sees_a_count(client, session):
    model, person = make_model(session), make_returnee(session, full_name=CANARY)
    make_returnee(session, full_name="Người Xã Khác", commune_code=HAM_RONG)
    page = f"/community/models/{model.id}"
    officer = client.sign_in(make_user(session, communes=(HAC_THANH,)))
    assert "Người Xã Khác" not in officer.get(page).text
    officer.submit(f"{page}/members", returnee_id=str(person.id), on=TODAY)
    row = fresh(session, select(ModelMember))[0]
    assert (row.model_id, row.returnee_id) == (model.id, person.id)
    assert CANARY in officer.get(page).text
    committee = client.application.test_client().sign_in(make_user(session, Role.COMMITTEE))
    shown = committee.get(page).text
    assert CANARY not in shown
    assert "dưới 5" in shown
    officer.submit(f"/community/members/{row.id}/leave")
    assert fresh(session, select(ModelMember))[0].left_on == local_today()


def test_a_person_of_another_commune_cannot_be_put_in(client, session):
    model, other = make_model(session), make_returnee(session, commune_code=HAM_RONG)
    officer = client.sign_in(make_user(session, communes=(HAC_THANH,)))
    officer.submit(f"/community/models/{model.id}/members", returnee_id=str(other.id), on=TODAY)
    assert fresh(session, select(ModelMember)) == []


def test_joining_another_model_leaves_the_first(client, session):
    first, second = make_model(session), make_model(session, name="Hai", name_key="hai")
    person = make_returnee(session)
    officer = client.sign_in(make_user(session))
    officer.submit(f"/community/models/{first.id}/members", returnee_id=str(person.id), on=TODAY)
    row = fresh(session, select(ModelMember))[0]
    assert "Thêm người" not in officer.get(f"/community/models/{second.id}").text
    officer.submit(f"/community/members/{row.id}/leave")
    officer.submit(f"/community/models/{second.id}/members", returnee_id=str(person.id), on=TODAY)
    standing = select(ModelMember).where(ModelMember.left_on.is_(None))
    assert [one.model_id for one in fresh(session, standing)] == [second.id]


def test_firms_join_and_leave_a_model(committee, session):
    model, firm = make_model(session), make_employer(session, name="Xưởng Mộc Tùng")
    page = f"/community/models/{model.id}"
    committee.submit(f"{page}/firms", employer_id=str(firm.id))
    row = fresh(session, select(ModelFirm))[0]
    assert f"Xưởng Mộc Tùng, từ {TODAY}" in committee.get(page).text
    committee.submit(f"{page}/firms/{row.id}/remove")
    assert f"Xưởng Mộc Tùng, từ {TODAY}" not in committee.get(page).text
    committee.submit(f"{page}/firms", employer_id=str(firm.id))
    assert len(fresh(session, select(ModelFirm))) == 1


def test_an_activity_is_typed_in_quickly_and_the_next_keeps_day_and_kind(committee, session):
    answer = committee.submit("/community/outreach", **LINE)
    row = fresh(session, select(OutreachActivity))[0]
    assert (row.kind, row.quantity, row.commune_code) == (OutreachKind.BROADCAST, 12, HAC_THANH)
    page = committee.get(answer.headers["Location"]).text
    assert 'selected value="broadcast"' in page
    assert 'value="Phường Hạc Thành, Thanh Hóa"' in page


def test_a_consultation_asks_for_its_people(committee, session):
    answer = committee.submit("/community/outreach", **LINE | {"kind": "consultation"})
    assert answer.status_code == 422
    assert "cần số người" in answer.text


def test_an_activity_is_mended_and_taken_out(committee, session):
    committee.submit("/community/outreach", **LINE)
    row = fresh(session, select(OutreachActivity))[0]
    committee.submit(f"/community/outreach/{row.id}", **LINE | {"quantity": "9", "commune": ""})
    assert fresh(session, select(OutreachActivity))[0].quantity == 9
    assert "Toàn tỉnh" in committee.get("/community/outreach").text
    committee.submit(f"/community/outreach/{row.id}/remove")
    assert fresh(session, select(OutreachActivity)) == []


def test_a_counselor_writes_for_their_communes_only(client, session):
    officer = client.sign_in(make_user(session, communes=(HAM_RONG,)))
    for place, said in (("Phường Hạc Thành", "ngoài địa bàn"), ("", "Hãy chọn xã, phường")):
        answer = officer.submit("/community/outreach", **LINE | {"commune": place})
        assert answer.status_code == 422
        assert said in answer.text


def test_another_officers_line_is_not_there(client, session):
    row = OutreachActivity(
        kind=OutreachKind.BOOK, on=local_today(), quantity=3, commune_code=HAC_THANH
    )
    session.add(row)
    session.commit()
    officer = client.sign_in(make_user(session, communes=(HAM_RONG,)))
    assert officer.get(f"/community/outreach/{row.id}").status_code == 404


@pytest.mark.parametrize("kind", ["community-models", "outreach"])
def test_a_workbook_goes_from_upload_to_the_register(committee, session, kind):
    content = province_year.models() if kind == "community-models" else province_year.outreach()
    answer = committee.submit(f"/imports/{kind}", file=(BytesIO(content), "danh-sach.xlsx"))
    while "/reading" in answer.headers["Location"]:
        answer = committee.submit(answer.headers["Location"])
    page = answer.headers["Location"]
    assert "Nhập các dòng đã chọn" in committee.get(page).text
    committee.submit(f"{page}/choose", apply="1")
    model = CommunityModel if kind == "community-models" else OutreachActivity
    assert len(fresh(session, select(model))) in {146, 780}
    assert "Việc tiếp theo" in committee.get(page).text


def test_the_map_shows_counts_and_hides_few_people(committee, session):
    make_model(session)
    make_position(session, headcount=30)
    for _ in range(3):
        make_returnee(session, full_name=CANARY)
    models, positions, people = (
        committee.get(f"/community/map?layer={layer}").text
        for layer in ("models", "positions", "people")
    )
    assert len(re.findall('class="dot-place"', models)) == 166
    assert "Phường Hạc Thành: 1" in models
    assert "Phường Hạc Thành: 30" in positions
    assert "Phường Hạc Thành: ẩn" in people
    assert models.count('<path class="dot-net"') == 1
    assert CANARY not in people


def test_the_list_costs_the_same_for_two_and_twenty_models(committee, session, connection):
    def cost(count):
        for number in range(count):
            make_model(session, name=f"M {count} {number}", name_key=f"m {count} {number}")
        session.expire_all()
        with counted(connection) as statements:
            committee.get("/community/models")
        return len(statements)

    cost(1)
    assert cost(2) == cost(18)
