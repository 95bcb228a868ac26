"""Files: wrong or hostile, of someone else, read in parts, purged, never stored."""

import io
import uuid
from datetime import timedelta

import pytest
from factories import HAC_THANH, make_user
from openpyxl import Workbook
from sqlalchemy import func, select, text
from workbook_lists import HOME, people_file, person, position, positions_file

from models import (
    Import,
    ImportState,
    Returnee,
    Role,
    RowStatus,
    utcnow,
)
from services import importing
from tests.portal.uploads import (
    XLSX,
    apply,
    bring,
    everything_stored,
    opened,
    statuses,
    upload,
)


def test_staged_cells_are_sealed(client, session, importer):
    bring(client, people_file(person(1, address=f"Thôn Bí Mật, {HOME}")))
    stored = everything_stored(session)
    for secret in ("Mẫu", "038090000001", "0912000001", "Bí Mật", "may công nghiệp"):
        assert secret not in stored
    assert "Bí Mật" in opened(session)


def test_nothing_of_an_offence_is_stored(client, session, importer):
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


def test_a_list_of_the_other_kind_is_refused(client, session, importer):
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
    client, session, importer, data, filename, sentence
):
    answer = upload(client, data, filename=filename)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Hãy" in answer.text
    assert session.scalar(select(func.count()).select_from(Import)) == 0


def test_no_file_chosen_is_asked_for(client, importer):
    answer = client.submit("/imports/returnees")
    assert answer.status_code == 422
    assert "Hãy chọn tệp Excel" in answer.text


def test_the_import_of_someone_else_is_not_there(client, session, importer):
    here = bring(client, people_file(person(1)))
    client.sign_in(make_user(session, Role.COUNSELOR, communes=(HAC_THANH,)))
    for page in ("", "/reading", "/columns", "/errors.xlsx"):
        assert client.get(here + page).status_code == 404
    for action in ("/choose", "/undo", "/discard", "/columns", "/reading"):
        assert client.submit(here + action).status_code == 404


def test_police_do_not_open_position_lists(client, session, importer):
    here = bring(client, positions_file(position(1)), kind="positions")
    session.get(Import, uuid.UUID(here.rsplit("/", 1)[1])).by_id = (
        user := make_user(session, Role.POLICE)
    ).id
    session.commit()
    client.sign_in(user)
    assert client.get(here).status_code == 404


def test_reading_goes_on_in_parts_with_a_progress_bar(client, session, importer):
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


def test_discarding_deletes_the_staged_rows(client, session, importer):
    here = bring(client, people_file(person(1)))
    client.submit(f"{here}/discard")
    assert statuses(session) == []
    assert session.scalars(select(Import)).one().state == ImportState.DISCARDED
    assert client.get(here).status_code == 200


def test_old_staged_rows_are_purged_and_undo_says_so(client, session, importer):
    here = bring(client, people_file(person(1)))
    apply(client, here)
    assert importing.purge_old(session, older_than=utcnow() - timedelta(days=1)) == 0
    assert importing.purge_old(session, older_than=utcnow() + timedelta(days=1)) == 1
    session.commit()
    assert "Hoàn tác" not in client.get(here).text
    client.submit(f"{here}/undo", back=here)
    assert "Đã quá hạn hoàn tác" in client.get(here).text
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1


def test_the_database_never_holds_the_file(client, session, importer):
    data = people_file(person(1))
    bring(client, data)
    sizes = session.scalars(text("SELECT length(draft_json_ct) FROM import_rows")).all()
    assert max(sizes) < len(data)
    assert len(session.scalars(select(Import.sha256)).one()) == 64
