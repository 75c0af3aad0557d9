"""The WAMP door: codec, router, sockets, gateways."""
