"""The HTTP door: login, tickets, health, the client's files."""
