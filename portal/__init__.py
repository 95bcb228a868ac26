"""The web application."""

from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy import Engine

from config import Settings, from_environment
from models import Keyring, crypto
from portal import (
    access,
    auth,
    commands,
    committee,
    community,
    counselor,
    database,
    employer,
    errors,
    firms,
    hall,
    importing,
    introducing,
    jobs,
    logs,
    mail,
    nav,
    once,
    organiser,
    pledging,
    public,
    ranking,
    returnee,
    review,
    rights,
    security,
    sponsoring,
    static_files,
    stay,
)
from portal.auth import identity
from portal.sessions import DatabaseSessions
from services import match_index

ROOT = Path(__file__).parent.parent
BLUEPRINTS = (
    auth.bp,
    committee.bp,
    community.bp,
    counselor.bp,
    employer.bp,
    firms.bp,
    hall.bp,
    importing.bp,
    introducing.bp,
    jobs.bp,
    mail.bp,
    organiser.bp,
    pledging.bp,
    public.bp,
    ranking.bp,
    returnee.bp,
    review.bp,
    rights.bp,
    sponsoring.bp,
    stay.bp,
)


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """Build the application; `engine` is given by tests that hold their own connection."""
    chosen = settings or from_environment()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(_flask_settings(chosen))
    app.jinja_env.undefined = StrictUndefined
    app.session_interface = DatabaseSessions(chosen)
    database.init_app(app, engine or database.make_engine(chosen.database_url))
    match_index.use(chosen.index_folder)
    security.init_app(app, chosen)
    logs.init_app(app, chosen)
    static_files.init_app(app, ROOT / "static")
    identity.init_app(app)
    CSRFProtect(app)
    for part in (access, once, errors, nav, commands):
        part.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _forms_key(settings: Settings) -> bytes | None:
    """Load the keyring; before `flask keys create` there is none, and no page can be served."""
    if not settings.key_file.exists():
        return None
    crypto.use(Keyring.load(settings.key_file))
    return crypto.keyring().derive("forms")


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SETTINGS": settings,
        "SECRET_KEY": _forms_key(settings),
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * 1024 * 1024 + 64 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 5_000,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": settings.is_https,
        "TESTING": settings.testing,
    }
