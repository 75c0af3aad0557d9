"""What letters say: a subject, a text and the same in simple HTML, in the reader's language.

A letter is its paragraphs; `{link}` alone in one is where its button goes. The words are in the
catalogues (`mail.<kind>.subject`, `mail.<kind>.1` …), so a sentence can be mended there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from html import escape
from typing import Any, Final

Say = Callable[[str, str, Mapping[str, Any]], str | None]

LINK: Final = "link"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be sent: to whom, of what kind, and the facts its words need."""

    id: Any
    kind: str
    to: str
    subject: str
    locale: str
    facts: Mapping[str, Any]
    attempts: int = 1


def paragraphs(letter: Letter, say: Say) -> list[str]:
    """Read the paragraphs of a letter until there is no next one."""
    found: list[str] = []
    while text := say(f"{letter.kind}.{len(found) + 1}", letter.locale, letter.facts):
        found.append(text)
    return found


def composed(letter: Letter, say: Say, *, sender: str) -> EmailMessage:
    """Write the message: plain text first, for who reads that; HTML that fetches nothing."""
    said = paragraphs(letter, say)
    farewell = say("farewell", letter.locale, letter.facts) or ""
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = sender
    message["To"] = letter.to
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(str(letter.id), domain=sender.rpartition("@")[2].strip("> "))
    message["Auto-Submitted"] = "auto-generated"  # nobody's holiday answers us (RFC 3834)
    message["Content-Language"] = letter.locale
    message.set_content("\n\n".join([*said, farewell]) + "\n")
    link = str(letter.facts.get(LINK, ""))
    lines = [_in_html(text, link) for text in [*said, farewell]]
    page = f'<!doctype html><html lang="{letter.locale}"><body>{"".join(lines)}</body></html>'
    message.add_alternative(page, subtype="html")
    return message


def _in_html(text: str, link: str) -> str:
    if link and text == link:
        return f'<p><a href="{escape(link)}">{escape(link)}</a></p>'
    return f"<p>{escape(text)}</p>"
