"""The contract between server and client, described once, in Python types."""
