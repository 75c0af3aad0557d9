"""What is handed in is told by its content, made harmless or refused with a sentence of its own."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from PIL import Image

from tests.files.handing import fetch, hand_in, post
from tests.files.hostile import GPS, REFUSED, TAKEN, photo, photo_with_notes, png_of
from tests.support.node import House
from ytefas.files.kinds import clean_name
from ytefas.words import LOCALES, catalogue


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_not_taken_is_refused_with_a_sentence_of_its_own(
    house: House, files_dir: Path, what: str
) -> None:
    name, data, reason = REFUSED[what]
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    answer = await hand_in(anna, customer, name, data)
    assert (answer.status, answer.reason) == (422, reason)
    sentence = catalogue("it")[f"error.file_refused.{reason}"]
    assert answer.json["message"].startswith(sentence.split("{")[0])
    assert all(len(catalogue(one)[f"error.file_refused.{reason}"]) > 25 for one in LOCALES)
    assert not (files_dir / str(customer)).exists()
    assert not list((files_dir / "incoming").iterdir())


@pytest.mark.parametrize("what", TAKEN)
async def test_what_is_taken_comes_back_as_what_it_is(house: House, what: str) -> None:
    name, data, kept, mime = TAKEN[what]
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    answer = await hand_in(anna, customer, name, data)
    assert answer.status == 201, answer.json
    assert answer.json["name"] == kept
    served = await fetch(anna, answer.json["id"])
    assert served.status == 200
    assert kept.encode().decode() in served.headers["Content-Disposition"].replace("%20", " ")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Cache-Control"] == "private, no-cache"
    assert "sandbox" in served.headers["Content-Security-Policy"]
    is_photo = mime.startswith("image/")
    assert served.headers["Content-Disposition"].startswith("inline" if is_photo else "attachment")
    if is_photo:
        assert served.headers["Content-Type"] == mime
        assert b"alert" not in served.body
    else:
        assert served.body == data


async def test_a_photo_keeps_its_day_and_loses_everything_else(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    given = photo_with_notes()
    assert b"Mario Rossi" in given
    answer = await hand_in(anna, customer, "IMG.jpg", given)
    assert (answer.json["width"], answer.json["height"]) == (80, 120)  # upright
    assert answer.json["taken_on"] == "2026-03-14"
    for size in ("", "?size=thumb", "?size=screen"):
        served = await fetch(anna, answer.json["id"], size)
        assert b"Mario" not in served.body
        with Image.open(io.BytesIO(served.body)) as picture:
            assert not dict(picture.getexif())
            assert not picture.getexif().get_ifd(GPS)
            assert picture.size == (80, 120)
            red, _, blue = picture.convert("RGB").getpixel((40, 10))  # type: ignore[misc]
            assert red > blue  # what was at the left is at the top


async def test_small_sizes_are_small_and_only_of_photos(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    big = await hand_in(anna, customer, "a.jpg", photo(size=(3000, 2000)))
    thumb = await fetch(anna, big.json["id"], "?size=thumb")
    assert (thumb.status, thumb.headers["Content-Type"]) == (200, "image/webp")
    with Image.open(io.BytesIO(thumb.body)) as picture:
        assert picture.size == (400, 267)
    paper = await hand_in(anna, customer, *TAKEN["a PDF"][:2])
    assert (await fetch(anna, paper.json["id"], "?size=thumb")).status == 404
    assert (await fetch(anna, big.json["id"], "?size=../../etc")).status == 404
    down = await fetch(anna, big.json["id"], "?download")
    assert down.headers["Content-Disposition"].startswith("attachment")


async def test_one_file_to_a_request_and_nothing_beside_it(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    other = aiohttp.FormData()
    other.add_field("photo", photo(), filename="a.jpg")
    assert (await post(anna, customer, other)).reason == "file_one"
    words = aiohttp.FormData()
    words.add_field("file", "no file", content_type="multipart/form-data")
    words.add_field("x", photo(), filename="a.jpg")
    assert (await post(anna, customer, words)).status == 400
    parts = aiohttp.FormData()
    for one in range(10_000):
        parts.add_field(f"x{one}", "x")
    parts.add_field("file", photo(), filename="a.jpg")
    assert (await post(anna, customer, parts)).reason == "file_one"
    plain = await post(anna, customer, photo(), headers={"Content-Type": "image/jpeg"})
    assert (plain.status, plain.json["code"]) == (400, "invalid")
    torn = b"--b\r\nContent-Disposition: form-data; name=file; filename=a.jpg\r\n\r\nabc"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    assert (await post(anna, customer, torn, headers=kind)).status in {400, 422}
    nothing = await post(anna, customer, b"", headers=kind)
    assert nothing.status in {400, 422}


async def test_what_is_too_long_is_refused_before_it_is_read(house: House) -> None:
    customer = await house.customer()
    _, anna = await house.consultant(customer)
    photo_too_long = png_of(100, 100) + b"\0" * 15_000_000
    assert (await hand_in(anna, customer, "a.png", photo_too_long)).reason == "photo_bytes"
    kind = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": "90000000"}
    said = await post(anna, customer, some(b"--b\r\n"), headers=kind)  # answered at once
    assert (said.status, said.reason) == (422, "file_bytes")


async def some(data: bytes) -> AsyncIterator[bytes]:
    """Send a little of what was promised."""
    yield data


def test_names_are_cleaned() -> None:
    assert clean_name("a/b\\c\0d\u202e.JPG", "image/jpeg") == "c d.jpg"
    assert clean_name("....", "image/png") == "file.png"
    assert clean_name("x" * 400 + ".pdf", "application/pdf") == "x" * 150 + ".pdf"
    assert clean_name("Visita 12.03.2026.pdf", "application/pdf") == "Visita 12.03.2026.pdf"
    assert clean_name('a<b>:"c|?*.pdf', "application/pdf") == "a_b___c___.pdf"
