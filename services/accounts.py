"""Accounts: passwords, sign-in with a brake on guessing, hats."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import Assignment, Attempt, Role, User, utcnow

HASHER = PasswordHasher()
# Four hashes at a time use 256 MiB; more would let a flood of sign-ins take the laptop down.
_HASHING = BoundedSemaphore(4)
MIN_PASSWORD, MAX_PASSWORD = 12, 128
WINDOW = timedelta(minutes=15)
FREE_TRIES = 5
# In all, from anywhere: so many that a stranger at another machine locks nobody out.
FREE_TRIES_IN_ALL = 50
KEY_LETTERS = 70
# Verified when the login is unknown, so that the answer takes as long as for a known one.
_DUMMY_HASH = HASHER.hash("a password nobody has")


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, composed to NFC first so that any keyboard agrees."""
    with _HASHING:
        return HASHER.hash(normalize("NFC", password))


def password_matches(stored: str | None, password: str) -> bool:
    """Tell whether `password` is right; takes as long when there is no such user."""
    if len(password) > MAX_PASSWORD:
        return False
    with _HASHING:
        try:
            return HASHER.verify(stored or _DUMMY_HASH, normalize("NFC", password)) and bool(stored)
        except Argon2Error:
            return False


def normalise_login(login: str) -> str:
    """Return a login as it is stored."""
    return normalize("NFKC", login).strip().casefold()


def find_user(session: Session, login: str) -> User | None:
    """Return the enabled user of a login."""
    return session.scalar(select(User).where(User.login == normalise_login(login), User.is_enabled))


def create_user(session: Session, login: str, full_name: str, password: str) -> User:
    """Make a user without any hat yet."""
    user = User(
        login=normalise_login(login), full_name=full_name, password_hash=hash_password(password)
    )
    session.add(user)
    session.flush()
    return user


def give_role(session: Session, user: User, role: Role, **scope: object) -> Assignment:
    """Give `user` a hat: commune_code, employer_id or event_id say where it reaches."""
    given = Assignment(user=user, role=role, **scope)
    session.add(given)
    session.flush()
    return given


def is_braked(session: Session, key: str, *, limit: int = FREE_TRIES) -> bool:
    """Tell whether `key` failed so often lately that it must wait a while."""
    since = utcnow() - WINDOW
    failures = session.scalar(
        select(func.count()).select_from(Attempt).where(Attempt.key == key, Attempt.at > since)
    )
    return (failures or 0) >= limit


def brakes(key: str, source: str) -> Mapping[str, int]:
    """Return what to count failures under, with its limit: a few from one address, more in all."""
    here = hashlib.sha256(f"{source}|{key}".encode()).hexdigest()
    return {f"at:{here}": FREE_TRIES, key[:KEY_LETTERS]: FREE_TRIES_IN_ALL}


def must_wait(session: Session, keys: Mapping[str, int]) -> bool:
    """Tell whether any of some brakes holds."""
    return any(is_braked(session, key, limit=limit) for key, limit in keys.items())


def count_failure(session: Session, key: str) -> None:
    """Remember one failed try."""
    session.add(Attempt(key=key))
    session.flush()


def forget_failures(session: Session, key: str) -> None:
    """Start counting anew after a success, and drop what is older than the window everywhere."""
    session.execute(delete(Attempt).where(Attempt.key == key))
    session.execute(delete(Attempt).where(Attempt.at < utcnow() - WINDOW))
