"""Workbooks in, the whole way through the browser."""

import io
import json
import re
import uuid
from datetime import timedelta

import pytest
from factories import HAC_THANH, HAM_RONG, make_consent, make_returnee, make_user
from openpyxl import Workbook, load_workbook
from queries import counted
from sqlalchemy import func, select, text
from workbook_lists import HOME, PEOPLE_HEAD, people_file, person, position, positions_file

from models import (
    AccessLog,
    Consent,
    Employer,
    EmployerState,
    Import,
    ImportRow,
    ImportState,
    Position,
    PositionSource,
    PositionState,
    Returnee,
    Role,
    RowStatus,
    utcnow,
)
from services import importing

XLSX = "danh-sach.xlsx"


@pytest.fixture
def officer(session, client):
    user = make_user(session, Role.COUNSELOR, communes=(HAC_THANH,))
    client.sign_in(user)
    return user


def upload(client, data, *, filename=XLSX, kind="returnees"):
    """Send the form as bytes: the test client leaves its own temporary file open otherwise."""
    fields = {"csrf_token": client.csrf_token(), "once": str(uuid.uuid4())}
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
        for k, v in fields.items()
    ]
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\n'
    body = "".join(lines).encode() + head.encode() + data + b"\r\n--x--\r\n"
    kind_of_body = "multipart/form-data; boundary=x"
    return client.post(f"/imports/{kind}", data=body, content_type=kind_of_body)


def bring(client, data, *, kind="returnees"):
    """Upload and read to the end; return the preview's address."""
    answer = upload(client, data, kind=kind)
    assert answer.status_code == 303, answer.text
    here = answer.location
    while here.endswith("/reading"):
        answer = client.submit(here)
        assert answer.status_code == 303
        here = answer.location
    return here


def shown_rows(client, here):
    return re.findall(r'name="shown" value="(\d+)"', client.get(here).text)


def apply(client, here, rows=None):
    shown = shown_rows(client, here)
    return client.submit(
        f"{here}/choose", shown=shown, row=shown if rows is None else rows, apply="1"
    )


def statuses(session):
    return session.scalars(select(ImportRow.status).order_by(ImportRow.row)).all()


def everything_stored(session):
    """Every value of every table as text, sealed ones as their bytes."""
    found = []
    for table in Returnee.metadata.sorted_tables:
        if table.name not in {"communes", "provinces"}:
            found += [str(list(row)) for row in session.execute(select(table))]
    return "\n".join(found)


def opened(session):
    """Everything a holder of the key could read: drafts and case files."""
    drafts = [
        json.dumps(row.draft, ensure_ascii=False) for row in session.scalars(select(ImportRow))
    ]
    people = [
        f"{p.full_name} {p.summary} {p.desired_work} {p.notes} {p.address}"
        for p in session.scalars(select(Returnee))
    ]
    return "\n".join(drafts + people)


def test_a_list_is_uploaded_previewed_and_applied(client, session, officer):
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


def test_an_applied_list_leads_to_its_people_and_to_their_consents(client, session, officer):
    here = bring(client, people_file(person(1)))
    assert "Việc tiếp theo" not in client.get(here).text
    apply(client, here)
    made = session.scalars(select(Returnee)).one()
    page = client.get(here).text
    assert f'href="/counselor/people/{made.id}"' in page
    assert 'href="/counselor/consents"' in page
    client.submit(f"{here}/undo")
    assert f"/counselor/people/{made.id}" not in client.get(here).text


def test_applied_people_are_logged_with_field_names_only(client, session, officer):
    here = bring(client, people_file(person(1)))
    apply(client, here)
    person_id = session.scalar(select(Returnee.id))
    row = session.scalar(
        select(AccessLog).where(AccessLog.subject_id == person_id, AccessLog.action == "create")
    )
    assert row.user_id == officer.id
    assert "national_id" in row.fields


def test_the_same_file_again_makes_nobody(client, session, officer):
    data = people_file(person(1), person(2))
    apply(client, bring(client, data))
    again = bring(client, data)
    page = client.get(again).text
    assert "Tệp này đã được tải lên lúc" in page
    assert "Đã có, không có gì mới." in page
    apply(client, again)
    assert session.scalar(select(func.count()).select_from(Returnee)) == 2


def test_a_second_press_of_apply_writes_once(client, session, officer):
    here = bring(client, people_file(person(1)))
    rows, once = shown_rows(client, here), str(uuid.uuid4())
    for _ in range(2):
        answer = client.submit(f"{here}/choose", once=once, shown=rows, row=rows, apply="1")
        assert answer.location == here
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1


def test_a_stale_page_cannot_apply_again(client, session, officer):
    here = bring(client, people_file(person(1)))
    rows = shown_rows(client, here)
    for _ in range(2):
        client.submit(f"{here}/choose", shown=rows, row=rows, apply="1", back=here)
    assert "Việc này đã có người làm rồi" in client.get(here).text
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1


