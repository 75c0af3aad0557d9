"""The embedded PostgreSQL: our own launcher over the server that travels in a wheel.

Never as root, never open to other users of the machine, never two servers on one directory.
"""
