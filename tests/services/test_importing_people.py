"""Who a row speaks of: new, known, somebody's namesake, or a matter to look at."""

import pytest
from factories import HAC_THANH, HAM_RONG, make_returnee

from models import SYSTEM, Actor, Role, RowStatus
from services.importing.people import MAYBE, OTHER_NAME, People
from services.workbooks import DraftRow


def draft(row=5, **values):
    known = {
        "full_name": "Nguyễn Văn Mẫu",
        "birth_date": "1990-05-02",
        "birth_year": 1990,
        "national_id": "",
        "commune_code": HAC_THANH,
        "skills": [],
    }
    return DraftRow(row, [], values=known | values)


def judged(session, *drafts, by=SYSTEM):
    ledger = People(session, drafts, by)
    return [ledger.judge(one) for one in drafts]


def test_nobody_on_file_is_new(session):
    assert judged(session, draft())[0].status == RowStatus.NEW


def test_the_same_name_birth_and_commune_without_a_number_is_the_same_person(session):
    known = make_returnee(session, national_id="")
    (verdict,) = judged(session, draft(national_id="038090000001"))
    assert verdict.record is known
    assert "national_id" in verdict.changes


def test_another_number_is_another_person(session):
    make_returnee(session, national_id="038090000009")
    assert judged(session, draft(national_id="038090000001"))[0].status == RowStatus.NEW


def test_a_namesake_in_another_commune_is_another_person(session):
    make_returnee(session, national_id="", commune_code=HAM_RONG)
    assert judged(session, draft())[0].status == RowStatus.NEW


@pytest.mark.parametrize(
    ("on_file", "in_sheet"),
    [
        ({"birth_date": "", "national_id": ""}, {}),
        ({"national_id": ""}, {"birth_date": None}),
    ],
)
def test_a_year_alone_beside_a_whole_date_is_asked_about(session, on_file, in_sheet):
    make_returnee(session, **on_file)
    one = draft(**in_sheet)
    assert judged(session, one)[0].status == RowStatus.ERROR
    assert one.problems[0].message == MAYBE


def test_a_number_under_another_name_is_asked_about(session):
    make_returnee(session, national_id="038090000001", full_name="Trần Thị Khác")
    one = draft(national_id="038090000001")
    assert judged(session, one)[0].status == RowStatus.ERROR
    assert one.problems[0].message == OTHER_NAME


def test_lost_accents_and_blanks_are_no_news(session):
    make_returnee(session, national_id="038090000001", phone="0912000001", address="Xã Thiệu Vân")
    one = draft(
        full_name="Nguyen Van Mau",
        national_id="038090000001",
        phone=None,
        address="xa Thieu Van",
        skills_text="",
    )
    assert judged(session, one)[0].status == RowStatus.DUPLICATE


def test_a_year_alone_never_replaces_a_whole_birth_date(session):
    known = make_returnee(session, national_id="038090000001")
    one = draft(national_id="038090000001", birth_date=None, birth_year=1991)
    assert judged(session, one)[0].status == RowStatus.DUPLICATE
    assert known.birth_date == "1990-05-02"


def test_licences_grow_and_skills_are_added_once(session):
    known = make_returnee(session, national_id="038090000001", licences=["B"])
    one = draft(
        national_id="038090000001",
        licences=["A1"],
        skills=[{"code": "may-cong-nghiep", "years": 3.0}],
    )
    ledger = People(session, [one], SYSTEM)
    ledger.write(one, ledger.judge(one))
    ledger.finish()
    assert known.licences == ["A1", "B"]
    assert [skill.code for skill in known.skills] == ["may-cong-nghiep"]
    assert judged(session, one)[0].status == RowStatus.DUPLICATE


def test_two_rows_of_one_year_and_name_make_one_person(session):
    rows = [draft(5, birth_date=None), draft(6, birth_date=None)]
    first, second = judged(session, *rows)
    assert (first.status, second.status) == (RowStatus.NEW, RowStatus.DUPLICATE)
    assert rows[1].duplicate_of == 5


def test_a_sheet_without_births_is_asked_for_them(session):
    one = draft()
    del one.values["birth_date"], one.values["birth_year"]
    assert judged(session, one)[0].status == RowStatus.ERROR
    assert "ngày sinh" in one.problems[0].message


def test_someone_elsewhere_is_refused_without_saying_where(session):
    make_returnee(session, national_id="038090000001", commune_code=HAM_RONG)
    by = Actor(role=Role.COUNSELOR, communes=frozenset({HAC_THANH}))
    one = draft(national_id="038090000001")
    assert judged(session, one, by=by)[0].status == RowStatus.ERROR
    assert "Hàm Rồng" not in one.problems[0].message