def test_an_unticked_row_is_left_out_and_stays_unticked(client, session, officer):
    here = bring(client, people_file(person(1), person(2)))
    rows = shown_rows(client, here)
    client.submit(f"{here}/choose", shown=rows, row=rows[:1], save="1")
    assert "Cả tệp đang chọn 1 dòng" in client.get(here).text
    apply(client, here, rows=rows[:1])
    assert session.scalars(select(Returnee)).one().national_id == "038090000001"


def test_all_faults_of_a_row_are_told_at_once(client, officer):
    here = bring(client, people_file(person(1, born="31/02/1990", cccd="12345", phone="0912")))
    page = client.get(f"{here}?status=error").text
    for fault in ("Không có ngày 31/02/1990", "Số CCCD có 5 chữ số", "Số điện thoại không đúng"):
        assert fault in page


def test_a_doubtful_address_names_its_candidates(client, officer):
    here = bring(client, people_file(person(1, address="Xa Hoang Dong, Huyen Hoang Hoa")))
    page = client.get(f"{here}?status=error").text
    assert "Xã Hoằng Hóa (Thanh Hóa); Xã Hoằng Thanh (Thanh Hóa)" in page


def test_a_commune_outside_the_officers_reach_is_a_problem(client, session, officer):
    here = bring(client, people_file(person(1, address="Phường Hàm Rồng, tỉnh Thanh Hóa")))
    assert "ngoài địa bàn" in client.get(here).text
    apply(client, here)
    assert session.scalar(select(func.count()).select_from(Returnee)) == 0


def test_someone_on_file_elsewhere_is_not_moved_and_not_shown(client, session, officer):
    known = make_returnee(session, national_id="038090000001", commune_code=HAM_RONG)
    here = bring(client, people_file(person(1)))
    page = client.get(here).text
    assert "đã có hồ sơ ở nơi khác" in page
    assert "Hàm Rồng" not in page
    assert known.full_name not in page
    apply(client, here)
    session.refresh(known)
    assert known.commune_code == HAM_RONG


def test_an_update_writes_only_what_the_sheet_says_anew(client, session, officer):
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


def test_undo_takes_everything_back_but_what_was_worked_on(client, session, officer):
    known = make_returnee(
        session,
        consented=False,
        full_name="Lê Văn Mẫu C",
        national_id="038090000003",
        birth_date="1990-05-03",
        phone="0909999999",
    )
    here = bring(client, people_file(person(1), person(2), person(3)))
    apply(client, here)
    worked_on = session.scalars(
        select(Returnee).where(Returnee.id != known.id).order_by(Returnee.created_at)
    ).first()
    worked_on.phone = "0933333333"
    session.commit()
    client.submit(f"{here}/undo", back=here)
    page = client.get(here).text
    assert "trừ 1 dòng đã có người sửa" in page
    assert "Dòng không hoàn tác" in page
    session.expire_all()
    left = session.scalars(select(Returnee)).all()
    assert {p.id for p in left} == {known.id, worked_on.id}
    assert known.phone == "0909999999"
    assert known.skills == []


def test_undo_twice_is_answered_plainly(client, session, officer):
    here = bring(client, people_file(person(1)))
    apply(client, here)
    for _ in range(2):
        client.submit(f"{here}/undo", back=here)
    assert "Việc này đã có người làm rồi" in client.get(here).text


def test_a_person_with_a_consent_since_is_not_undone(client, session, officer):
    here = bring(client, people_file(person(1)))
    apply(client, here)
    make_consent(session, session.scalars(select(Returnee)).one())
    client.submit(f"{here}/undo")
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1


def test_the_errors_file_uploads_clean_once_mended(client, session, officer):
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


def test_staged_cells_are_sealed(client, session, officer):
    bring(client, people_file(person(1, address=f"Thôn Bí Mật, {HOME}")))
    stored = everything_stored(session)
    for secret in ("Mẫu", "038090000001", "0912000001", "Bí Mật", "may công nghiệp"):
        assert secret not in stored
    assert "Bí Mật" in opened(session)


def test_nothing_of_an_offence_is_stored(client, session, officer):
    row = person(
        1,
        offence="CANARYTOI đánh bạc",
        skills="May công nghiệp; học trong trại giam số 5; từng phạm tội trộm cắp CANARYAN",
        wish="mãn hạn tù CANARYTU, muốn làm gần nhà",
    )
    here = bring(client, people_file(row))
    apply(client, here)
    for stored in (opened(session), everything_stored(session)):
        assert "CANARY" not in stored
        assert "trộm cắp" not in stored
    assert "ay công nghiệp" in opened(session)


def test_columns_can_be_given_another_meaning(client, session, officer):
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


def test_one_meaning_for_two_columns_is_refused_with_a_sentence(client, officer):
    here = bring(client, people_file(person(1)))
    answer = client.submit(f"{here}/columns", column_1="full_name", column_5="full_name")
    assert answer.status_code == 422
    assert "Có hai cột cùng là" in answer.text


