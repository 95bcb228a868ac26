"""Carry sealed values of a row from one keyring to another, and renew what look-ups need."""

import secrets
from typing import Any
from uuid import UUID

from models import Base, Keyring, Returnee
from models.crypto import KEY_BYTES, PERSON_KEY_ID, Cipher
from models.returnee import PersonRow

DATA_KEY = "data_key_ct"
People = dict[UUID, tuple[Cipher, Cipher]]
"""Each person's cipher before and after."""


def reseal(
    model: type[Base], row: dict[str, Any], old: Keyring, new: Keyring, people: People
) -> dict[str, Any]:
    """Return the row with every sealed value opened with `old` and sealed with `new`."""
    table = model.__tablename__
    sealed = {name for name, value in row.items() if name.endswith("_ct") and value}
    done = dict(row)
    if model is Returnee:
        sealed.discard(DATA_KEY)
        done[DATA_KEY] = _new_data_key(row, old, new, people)
    for name in sealed:
        place = f"{table}:{name}:{row['id']}"
        before, after = _ciphers(model, row, name, (old, new), people)
        done[name] = after.seal(before.open(row[name], place), place)
    return done | _look_ups(model, done)


def _new_data_key(row: dict[str, Any], old: Keyring, new: Keyring, people: People) -> bytes | None:
    """Give the person another data key: the one at home stays there."""
    wrapped, place = row[DATA_KEY], f"{Returnee.__tablename__}:{DATA_KEY}:{row['id']}"
    if wrapped is None:
        return None
    fresh = secrets.token_bytes(KEY_BYTES)
    before = Cipher(PERSON_KEY_ID, old.cipher_of(wrapped).open(wrapped, place))
    people[row["id"]] = (before, Cipher(PERSON_KEY_ID, fresh))
    return new.cipher().seal(fresh, place)


def _ciphers(
    model: type[Base],
    row: dict[str, Any],
    name: str,
    rings: tuple[Keyring, Keyring],
    people: People,
) -> tuple[Cipher, Cipher]:
    if model is Returnee:
        return people[row["id"]]
    if issubclass(model, PersonRow):
        return people[row["returnee_id"]]
    return rings[0].cipher_of(row[name]), rings[1].cipher()


def _look_ups(model: type[Base], row: dict[str, Any]) -> dict[str, Any]:
    """Put something unique in place of keyed look-ups: the pack's own key makes them anew."""
    named = {name for name in row if name.endswith("_hmac")} if model is not Returnee else set()
    return {name: secrets.token_bytes(KEY_BYTES) for name in named}
