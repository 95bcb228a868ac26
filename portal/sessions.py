"""Browser sessions on the server: the cookie is a random key, so signing out ends it for good."""

import base64
import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from config import Settings
from models import WebSession, WrongKeyError, utcnow
from models.crypto import Cipher
from portal.database import begin_writing, end_transaction, new_session

PLACE, KEY_ID = "web_sessions:content", b"cook"
TOUCH_EVERY = timedelta(minutes=1)


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls `session`, with the key it was found under."""

    def __init__(self, content: dict[str, Any] | None = None, token: str = "") -> None:
        super().__init__(content or {}, on_update=_mark)
        self.token = token
        self.modified = False
        self.stale_touch = False

    def renew(self) -> None:
        """Give the session another key, as at every sign-in; twice in a request is once."""
        self.forget = self.forget or self.token
        self.token = ""
        self.modified = True

    forget = ""


def _mark(session: "ServerSession") -> None:
    session.modified = True


class DatabaseSessions(SessionInterface):
    """Sessions in one table; only a hash of the key is stored."""

    def __init__(self, settings: Settings) -> None:
        self.lifetime = timedelta(hours=settings.session_hours)
        self.idle = timedelta(minutes=settings.idle_minutes)
        self.cookie = "__Host-noiviec" if settings.is_https else "noiviec"
        self.secure = settings.is_https

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the session the cookie names, or an empty one."""
        token = request.cookies.get(self.cookie, "")
        if not token:
            return ServerSession()
        with new_session() as db:
            row = db.scalar(select(WebSession).where(WebSession.token_hash == hashed(token)))
            if row is None or self._is_over(row):
                return ServerSession()
            session = ServerSession(_opened(row.content, token), token)
            session.stale_touch = utcnow() - row.seen_at > TOUCH_EVERY
            return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed; a read-only request writes at most once a minute."""
        assert isinstance(session, ServerSession)  # noqa: S101 - the only kind this class opens
        if not (session.modified or session.stale_touch):
            return
        end_transaction()
        with new_session() as db:
            begin_writing(db)
            if session.forget:
                db.execute(
                    delete(WebSession).where(WebSession.token_hash == hashed(session.forget))
                )
            if session:
                self._store(db, session)
            db.commit()
        self._set_cookie(session, response)

    def _store(self, db: Any, session: ServerSession) -> None:
        if not session.token:
            session.token = secrets.token_urlsafe(32)
            db.execute(delete(WebSession).where(WebSession.expires_at < utcnow()))
        found = select(WebSession).where(WebSession.token_hash == hashed(session.token))
        row = db.scalar(found)
        if row is None:
            row = WebSession(
                token_hash=hashed(session.token), content="{}", expires_at=utcnow() + self.lifetime
            )
            db.add(row)
        kind, _, number = str(session.get("_user_id", "")).partition(":")
        row.user_id = UUID(number) if kind == "u" else None
        row.device_id = UUID(number) if kind == "d" else None
        row.content = _sealed(dict(session), session.token)
        row.seen_at = utcnow()

    def _set_cookie(self, session: ServerSession, response: Response) -> None:
        if not session:
            response.delete_cookie(self.cookie, path="/", secure=self.secure)
            return
        response.set_cookie(
            self.cookie, session.token, path="/", secure=self.secure, httponly=True, samesite="Lax"
        )

    def _is_over(self, row: WebSession) -> bool:
        now = utcnow()
        is_idle = row.device_id is None and now - row.seen_at > self.idle
        return row.expires_at < now or is_idle


def end_others(db: Session, user_id: UUID, token: str) -> None:
    """End every session of a user but the one of this cookie: a stolen one ends with them."""
    others = WebSession.token_hash != hashed(token)
    db.execute(delete(WebSession).where(WebSession.user_id == user_id, others))


def _sealed(content: dict[str, Any], token: str) -> str:
    """Seal what a session holds under its cookie's key: a message may name a person or a code."""
    sealed = _cipher(token).seal(json.dumps(content).encode(), PLACE)
    return base64.b64encode(sealed).decode()


def _opened(stored: str, token: str) -> dict[str, Any]:
    """Return what a session holds; a row nobody can read any more is a session that ended."""
    try:
        content: dict[str, Any] = json.loads(_cipher(token).open(base64.b64decode(stored), PLACE))
    except (ValueError, WrongKeyError):
        return {}
    return content


def _cipher(token: str) -> Cipher:
    return Cipher(KEY_ID, hashlib.sha256(f"{PLACE}|{token}".encode()).digest())


def hashed(token: str) -> bytes:
    """Return what is stored of a 256-bit random key; a plain hash cannot be guessed backwards."""
    return hashlib.sha256(token.encode()).digest()
