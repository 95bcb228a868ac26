"""A real server on a database of its own, and a counselor, for what is tried in a browser."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy.orm import Session

from config import Settings
from models import Keyring, Role, crypto
from portal import create_app, schema
from portal.database import make_engine
from services import accounts
from tests.live import serving

CHROMIUM = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox", "--disable-gpu"]}
LOGIN, PASSWORD = "can.bo", "mật khẩu đủ dài 1"


@contextmanager
def own_server(folder: Path, fill: Callable[[Session], None]) -> Iterator[str]:
    """Make a key and a database in `folder`, fill it and yield the address that serves it."""
    Keyring.create().save(folder / "key.json")
    crypto.use(Keyring.load(folder / "key.json"))
    url = f"sqlite:///{folder / 'own.db'}"
    schema.upgrade(url)
    engine = make_engine(url)
    with Session(engine) as session:
        fill(session)
        session.commit()
    engine.dispose()
    settings = Settings(
        database_url=url,
        key_file=folder / "key.json",
        public_url="http://127.0.0.1",
        log_level="CRITICAL",
        testing=True,
    )
    with serving(create_app(settings)) as address:
        yield address


def add_counselor(session: Session, communes: Iterable[str]) -> None:
    """Add the one who signs in, for some communes."""
    user = accounts.create_user(session, LOGIN, "Lê Thị Cán Bộ", PASSWORD)
    for code in communes:
        accounts.give_role(session, user, Role.COUNSELOR, commune_code=code)


def sign_in(page: Page, address: str) -> None:
    """Sign in as the counselor."""
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("button[name=save]")
    page.wait_for_url("**/counselor/today")
