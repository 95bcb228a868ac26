import io
import re
import uuid

from factories import HAC_THANH, HAM_RONG, make_returnee
from openpyxl import load_workbook
from queries import counted
from sqlalchemy import func, select
from workbook_lists import PEOPLE_HEAD, people_file, person, position, positions_file

from models import (
    AccessLog,
    Consent,
    Employer,
    EmployerState,
    Import,
    Position,
    PositionSource,
    PositionState,
    Returnee,
    RowStatus,
)
from services import importing
from tests.portal.uploads import (
    apply,
    bring,
    shown_rows,
)


def test_a_list_is_uploaded_previewed_and_applied(client, session, importer):
    here = bring(client, people_file(person(1), person(2, cccd="38090000002")))
    page = client.get(here).text
    assert "Lê Văn Mẫu A" in page
    assert "Đã thêm số 0 ở đầu" in page
    assert "Giới tính, Tội danh" in page  # the dropped columns are named
    answer = apply(client, here)
    assert answer.status_code == 303
    people = session.scalars(select(Returnee)).all()
    assert {p.national_id for p in people} == {"038090000001", "038090000002"}
    first = next(p for p in people if p.national_id == "038090000001")
    assert (first.full_name, first.birth_date, first.phone) == (
        "Lê Văn Mẫu A",
        "1990-05-01",
        "0912000001",
    )
    assert first.commune_code == HAC_THANH
    assert [skill.code for skill in first.skills] == ["may-cong-nghiep"]
    assert first.skills[0].years == 3.0
    assert session.scalar(select(func.count()).select_from(Consent)) == 0


def test_an_applied_list_leads_to_its_people_and_to_their_consents(client, session, importer):
    here = bring(client, people_file(person(1)))
    assert "Việc tiếp theo" not in client.get(here).text
    apply(client, here)
    made = session.scalars(select(Returnee)).one()
    page = client.get(here).text
    assert f'href="/counselor/people/{made.id}"' in page
    assert 'href="/counselor/consents"' in page
    client.submit(f"{here}/undo")
    assert f"/counselor/people/{made.id}" not in client.get(here).text


def test_applied_people_are_logged_with_field_names_only(client, session, importer):
    here = bring(client, people_file(person(1)))
    apply(client, here)
    person_id = session.scalar(select(Returnee.id))
    row = session.scalar(
        select(AccessLog).where(AccessLog.subject_id == person_id, AccessLog.action == "create")
    )
    assert row.user_id == importer.id
    assert "national_id" in row.fields


def test_the_same_file_again_makes_nobody(client, session, importer):
    data = people_file(person(1), person(2))
    apply(client, bring(client, data))
    again = bring(client, data)
    page = client.get(again).text
    assert "Tệp này đã được tải lên lúc" in page
    assert "Đã có, không có gì mới." in page
    apply(client, again)
    assert session.scalar(select(func.count()).select_from(Returnee)) == 2


def test_a_second_press_of_apply_writes_once(client, session, importer):
    here = bring(client, people_file(person(1)))
    rows, once = shown_rows(client, here), str(uuid.uuid4())
    for _ in range(2):
        answer = client.submit(f"{here}/choose", once=once, shown=rows, row=rows, apply="1")
        assert answer.location == here
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1


def test_a_stale_page_cannot_apply_again(client, session, importer):
    here = bring(client, people_file(person(1)))
    rows = shown_rows(client, here)
    for _ in range(2):
        client.submit(f"{here}/choose", shown=rows, row=rows, apply="1", back=here)
    assert "Việc này đã có người làm rồi" in client.get(here).text
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1


def test_an_unticked_row_is_left_out_and_stays_unticked(client, session, importer):
    here = bring(client, people_file(person(1), person(2)))
    rows = shown_rows(client, here)
    client.submit(f"{here}/choose", shown=rows, row=rows[:1], save="1")
    assert "Cả tệp đang chọn 1 dòng" in client.get(here).text
    apply(client, here, rows=rows[:1])
    assert session.scalars(select(Returnee)).one().national_id == "038090000001"


def test_all_faults_of_a_row_are_told_at_once(client, importer):
    here = bring(client, people_file(person(1, born="31/02/1990", cccd="12345", phone="0912")))
    page = client.get(f"{here}?status=error").text
    for fault in ("Không có ngày 31/02/1990", "Số CCCD có 5 chữ số", "Số điện thoại không đúng"):
        assert fault in page


def test_a_doubtful_address_names_its_candidates(client, importer):
    here = bring(client, people_file(person(1, address="Xa Hoang Dong, Huyen Hoang Hoa")))
    page = client.get(f"{here}?status=error").text
    assert "Xã Hoằng Hóa (Thanh Hóa); Xã Hoằng Thanh (Thanh Hóa)" in page


