"""The client's catalogue as others read gettext: translators' programs must be able to open it."""

from io import BytesIO

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.client.node_js import CLIENT


def test_the_catalogue_is_sound_gettext_and_whole() -> None:
    data = (CLIENT / "src" / "texts" / "it.po").read_bytes()
    catalogue = read_po(BytesIO(data), abort_invalid=True)
    assert (str(catalogue.locale), catalogue.num_plurals) == ("it", 2)
    messages = [message for message in catalogue if message.id]
    assert messages
    assert not catalogue.obsolete
    assert [message.id for message in messages if message.fuzzy or not _whole(message)] == []


def _whole(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(forms)
