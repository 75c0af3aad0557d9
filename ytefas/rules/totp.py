"""The second factor: codes from a clock and a shared secret (RFC 6238), and for a lost phone.

Pure: time is an argument. Six digits, thirty seconds, SHA-1 (what every authenticator app knows;
the code is short-lived and tries are slowed, so the hash is not the weak place). A code of the step
before or after is taken, because clocks differ; a step that was used is not taken again.
"""

import base64
import hmac
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

DIGITS: Final = 6
STEP: Final = 30  # seconds
TOLERATED: Final = 1  # steps before and after
SECRET_BYTES: Final = 20  # as long as what SHA-1 makes of it (RFC 4226 §4)
RECOVERY_CODES: Final = 10
CODE_MAX: Final = 32  # longer than any code, with the spaces people put between digits
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else
_RECOVERY_LENGTH: Final = 10


def new_totp_secret() -> str:
    """Make a secret as authenticator apps take it: base32, no padding."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def step_of(moment: datetime) -> int:
    """Tell which half minute a moment lies in."""
    return int(moment.timestamp()) // STEP


def code_at(secret: str, step: int) -> str:
    """Compute the code of a step."""
    key = base64.b32decode(secret)
    mark = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    offset = mark[-1] & 0x0F
    number = int.from_bytes(mark[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def accepted(secret: str, typed: str, *, now: datetime, used: int | None) -> int | None:
    """Return the step a code is right for, newer than the last one used; None if there is none."""
    code = normal_code(typed)
    here = step_of(now)
    right = None
    for step in range(here - TOLERATED, here + TOLERATED + 1):
        fits = hmac.compare_digest(code_at(secret, step).encode(), code.encode())
        if fits and (used is None or step > used):
            right = step
    return right


def normal_code(typed: str) -> str:
    """One spelling per code: people type spaces, hyphens and capitals."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())


def looks_like_totp(typed: str) -> bool:
    """Tell a code of the clock from one for a lost phone."""
    code = normal_code(typed)
    return len(code) == DIGITS and code.isdigit()


def provisioning_uri(secret: str, *, account: str, issuer: str) -> str:
    """Write what the QR code says, as authenticator apps read it."""
    label = quote(f"{issuer}:{account}", safe="")
    said = {"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{label}?{urlencode(said, quote_via=quote)}"


def new_recovery_codes() -> list[str]:
    """Make codes of 49 random bits each; tries are slowed, so nobody guesses one."""
    return [
        "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    ]


def spelled(code: str) -> str:
    """Write a code for a lost phone as people copy it: in two halves."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"