def test_positions_become_drafts_of_unclaimed_firms(client, session, officer):
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


def test_undone_positions_take_their_new_firm_with_them(client, session, officer):
    here = bring(client, positions_file(position(1)), kind="positions")
    apply(client, here)
    client.submit(f"{here}/undo")
    assert session.scalar(select(func.count()).select_from(Position)) == 0
    assert session.scalar(select(func.count()).select_from(Employer)) == 0


def test_a_list_of_the_other_kind_is_refused(client, session, officer):
    answer = upload(client, people_file(person(1)), kind="positions")
    assert answer.status_code == 422
    assert "danh sách người lao động" in answer.text
    assert session.scalar(select(func.count()).select_from(Import)) == 0


def large_file():
    return b"PK\x03\x04" + b"0" * (10 * 1024 * 1024 + 1)


def no_table():
    book, stream = Workbook(), io.BytesIO()
    book.active.append(["Thư mời họp"])
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "filename", "sentence"),
    [
        (b"", XLSX, "Tệp trống"),
        (b"%PDF-1.7 x", XLSX, "bên trong không phải loại đó"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 64, "cu.xls", "Excel đời cũ"),
        (b"PK\x03\x04 not a zip", XLSX, "hỏng"),
        (b"PK\x03\x04", "a.xlsm", "macro"),
        (large_file(), XLSX, "lớn hơn 10 MB"),
        (no_table(), XLSX, "Không tìm thấy dòng tiêu đề"),
        (b"x", "anh.png", "Chỉ nhận tệp Excel"),
    ],
)
def test_a_hostile_or_wrong_file_is_refused_with_advice(
    client, session, officer, data, filename, sentence
):
    answer = upload(client, data, filename=filename)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Hãy" in answer.text
    assert session.scalar(select(func.count()).select_from(Import)) == 0


def test_no_file_chosen_is_asked_for(client, officer):
    answer = client.submit("/imports/returnees")
    assert answer.status_code == 422
    assert "Hãy chọn tệp Excel" in answer.text


def test_the_import_of_someone_else_is_not_there(client, session, officer):
    here = bring(client, people_file(person(1)))
    client.sign_in(make_user(session, Role.COUNSELOR, communes=(HAC_THANH,)))
    for page in ("", "/reading", "/columns", "/errors.xlsx"):
        assert client.get(here + page).status_code == 404
    for action in ("/choose", "/undo", "/discard", "/columns", "/reading"):
        assert client.submit(here + action).status_code == 404


def test_police_do_not_open_position_lists(client, session, officer):
    here = bring(client, positions_file(position(1)), kind="positions")
    session.get(Import, uuid.UUID(here.rsplit("/", 1)[1])).by_id = (
        user := make_user(session, Role.POLICE)
    ).id
    session.commit()
    client.sign_in(user)
    assert client.get(here).status_code == 404


def test_reading_goes_on_in_parts_with_a_progress_bar(client, session, officer):
    rows = [
        person(1, name=f"Lê Mẫu {chr(65 + i // 26)}{chr(65 + i % 26)}", cccd=f"03809{i:07d}")
        for i in range(501)
    ]
    answer = upload(client, people_file(*rows))
    page = client.get(answer.location).text
    assert 'value="0" max="501"' in page
    assert "data-auto-submit" in page
    answer = client.submit(answer.location)
    assert answer.location.endswith("/reading")
    assert 'value="500" max="501"' in client.get(answer.location).text
    assert not client.submit(answer.location).location.endswith("/reading")
    assert set(statuses(session)) == {RowStatus.NEW}


def test_discarding_deletes_the_staged_rows(client, session, officer):
    here = bring(client, people_file(person(1)))
    client.submit(f"{here}/discard")
    assert statuses(session) == []
    assert session.scalars(select(Import)).one().state == ImportState.DISCARDED
    assert client.get(here).status_code == 200


def test_old_staged_rows_are_purged_and_undo_says_so(client, session, officer):
    here = bring(client, people_file(person(1)))
    apply(client, here)
    assert importing.purge_old(session, older_than=utcnow() - timedelta(days=1)) == 0
    assert importing.purge_old(session, older_than=utcnow() + timedelta(days=1)) == 1
    session.commit()
    assert "Hoàn tác" not in client.get(here).text
    client.submit(f"{here}/undo", back=here)
    assert "Đã quá hạn hoàn tác" in client.get(here).text
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1


def test_a_preview_costs_the_same_queries_for_two_and_for_twenty_rows(
    client, session, connection, officer
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


def test_the_database_never_holds_the_file(client, session, officer):
    data = people_file(person(1))
    bring(client, data)
    sizes = session.scalars(text("SELECT length(draft_json_ct) FROM import_rows")).all()
    assert max(sizes) < len(data)
    assert len(session.scalars(select(Import.sha256)).one()) == 64
