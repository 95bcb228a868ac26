"""Keys and sealed values.

A value is sealed with AES-256-GCM and bound to its place (table:column:id), so that a value copied
to another row does not open. Each person has a data key wrapped by the master key: erasing that key
erases the person. Look-ups go through keyed HMACs, one key a purpose.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
ID_BYTES = 4
PERSON_KEY_ID = b"pers"


class WrongKeyError(Exception):
    """A value does not open: another key sealed it, or it was moved or changed."""


@dataclass(frozen=True, slots=True)
class Cipher:
    """One key and its id: seals and opens bytes bound to a place."""

    key_id: bytes
    key: bytes

    def seal(self, plain: bytes, place: str) -> bytes:
        """Return key id, nonce and ciphertext in one value."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return self.key_id + nonce + AESGCM(self.key).encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return the plain bytes; raise WrongKeyError when key, place or value is not the same."""
        nonce = sealed[ID_BYTES : ID_BYTES + NONCE_BYTES]
        try:
            return AESGCM(self.key).decrypt(nonce, sealed[ID_BYTES + NONCE_BYTES :], place.encode())
        except InvalidTag as error:
            raise WrongKeyError(place) from error


@dataclass(frozen=True, slots=True)
class Keyring:
    """The master keys by id, which of them seals now, and the secret behind every HMAC."""

    current: bytes
    keys: Mapping[bytes, bytes]
    index_secret: bytes

    @classmethod
    def create(cls) -> Self:
        """Make a new keyring."""
        key = secrets.token_bytes(KEY_BYTES)
        key_id = hashlib.sha256(key).digest()[:ID_BYTES]
        return cls(key_id, {key_id: key}, secrets.token_bytes(KEY_BYTES))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the key file."""
        return cls.parse(path.read_bytes())

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """Read what `dump` wrote."""
        stored = json.loads(text)
        keys = {bytes.fromhex(name): base64.b64decode(key) for name, key in stored["keys"].items()}
        return cls(bytes.fromhex(stored["current"]), keys, base64.b64decode(stored["index_secret"]))

    def save(self, path: Path) -> None:
        """Write the key file, readable by its owner only; never replace an existing one."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(self.dump())

    def dump(self) -> bytes:
        """Return everything as text, for a key file or to be sealed itself."""
        stored = {
            "current": self.current.hex(),
            "keys": {name.hex(): base64.b64encode(key).decode() for name, key in self.keys.items()},
            "index_secret": base64.b64encode(self.index_secret).decode(),
        }
        return json.dumps(stored, indent=1).encode()

    def cipher(self) -> Cipher:
        """Return the cipher that seals now."""
        return Cipher(self.current, self.keys[self.current])

    def cipher_of(self, sealed: bytes) -> Cipher:
        """Return the cipher a value was sealed with, by its key id."""
        key_id = sealed[:ID_BYTES]
        if key_id not in self.keys:
            raise WrongKeyError(key_id.hex())
        return Cipher(key_id, self.keys[key_id])

    def fingerprint(self, purpose: str, value: str) -> bytes:
        """Return a keyed HMAC (32 bytes) for exact look-ups, another key for each purpose."""
        key = hmac.digest(self.index_secret, purpose.encode(), "sha256")
        return hmac.digest(key, value.encode(), "sha256")

    def derive(self, purpose: str) -> bytes:
        """Return 32 secret bytes for `purpose`, such as signing forms."""
        return hmac.digest(self.index_secret, f"derive:{purpose}".encode(), "sha256")


_active: list[Keyring] = []


def use(keyring: Keyring) -> None:
    """Make `keyring` this process's keyring; called once by create_app and by each command."""
    _active[:] = [keyring]


def keyring() -> Keyring:
    """Return this process's keyring; there is no plaintext fallback."""
    if not _active:
        raise WrongKeyError("no key file was loaded")
    return _active[0]


class Sealing(Protocol):
    """A row that knows which ciphers its values go through."""

    __tablename__: str
    id: Any

    def sealing_cipher(self) -> Cipher:
        """Return the cipher new values are sealed with."""

    def opening_cipher(self, sealed: bytes) -> Cipher:
        """Return the cipher an old value opens with."""


class SealedRow:
    """Mixin: values of this table are sealed with the installation's master key."""

    def sealing_cipher(self) -> Cipher:
        """Return the cipher new values are sealed with."""
        return keyring().cipher()

    def opening_cipher(self, sealed: bytes) -> Cipher:
        """Return the cipher an old value opens with."""
        return keyring().cipher_of(sealed)


class Encrypted:
    """Descriptor: `name = encrypted()` reads and writes text over the column `name_ct`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = f"{name}_ct"

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: Sealing, owner: type) -> str: ...
    def __get__(self, row: Sealing | None, owner: type) -> Self | str:
        """Open the value; what was never entered is the empty string."""
        if row is None:
            return self
        sealed = getattr(row, self.column)
        if not sealed:
            return ""
        return row.opening_cipher(sealed).open(sealed, self._place(row)).decode()

    def __set__(self, row: Sealing, value: str | None) -> None:
        """Seal the value bound to its row; an unchanged value stays as it is."""
        if value and value == self.__get__(row, type(row)):
            return
        sealed = row.sealing_cipher().seal(value.encode(), self._place(row)) if value else None
        setattr(row, self.column, sealed)

    def _place(self, row: Sealing) -> str:
        return f"{row.__tablename__}:{self.column}:{row.id}"


def encrypted() -> Encrypted:
    """Declare an encrypted text attribute; its column is declared beside it as `<name>_ct`."""
    return Encrypted()
