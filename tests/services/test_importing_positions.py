"""Rows that list positions: known ones, drafts that a newer list renews, nobody's number."""

import pytest
from factories import HAC_THANH

from models import (
    SYSTEM,
    EmployerKind,
    EmployerState,
    PositionAction,
    PositionState,
    RowStatus,
)
from services.importing.firms import kind_of
from services.importing.positions import Positions, without_contacts
from services.workbooks import DraftRow


def draft(row=5, **values):
    known = {
        "employer": "Công ty TNHH May Sao Mai",
        "title": "Công nhân may",
        "commune_code": HAC_THANH,
        "wage_min": 7_000_000,
        "wage_max": 9_000_000,
        "headcount": 5,
        "description": "May áo. Liên hệ: 0912.345.678. Bao ăn ở, có xe đưa đón.",
        "skills": [{"code": "may-cong-nghiep", "years": None}],
    }
    return DraftRow(row, [], values=known | values)


def judged(session, one):
    return Positions(session, [one], SYSTEM).judge(one)


def written(session, one):
    ledger = Positions(session, [one], SYSTEM)
    position = ledger.write(one, ledger.judge(one)).record
    ledger.finish()
    return position


def test_a_new_position_is_a_draft_of_an_unclaimed_firm(session):
    position = written(session, draft())
    assert position.state == PositionState.DRAFT
    assert position.employer.state == EmployerState.UNCLAIMED
    assert position.required_skills == ["may-cong-nghiep"]
    assert position.housing
    assert position.shuttle
    assert "0912" not in position.description


def test_the_same_position_is_known_and_a_newer_list_renews_its_headcount(session):
    position = written(session, draft())
    assert judged(session, draft()).status == RowStatus.DUPLICATE
    verdict = judged(session, draft(headcount=9))
    assert (verdict.status, verdict.changes) == (RowStatus.UPDATE, ("headcount",))
    written(session, draft(headcount=9))
    assert position.headcount == 9


def test_a_position_that_was_sent_on_is_never_changed_by_a_list(session):
    position = written(session, draft())
    position.apply(PositionAction.SUBMIT, by=SYSTEM)
    session.flush()
    assert judged(session, draft(headcount=9)).status == RowStatus.DUPLICATE


def test_two_rows_of_one_firm_make_one_firm(session):
    rows = [draft(5), draft(6, title="Tổ trưởng may", employer="CÔNG TY TNHH MAY SAO MAI")]
    ledger = Positions(session, rows, SYSTEM)
    firms = {ledger.write(row, ledger.judge(row)).record.employer for row in rows}
    assert len(firms) == 1


def test_a_sheet_without_firms_is_asked_for_them(session):
    one = draft()
    del one.values["employer"]
    assert judged(session, one).status == RowStatus.ERROR
    assert "Thiếu tên doanh nghiệp" in one.problems[0].message


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("May áo. Liên hệ: 0912.345.678", "May áo."),
        ("Gọi 0237 3852 123 hoặc a.b@firm.vn", "hoặc"),
        ("Zalo: +84 912 345 678", ""),
        ("Lương 7000000 - 9000000", "Lương 7000000 - 9000000"),
        ("Ca 8h, 26 công", "Ca 8h, 26 công"),
    ],
)
def test_numbers_of_people_are_cut_out(text, left):
    assert without_contacts(text).strip() == left


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Công ty TNHH May Sao Mai", EmployerKind.COMPANY),
        ("HTX Mây tre đan Hoằng Thịnh", EmployerKind.COOPERATIVE),
        ("Hộ kinh doanh Lê Văn A", EmployerKind.HOUSEHOLD),
        ("Cơ sở mộc Đạt Tài", EmployerKind.HOUSEHOLD),
    ],
)
def test_the_legal_form_is_read_from_the_name(name, kind):
    assert kind_of({"employer": name}) == kind
