"""The isolation matrix: every call, route, cursor operation and topic, for every kind of person."""
