"""The only room that knows every room: it builds the parts of a node and wires them together."""
