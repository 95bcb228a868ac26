from pathlib import Path

from portal.commands.usb import usb


def test_the_stick_starts_by_a_double_click_and_carries_no_data(app, tmp_path):
    done = app.test_cli_runner().invoke(usb, ["--no-wheels", str(tmp_path)])
    assert done.exit_code == 0, done.output
    start = (tmp_path / "hoi-truong.bat").read_bytes()
    assert start.isascii()
    assert b"\r\n" in start
    product = tmp_path / "noi-viec"
    for needed in ("wsgi.py", "requirements.txt", "portal/__init__.py", "data/skills.csv"):
        assert (product / needed).is_file(), needed
    left_out = {"tests", "benchmarks", "instance", ".git"}
    assert not left_out & {path.name for path in product.iterdir()}
    assert [path for path in product.rglob("*") if path.suffix in {".db", ".key"}] == []


def test_every_file_the_start_names_is_on_the_stick(app, tmp_path):
    app.test_cli_runner().invoke(usb, ["--no-wheels", str(tmp_path)])
    start = (tmp_path / "hoi-truong.bat").read_text()
    assert "noi-viec\\requirements.txt" in start
    assert Path(tmp_path / "noi-viec" / "requirements.txt").exists()
    assert "hall open" in start
