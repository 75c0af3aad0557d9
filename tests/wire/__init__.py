"""The WAMP door, from both sides."""

# First of all: it chooses asyncio for autobahn, which the serializers look at when imported.
import ytefas.wire.codec  # noqa: F401
