"""A real server on a database of its own, for what is tried in a browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from config import Settings
from models import Keyring, crypto
from portal import create_app, schema
from portal.database import make_engine
from tests.live import serving


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
