"""`flask usb`: the stick for a laptop in the hall, started there by a double click."""

import shutil
import subprocess
import sys
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent.parent
PARTS = (
    *("config.py", "wsgi.py", "requirements.txt", "matching", "models", "portal", "services"),
    *("templates", "static", "data", "migrations", "translations"),
)
WINDOWS = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp")
# pip reads "only on Windows" by the machine it runs on, so what click needs there is named here.
ONLY_ON_WINDOWS = ("colorama==0.4.6",)
START = r"""@echo off
rem Bam dup tep nay de mo hoi nghi tren may nay. Khong can mang.
cd /d "%~dp0"
if not exist may\Scripts\python.exe (
  py -3.11 -m venv may || goto khong_co_python
  may\Scripts\python -m pip install --no-index --find-links wheels -r noi-viec\requirements.txt
)
set NOIVIEC_DATABASE_URL=sqlite:///%CD:\=/%/du-lieu/noiviec.db
set NOIVIEC_KEY_FILE=%CD%\du-lieu\key.json
cd noi-viec
if not exist ..\du-lieu\noiviec.db (
  ..\may\Scripts\flask --app wsgi hall open ..\hoi-nghi.nvpack ..\hoi-nghi.nvkey || goto het
)
..\may\Scripts\flask --app wsgi serve
goto het
:khong_co_python
echo May nay chua co Python 3.11. Hay chay tep python-3.11 tren USB roi bam lai.
:het
pause
"""
READ_ME = """Nối Việc: máy hội trường

1. Chép cả thư mục này vào máy tính, đặt hoi-nghi.nvpack và hoi-nghi.nvkey cạnh tệp này.
   Hai tệp đó đi trên hai USB khác nhau.
2. Bấm đúp hoi-truong.bat. Lần đầu mất vài phút để cài từ thư mục wheels, không cần mạng.
3. Điện thoại và máy tính bảng vào cùng Wi-Fi, mở địa chỉ hoặc quét mã trên màn hình.
4. Xong việc: chạy "flask hall actions ve.nvhall", mang tệp đó về, rồi "flask hall erase".

Trên Windows cần Python 3.11 (tệp cài của python.org, chép sẵn vào USB).
"""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--wheels/--no-wheels", default=True, help="Tải các gói cho Windows vào USB.")
def usb(folder: Path, *, wheels: bool) -> None:
    """Write the stick into FOLDER; needs the network once, the laptop then needs none."""
    product = folder / "noi-viec"
    product.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        _copy(ROOT / part, product / part)
    (folder / "hoi-truong.bat").write_bytes(START.replace("\n", "\r\n").encode("ascii"))
    (folder / "DOC-TRUOC.txt").write_bytes(READ_ME.replace("\n", "\r\n").encode("utf-8-sig"))
    if wheels:
        _download(folder / "wheels")
    click.echo(f"Đã ghi USB vào {folder}.")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignore)
    else:
        shutil.copy2(source, target)


def _download(folder: Path) -> None:
    """Fetch the pinned wheels for Windows, and fail loudly when one is missing."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary", ":all:"]
    wanted = ["-r", str(ROOT / "requirements.txt"), *ONLY_ON_WINDOWS, "-d", str(folder)]
    done = subprocess.run([*command, *WINDOWS, *wanted], check=False)  # noqa: S603 - our own words
    if done.returncode:
        sys.exit("Thiếu gói cho Windows, xem dòng trên. USB chưa dùng được.")
