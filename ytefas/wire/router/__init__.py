"""The embedded WAMP router: realm, broker and dealer without I/O; sockets live one floor up."""
