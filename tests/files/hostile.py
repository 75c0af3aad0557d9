"""Files as people and attackers hand them in, made here: each says what it should be told."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from PIL import Image

GPS = 0x8825


def photo(kind: str = "JPEG", size: tuple[int, int] = (120, 80), **more: object) -> bytes:
    """Make a photo, red at the left and blue at the right."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (size[0] // 2, 0, *size))
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def photo_with_notes() -> bytes:
    """Make a photo as a telephone does: lying on its side, with day, owner and position."""
    notes = Image.Exif()
    notes[0x0112] = 6  # turned by a quarter
    notes[0x013B] = "Mario Rossi"
    notes.get_ifd(0x8769)[36867] = "2026:03:14 09:26:53"
    notes.get_ifd(GPS)[2] = (45.0, 4.0, 12.5)
    notes.get_ifd(GPS)[1] = "N"
    return photo(exif=notes)


def png_of(width: int, height: int) -> bytes:
    """Make a PNG whose head promises a size, with next to nothing behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 4096)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(
    inside: bytes = b"", *, stream: bytes | None = None, noise: bytes | None = None,
    head: bytes = b"", packs: Callable[[bytes], bytes | str] = zlib.compress,
) -> bytes:  # fmt: skip
    """Make a small PDF; `inside` stands in its catalogue, `stream` in a packed object stream.

    `noise` is the points of a scanned page; `head` and `packs` say how the stream is written.
    """
    made = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inside + b" >>\nendobj\n"
    made += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    if stream is not None:
        packing = packs(stream)
        packed = packing if isinstance(packing, bytes) else packing.encode()
        made += (
            b"3 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d %s >>\n"
            % (len(packed), head)
        )
        made += b"stream\n" + packed + b"\nendstream\nendobj\n"
    if noise is not None:
        made += b"4 0 obj\n<< /Subtype /Image /Filter /DCTDecode /Length %d >>\n" % len(noise)
        made += b"stream\n" + noise + b"\nendstream\nendobj\n"
    return made + b"trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def office(parts: Mapping[str, bytes] | None = None, *, main: str = "word/document.xml") -> bytes:
    """Make a package of parts; without any a Word document of one line."""
    made = io.BytesIO()
    own = {"[Content_Types].xml": b"<Types/>", main: b"<document>Ciao</document>"}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {**own, **(parts or {})}.items():
            package.writestr(name, data)
    return made.getvalue()


def remote(kind: str) -> bytes:
    """Make the relationships of a document that fetches something."""
    return (
        b'<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/x/'
        + kind.encode()
        + b'" Target="http://169.254.169.254/t.dotm" TargetMode="External"/></Relationships>'
    )


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 600
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

# What is handed in, under which name, and the reason it is refused for.
REFUSED: Mapping[str, tuple[str, bytes, str]] = {
    "an empty file": ("vuoto.pdf", b"", "file_empty"),
    "an SVG as a photo": ("foto.jpg", SVG, "file_svg"),
    "a page as a photo": ("foto.png", HTML, "file_html"),
    "a page after a mark": ("foto.png", b"\xef\xbb\xbf  " + HTML, "file_html"),
    "a photo of an iPhone": ("IMG_0001.HEIC", HEIC, "file_heic"),
    "a video": ("clip.mp4", b"\0\0\0\x18ftypisom\0\0\0\0" + b"\0" * 600, "file_video"),
    "an old photo": ("a.gif", b"GIF89a" + b"\0" * 600, "file_old_photo"),
    "an old document": ("a.doc", OLD_WORD, "file_old_office"),
    "a program": ("fattura.pdf", b"MZ" + b"\0" * 600, "file_program"),
    "anything else": ("a.pdf", b"hello world", "file_unknown"),
    "a photo cut short": ("a.jpg", photo(size=(400, 300))[:-900], "file_damaged"),
    "a photo of nothing": ("a.jpg", b"\xff\xd8\xff\xe0" + b"A" * 600, "file_damaged"),
    "65 000 by 65 000": ("a.png", png_of(65_000, 65_000), "photo_pixels"),
    "one dot high": ("a.png", png_of(49_000_000, 1), "photo_pixels"),
    "a PDF cut short": ("a.pdf", pdf()[:-20], "file_damaged"),
    "a PDF that is a page too": ("a.pdf", pdf() + HTML, "file_two_in_one"),
    "a PDF that is a package too": ("a.pdf", pdf() + office(), "file_two_in_one"),
    "a PDF with a script": ("a.pdf", pdf(b"/OpenAction << /S /JavaScript >>"), "pdf_active"),
    "a script in disguise": ("a.pdf", pdf(b"/OpenAction << /S /J#61vaScript >>"), "pdf_active"),
    "a script packed away": ("a.pdf", pdf(stream=b"1 0 << /S /JavaScript >>"), "pdf_active"),
    "a script behind a long head": (
        "a.pdf", pdf(stream=b"1 0 << /S /JavaScript >>", head=b" " * 5000), "pdf_active"),
    "a script packed in a strange way": (
        "a.pdf", pdf(stream=b"1 0 << /S /JavaScript >>", packs=bytes.hex), "pdf_active"),
    "a script where a scan seems to be": (
        "a.pdf", pdf(noise=b"7 0 obj << /S /Rendition /JS (app.alert) >> endobj"), "pdf_active"),
    "a script behind a stream that is none": (
        "a.pdf", pdf(b"/X 1 %stream\n", stream=b"1 0 << /S /JavaScript >>"), "pdf_active"),
    "a script in a stream that begins with a lone return": (
        "a.pdf", pdf(stream=b"1 0 << /S /JavaScript >>").replace(b"stream\n", b"stream\r", 1),
        "pdf_active"),
    "a script in a stream that does not say what it is": (
        "a.pdf", pdf(stream=b"1 0 << /S /JavaScript >>").replace(b"/Type /ObjStm ", b"", 1),
        "pdf_active"),
    "a script that is foretold": (
        "a.pdf", pdf(stream=bytes([2, 1, 0, 0, 0]), head=b"/DecodeParms << /Predictor 12 >>"),
        "pdf_active"),
    "a PDF that starts a program": ("a.pdf", pdf(b"/AA << /S /Launch >>"), "pdf_active"),
    "a PDF with luggage": ("a.pdf", pdf(b"/Names << /EmbeddedFiles 4 0 R >>"), "pdf_carries"),
    "a locked PDF": ("a.pdf", pdf(b"/Encrypt 9 0 R"), "file_locked"),
    "a PDF that is a bomb": (
        "a.pdf", pdf(stream=b"\0" * 3_000_000), "file_unpacked"),
    "a package of files": ("a.docx", office({}, main="foto/a.jpg"), "file_archive"),
    "a package that is a bomb": (
        "a.docx", office({"word/media/a.bin": b"\0" * 3_000_000}), "file_unpacked"),
    "10 000 parts": (
        "a.docx", office({f"word/{one}.xml": b"" for one in range(10_000)}), "file_entries"),
    "a way out of the package": ("a.docx", office({"../../etc/cron.d/x": b""}), "office_names"),
    "an absolute name": ("a.docx", office({"/etc/passwd": b""}), "office_names"),
    "a macro": ("a.docx", office({"word/vbaProject.bin": b"x"}), "office_active"),
    "a macro by its type": (
        "a.docx", office({"[Content_Types].xml": b"<T x='application/vnd.ms-word.document"
                          b".macroEnabled.main+xml'/>"}), "office_active"),
    "an object": ("a.docx", office({"word/embeddings/oleObject1.bin": b"x"}), "office_active"),
    "a far template": (
        "a.docx", office({"word/_rels/s.xml.rels": remote("attachedTemplate")}), "office_fetches"),
    "a far template in another writing": (
        "a.docx", office({"word/_rels/s.xml.rels": remote("attachedTemplate").decode()
                          .encode("utf-16")}), "office_fetches"),
    "a far template under a prefix": (
        "a.docx", office({"word/_rels/s.xml.rels": remote("attachedTemplate")
                          .replace(b"Relationship", b"x:Relationship")
                          .replace(b"<x:Relationships>", b"<x:Relationships xmlns:x='x'>")}),
        "office_fetches"),
    "a far template spelled in numbers": (
        "a.docx", office({"word/_rels/s.xml.rels": remote("attached&#84;emplate")
                          .replace(b'"External"', b'"&#x45;xternal"')}), "office_fetches"),
    "a far template behind a sign": (
        "a.docx", office({"word/_rels/s.xml.rels": remote("attachedTemplate")
                          .replace(b'Id="r1"', b'Id="r>1"')}), "office_fetches"),
    "a far template in a list cut short": (
        "a.docx", office({"word/_rels/s.xml.rels": remote("hyperlink")[:-4]}), "file_damaged"),
    "a macro under another name": (
        "a.docx", office({"word/a.bin": b"x", "word/_rels/d.xml.rels": remote("vbaProject")
                          .replace(b'TargetMode="External"', b"")}), "office_active"),
    "entities in another writing": (
        "a.xlsx", office({"xl/s.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode("utf-16")},
                         main="xl/workbook.xml"), "office_entities"),
    "entities that grow": (
        "a.xlsx", office({"xl/s.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'},
                         main="xl/workbook.xml"), "office_entities"),
    "a document cut short": ("a.docx", office()[:-40], "file_damaged"),
    "a document with a tail": ("a.docx", office() + b"<script>", "file_two_in_one"),
}  # fmt: skip

# What is taken, under which name it is kept.
TAKEN: Mapping[str, tuple[str, bytes, str, str]] = {
    "a photo": ("Quadro elettrico.jpeg", photo(), "Quadro elettrico.jpg", "image/jpeg"),
    "a picture": ("logo.png", photo("PNG"), "logo.png", "image/png"),
    "a WebP": ("a.webp", photo("WEBP"), "a.webp", "image/webp"),
    "a PDF": ("Nomina RSPP.pdf", pdf(), "Nomina RSPP.pdf", "application/pdf"),
    "a scan whose points spell something": (
        "Verbale.pdf", pdf(noise=b"\x81/JS\x07\xb2/JS(\xfd\x02/XFA\x9a" * 50), "Verbale.pdf",
        "application/pdf"),
    "a document": ("DVR 2026.docx", office(), "DVR 2026.docx", "docx"),
    "a document with a link": (
        "a.docx", office({"word/_rels/document.xml.rels": remote("hyperlink")}), "a.docx", "docx"),
    "a PDF that foretells nothing": (
        "a.pdf", pdf(stream=b"1 0 << /Type /Page >>", head=b"/DecodeParms null"), "a.pdf",
        "application/pdf"),
    "a sheet": ("a.xlsx", office(main="xl/workbook.xml"), "a.xlsx", "xlsx"),
    "a photo with another ending": ("foto.exe", photo(), "foto.jpg", "image/jpeg"),
    "a photo with two endings": ("fattura.pdf.exe", photo(), "fattura.jpg", "image/jpeg"),
    "a name that leads out": ("../../etc/passwd", photo(), "passwd.jpg", "image/jpeg"),
    "a name of Windows": ("C:\\temp\\x.png", photo("PNG"), "x.png", "image/png"),
    "a name that reads backwards": ("foto\u202egpj.exe", photo(), "fotogpj.jpg", "image/jpeg"),
    "a photo that is a script too": (
        "a.jpg", photo() + b"\n*/alert(1)//<script>alert(1)</script>", "a.jpg", "image/jpeg"),
}  # fmt: skip
