"""`flask import`: the same way in from the command line."""

import json

import pytest
from factories import HAC_THANH, make_returnee, make_user
from sqlalchemy import func, select
from workbook_lists import people_file, person, position, positions_file

from models import Import, ImportRow, Position, Returnee, Role


@pytest.fixture
def run(app, tmp_path):
    def call(kind, data, *options, name="danh-sach.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        return app.test_cli_runner().invoke(args=["import", kind, str(path), *options])

    return call


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_dry_run_tells_everything_as_json_and_writes_nothing(run, session):
    data = people_file(
        person(1, born="1989"), person(2, cccd="12345"), person(3), person(3, name="Lê Văn Mẫu C")
    )
    result = run("returnees", data, "--dry-run", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert list(told) == ["kind", "file", "dry_run", "counts", "rows"]
    assert (told["kind"], told["file"], told["dry_run"]) == ("returnees", "danh-sach.xlsx", True)
    assert told["counts"] == {"new": 2, "update": 0, "duplicate": 1, "error": 1}
    first, second, third, fourth = told["rows"]
    assert (first["row"], first["status"]) == (4, "new")
    assert {name: first["values"][name] for name in ("name", "birth_date", "phone")} == {
        "name": "Lê Văn Mẫu A",
        "birth_date": "1989",
        "phone": "0912000001",
    }
    assert first["values"]["commune_code"] == HAC_THANH
    assert third["values"]["birth_date"] == "1990-05-03"
    assert second["status"] == "error"
    assert any("5 chữ số" in reason for reason in second["reasons"])
    assert fourth["reasons"] == ["Trùng với dòng 6."]
    assert count(session, Returnee) == count(session, Import) == 0


def test_a_run_writes_and_a_second_one_finds_all_known(run, session):
    data = people_file(person(1), person(2))
    assert json.loads(run("returnees", data, "--json").stdout)["counts"]["new"] == 2
    again = json.loads(run("returnees", data, "--json").stdout)["counts"]
    assert again == {"new": 0, "update": 0, "duplicate": 2, "error": 0}
    assert count(session, Returnee) == 2


def test_browser_parts_and_the_whole_file_say_the_same(run, session):
    data = people_file(person(1), person(2, cccd="12345"), person(1, phone=""))
    dry = json.loads(run("returnees", data, "--json", "--dry-run").stdout)
    done = json.loads(run("returnees", data, "--json").stdout)
    assert dry["rows"] == done["rows"]


def test_positions_come_in_too(run, session):
    result = run("positions", positions_file(position(1)))
    assert result.exit_code == 0
    assert "mới 1" in result.stdout
    assert count(session, Position) == 1


def test_a_refused_file_exits_with_two_and_says_why_on_stderr(run, session):
    result = run("returnees", b"x", "--json", name="anh.png")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Chỉ nhận tệp Excel" in result.stderr
    assert count(session, Import) == 0


def test_acting_for_an_officer_keeps_to_their_communes(run, session):
    make_user(session, Role.COUNSELOR, communes=("14758",)).login = "canbo"
    session.commit()
    told = json.loads(run("returnees", people_file(person(1)), "--json", "--as", "canbo").stdout)
    assert told["rows"][0]["status"] == "error"
    assert "ngoài địa bàn" in told["rows"][0]["reasons"][0]


def test_a_user_without_the_permission_is_refused(run, session):
    make_user(session, Role.COMMITTEE).login = "bcd"
    session.commit()
    result = run("returnees", people_file(person(1)), "--as", "bcd")
    assert result.exit_code == 2
    assert "không có quyền" in result.stderr


def test_an_import_is_undone_by_its_number(app, run, session):
    known = make_returnee(session)
    run("returnees", people_file(person(1)))
    batch = session.scalars(select(Import)).one()
    result = app.test_cli_runner().invoke(args=["import", "undo", str(batch.id)])
    assert result.exit_code == 0
    assert session.scalars(select(Returnee.id)).all() == [known.id]


def test_purging_deletes_old_staged_rows(app, run, session):
    run("returnees", people_file(person(1)))
    result = app.test_cli_runner().invoke(args=["import", "purge", "--days", "-1"])
    assert "Đã xóa 1 dòng tạm." in result.stdout
    assert count(session, ImportRow) == 0
    assert count(session, Returnee) == 1
