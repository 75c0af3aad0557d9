"""A photo made anew from its points, so that nothing else of the file is left.

What hides in it (position, owner, a second file behind the picture) does not come along; the day it
was taken is read first, because it is worth keeping. It stands upright, in the colours of screens.
"""

import io
import re
import warnings
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from ytefas.files.kinds import JPEG, PNG, WEBP, Judged, Refused

SIZES: Final = {"thumb": 400, "screen": 1920}  # pixels of the longer side
_OPENED_AS: Final = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
_LONGEST_SIDE: Final = 30_000
_LARGEST_PROFILE: Final = 4 * 1024 * 1024
_TAKEN: Final = (36867, 36868, 306)  # original, digitised, changed
_EXIF: Final = 0x8769
_OLDEST: Final = 1990


def made_anew(path: Path, mime: str, *, out: Path, most_pixels: int) -> Judged:
    """Write the photo and its smaller sizes (`out.<size>`) and say what it is."""
    Image.MAX_IMAGE_PIXELS = None  # ours is stricter, and asked before a point is read
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("ignore")
    try:
        with Image.open(path, formats=[_OPENED_AS[mime]]) as opened:
            _require_modest(opened.size, most_pixels)
            taken = _taken_on(opened)
            picture = _upright(opened)
    except Refused:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as broken:
        raise Refused("file_damaged") from broken
    _write(picture, mime, out)
    for name, side in SIZES.items():
        smaller = picture.copy()
        smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
        smaller.save(out.with_name(f"{out.name}.{name}"), "WEBP", quality=82, method=3)
    return Judged(mime, *picture.size, taken_on=taken)


def _require_modest(size: tuple[int, int], most_pixels: int) -> None:
    """Refuse by what the head says, before a point is read."""
    width, height = size
    if width * height > most_pixels or max(size) > _LONGEST_SIDE:
        raise Refused("photo_pixels", width=width, height=height, most=most_pixels // 1_000_000)


def _upright(opened: Image.Image) -> Image.Image:
    """Read the points, turned as the camera was held, in plain colours and nothing else."""
    opened.load()
    turned = ImageOps.exif_transpose(opened)
    if turned.mode in {"I;16", "I", "F", "I;16B"}:
        turned = turned.point(lambda value: value / 256).convert("L")
    seen_through = (
        turned.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in turned.info
    )
    plain = _in_screen_colours(turned, "RGBA" if seen_through else "RGB")
    plain.info.clear()
    return plain


def _in_screen_colours(picture: Image.Image, mode: str) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and len(profile) <= _LARGEST_PROFILE and picture.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            ours = ImageCms.createProfile("sRGB")
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(picture, theirs, ours, outputMode="RGB")
            if made is not None:
                return made.convert(mode)
    return picture.convert(mode)


def _write(picture: Image.Image, mime: str, out: Path) -> None:
    if mime == JPEG:
        picture.convert("RGB").save(out, "JPEG", quality=90, optimize=True, progressive=True)
    elif mime == PNG:
        picture.save(out, "PNG", compress_level=6)
    else:
        picture.save(out, "WEBP", quality=90, method=3)


def _taken_on(opened: Image.Image) -> str | None:
    """Read the day from the camera's notes, if it says a day that can be."""
    with suppress(Exception):  # notes are written by anybody; a photo is a photo without them
        notes = opened.getexif()
        said = {**dict(notes), **dict(notes.get_ifd(_EXIF))}
        for name in _TAKEN:
            found = re.match(r"(\d{4})[:/-](\d{2})[:/-](\d{2})", str(said.get(name, "")))
            if found is not None:
                day = date(*map(int, found.groups()))
                return day.isoformat() if day.year >= _OLDEST else None
    return None
