"""The report's page, its print and its workbook state the same figures and hide the same cells."""

import io
import re
from datetime import date

import pypdf
import pytest
from factories import HAC_THANH, HAM_RONG, make_event
from openpyxl import load_workbook
from words import LIST_B, found

from models import OutreachActivity, OutreachKind, ReportMonth, local_today
from services import places
from services.reports import tables

YEAR = local_today().year
LAST_YEAR = YEAR - 1


def consulted(session, count, month, commune_code=HAC_THANH, year=LAST_YEAR):
    session.add(
        OutreachActivity(
            kind=OutreachKind.CONSULTATION,
            on=date(year, month, 5),
            quantity=1,
            people=count,
            commune_code=commune_code,
        )
    )
    session.commit()


@pytest.fixture
def small_commune(session):
    """Four people of one commune among many of another."""
    consulted(session, 4, 2)
    consulted(session, 90, 2, HAM_RONG)
    consulted(session, 80, 8, HAM_RONG)


def cells(page, label):
    """Return the figures that stand in a line of a table."""
    line = re.search(rf'<th scope="row">{label}</th>(.*?)</tr>', page, re.DOTALL)[1]
    return [re.sub(r"\s+", "", cell) for cell in re.findall(r'<td class="num">(.*?)</td>', line)]


def test_the_page_states_quarters_and_the_year_with_the_definition_beside(committee, small_commune):
    page = committee.get(f"/committee/report?year={LAST_YEAR}").text
    assert cells(page, "Được tư vấn") == ["94", "0", "80", "0", "174", "0"]
    assert "cộng số người trong nhật ký tư vấn" in page
    assert '<svg class="plot"' in page
    assert "Quý I 94, Quý II 0, Quý III 80" in page


def test_a_commune_of_four_stands_nowhere_and_cannot_be_subtracted(committee, small_commune):
    told = {}
    for period in ("1", "2", "3", "4", "total"):
        page = committee.get(f"/committee/report?year={LAST_YEAR}&by=commune&period={period}").text
        for name in ("Phường Hạc Thành", "Phường Hàm Rồng"):
            told[name, period] = cells(page, name)[1]
    assert told["Phường Hạc Thành", "1"] == told["Phường Hạc Thành", "total"] == "ẩn"
    assert told["Phường Hàm Rồng", "1"] == told["Phường Hàm Rồng", "total"] == "ẩn"
    assert "4" not in told.values()


def test_the_workbook_hides_what_the_page_hides(committee, small_commune):
    answer = committee.get(f"/committee/report.xlsx?year={LAST_YEAR}")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames[0] == "Người lao động"
    rows = {row[0]: row[1:] for row in book["Theo xã, phường"].iter_rows(values_only=True)}
    assert rows["Phường Hạc Thành"][1] == tables.HIDDEN
    flows = {row[0]: row[1:7] for row in book["Người lao động"].iter_rows(values_only=True)}
    assert flows["Được tư vấn"] == (94, 0, 80, 0, 174, 0)


def test_a_quarter_that_has_not_begun_has_no_figure(committee, monkeypatch):
    monkeypatch.setattr(tables, "local_today", lambda: date(YEAR, 4, 1))
    page = committee.get("/committee/report").text
    assert cells(page, "Được nhận vào làm")[:5] == ["0", "0", "–", "–", "0"]


def test_a_month_is_closed_and_a_late_line_is_a_correction(committee, session):
    consulted(session, 30, 1)
    page = committee.get(f"/committee/report?year={LAST_YEAR}").text
    assert f"Khóa sổ tháng 01/{LAST_YEAR}" in page
    committee.submit("/committee/report/close", month=f"{LAST_YEAR}-01-01")
    assert session.query(ReportMonth).one().closed_by_id
    consulted(session, 7, 1)
    page = committee.get(f"/committee/report?year={LAST_YEAR}").text
    assert cells(page, "Được tư vấn") == ["30", "0", "0", "0", "30", "+7"]


def test_a_month_that_is_not_over_is_not_closed(committee, session):
    committee.submit("/committee/report/close", month=f"{local_today():%Y-%m}-01")
    committee.submit("/committee/report/close", month="x")
    assert session.query(ReportMonth).count() == 0


def test_beside_the_events_stand_the_yardsticks_with_their_source(committee, session):
    make_event(session, on=date(LAST_YEAR, 5, 5), name="Hội nghị mẫu")
    page = committee.get(f"/committee/report?year={LAST_YEAR}").text
    assert "Hội nghị mẫu, 05/05/" in page
    for part in ("97 người được nhận trên khoảng 300", "có việc làm sau 6 tháng (38%)", "Nguồn:"):
        assert part in page


@pytest.mark.parametrize("asked", ["year=1", "year=x", "by=x&period=9", "year=99999"])
def test_odd_questions_get_this_years_report(committee, asked):
    answer = committee.get(f"/committee/report?{asked}")
    assert answer.status_code == 200
    assert f"Báo cáo năm {YEAR}" in answer.text


def test_no_word_of_list_b_stands_there(committee, small_commune):
    for page in ("report", "report/print"):
        assert found(committee.get(f"/committee/{page}").text, LIST_B) == []


@pytest.mark.browser
def test_the_print_is_a4_in_the_form_of_state_documents(committee, small_commune, page):
    def answer(route):
        path = route.request.url.removeprefix("http://localhost")
        with committee.get(path) as response:
            route.fulfill(
                status=response.status_code, headers=dict(response.headers), body=response.data
            )

    page.route("**/*", answer)
    page.goto(f"http://localhost/committee/report/print?year={LAST_YEAR}")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {tuple(round(float(x)) for x in p.mediabox[2:]) for p in paper.pages} == {(595, 842)}
    # Fonts that stand in for each other part words: letters are compared without blanks.
    text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in paper.pages))
    today = local_today()
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"BAN CHỈ ĐẠO 138 {places.provinces()['38'].full_name.upper()}",
        "Số: ...........",
        f"ngày {today.day:02d} tháng {today.month:02d} năm {today.year}",
        "Nơi nhận:",
        "Lưu: VT",
        "Được tư vấn 94 0 80 0 174",
        "Phường Hạc Thành",
    ):
        assert re.sub(r"\s", "", part) in text, part
    assert "TảiExcel" not in text
