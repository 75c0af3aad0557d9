"""Sealing what has to be read again: second factors, and mail on its way.

AES-256-GCM under the installation's key, bound to what it is for and to whom, so a sealed value
moved to another row opens nothing. Whoever has the database alone, or a copy of it, has neither.
"""

import hmac
import logging
import os
import secrets
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

log = logging.getLogger(__name__)

FILE: Final = "secret.key"
_NONCE: Final = 12


class Seal:
    """Closes and opens; a value closed by another key does not open."""

    def __init__(self, key: str) -> None:
        self._key = sha256(key.encode()).digest()
        self._cipher = AESGCM(self._key)

    def mark(self, secret: str, *, purpose: str) -> bytes:
        """Hash a secret too short to be hashed bare: without the key nobody tries them all."""
        return hmac.digest(self._key, f"{purpose}\0{secret}".encode(), "sha256")

    def close(self, plain: bytes, *, purpose: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, purpose.encode())

    def open(self, closed: bytes, *, purpose: str) -> bytes | None:
        """Return what was closed; None, and an error in the log, when this is not the key."""
        try:
            return self._cipher.decrypt(closed[:_NONCE], closed[_NONCE:], purpose.encode())
        except InvalidTag:
            log.exception("a sealed value does not open: this is not the key that closed it")
            return None

    def close_text(self, plain: str, *, purpose: str) -> str:
        return b64encode(self.close(plain.encode(), purpose=purpose)).decode("ascii")

    def open_text(self, closed: str | None, *, purpose: str) -> str | None:
        if closed is None:
            return None
        plain = self.open(b64decode(closed), purpose=purpose)
        return None if plain is None else plain.decode()


def key_in(directory: Path) -> str:
    """Read the key kept beside the data, or make it: once, and for its owner's eyes only."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / FILE
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(made, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(32))
    return file.read_text(encoding="ascii").strip()
