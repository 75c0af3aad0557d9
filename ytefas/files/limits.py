"""How large a file may be, how long it may be looked at, and how much somebody may keep."""

from dataclasses import dataclass

_MB = 1000 * 1000


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Sizes in bytes, times in seconds."""

    photo_bytes: int = 15 * _MB
    photo_pixels: int = 50 * _MB
    file_bytes: int = 50 * _MB
    unpacked_bytes: int = 200 * _MB
    unpacked_entries: int = 1000
    user_day_bytes: int = 500 * _MB
    customer_bytes: int = 5000 * _MB
    judging: int = 2  # files looked at, at once
    judge_memory: int = 1500 * _MB
    judge_seconds: float = 60.0
    scan_seconds: float = 60.0
    loose_seconds: float = 86_400.0  # that a file may hang on nothing: undone removals come back