def test_a_commune_outside_the_officers_reach_is_a_problem(client, session, importer):
    here = bring(client, people_file(person(1, address="Phường Hàm Rồng, tỉnh Thanh Hóa")))
    assert "ngoài địa bàn" in client.get(here).text
    apply(client, here)
    assert session.scalar(select(func.count()).select_from(Returnee)) == 0


def test_someone_on_file_elsewhere_is_not_moved_and_not_shown(client, session, importer):
    known = make_returnee(session, national_id="038090000001", commune_code=HAM_RONG)
    here = bring(client, people_file(person(1)))
    page = client.get(here).text
    assert "đã có hồ sơ ở nơi khác" in page
    assert "Hàm Rồng" not in page
    assert known.full_name not in page
    apply(client, here)
    session.refresh(known)
    assert known.commune_code == HAM_RONG


def test_an_update_writes_only_what_the_sheet_says_anew(client, session, importer):
    known = make_returnee(
        session,
        full_name="Lê Văn Mẫu A",
        national_id="038090000001",
        birth_date="1990-05-01",
        phone="0909999999",
        summary="Biết sửa xe",
    )
    here = bring(client, people_file(person(1, skills="", wish="")))
    assert "Thay đổi: Số điện thoại" in client.get(here).text
    apply(client, here)
    session.refresh(known)
    assert known.phone == "0912000001"
    assert known.summary == "Biết sửa xe"


def test_the_errors_file_uploads_clean_once_mended(client, session, importer):
    here = bring(client, people_file(person(1), person(2, cccd="12345", born="31/02/1990")))
    answer = client.get(f"{here}/errors.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert session.scalar(select(AccessLog.action).where(AccessLog.action == "export"))
    book = load_workbook(io.BytesIO(answer.data))
    sheet = book.active
    column = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.max_row == 2
    assert "Số CCCD có 5 chữ số" in sheet.cell(2, column["Số CCCD"]).comment.text
    sheet.cell(2, column["Số CCCD"]).value = "038090000002"
    sheet.cell(2, column["Ngày sinh"]).value = "02/05/1990"
    mended = io.BytesIO()
    book.save(mended)
    again = bring(client, mended.getvalue())
    batch = session.scalars(select(Import).order_by(Import.created_at.desc())).first()
    counts = importing.counts(session, batch)
    assert (counts[RowStatus.NEW], counts[RowStatus.ERROR]) == (1, 0)
    apply(client, again)
    assert session.scalars(select(Returnee)).one().birth_date == "1990-05-02"


def test_columns_can_be_given_another_meaning(client, session, importer):
    head = ["Liên hệ lạ" if name == "SĐT" else name for name in PEOPLE_HEAD]
    here = bring(client, people_file(person(1), head=head))
    page = client.get(f"{here}/columns").text
    assert "Cột đã bỏ, không lưu" in page
    fields = dict(
        re.findall(
            r'<select[^>]*name="(column_\d+)".*?<option selected value="(.*?)"', page, re.DOTALL
        )
    )
    answer = client.submit(f"{here}/columns", **fields | {"column_6": "phone"})
    assert answer.location.endswith("/reading")
    client.submit(answer.location)
    apply(client, here)
    assert session.scalars(select(Returnee)).one().phone == "0912000001"


def test_one_meaning_for_two_columns_is_refused_with_a_sentence(client, importer):
    here = bring(client, people_file(person(1)))
    answer = client.submit(f"{here}/columns", column_1="full_name", column_5="full_name")
    assert answer.status_code == 422
    assert "Có hai cột cùng là" in answer.text


def test_positions_become_drafts_of_unclaimed_firms(client, session, importer):
    data = positions_file(position(1), position(2))
    apply(client, bring(client, data, kind="positions"))
    firm = session.scalars(select(Employer)).one()
    assert firm.state == EmployerState.UNCLAIMED
    assert firm.contact_phone == "0912345678"
    made = session.scalars(select(Position)).all()
    assert {p.state for p in made} == {PositionState.DRAFT}
    assert {p.source for p in made} == {PositionSource.IMPORT}
    assert {(p.wage_min, p.wage_max, p.headcount) for p in made} == {(7_000_000, 9_000_000, 10)}
    assert all("0912" not in p.description for p in made)
    apply(client, bring(client, data, kind="positions"))
    assert session.scalar(select(func.count()).select_from(Position)) == 2


def test_a_preview_costs_the_same_queries_for_two_and_for_twenty_rows(
    client, session, connection, importer
):
    costs = []
    for count in (2, 20):
        rows = [
            person(1, name=f"Lê Mẫu {chr(64 + i)}", cccd=f"03809{count:02d}{i:05d}")
            for i in range(1, count + 1)
        ]
        here = bring(client, people_file(*rows))
        client.get(here)
        with counted(connection.engine) as sent:
            assert client.get(here).status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] > 0
