"""Secrets we give out, and what we keep of them: a hash, which is no use to a thief.

They are 256 random bits, so a fast hash is enough (nothing to guess), and they are found by it, so
no comparison of ours can be timed.
"""

import secrets
from hashlib import sha256

API_TOKEN_PREFIX = "ytefas_"  # noqa: S105 - what secret scanners should look for, not a secret


def new_secret() -> str:
    """Make 256 bits in letters that a cookie and a header can carry."""
    return secrets.token_urlsafe(32)


def new_api_token() -> str:
    """Make a token that can be told from other secrets when it lies where it should not."""
    return API_TOKEN_PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """Hash what is stored or looked up."""
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()
