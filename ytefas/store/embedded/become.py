"""Become the server's user, tie our life to our parent's, and turn into another program.

Run as a script by a fresh interpreter: `python -I -S become.py UID GID SIGNAL PARENT -- PROGRAM …`,
so that it works under every event loop and nothing of the parent is inherited. It leaves the
terminal's process group: Ctrl-C is for the node, which stops the database last.
"""

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1
_PARENT_GONE = 125


def main(arguments: list[str]) -> None:
    """Do it: this function does not return."""
    uid, gid, signal, parent = map(int, arguments[:4])
    os.setsid()
    os.umask(0o077)
    if os.geteuid() != uid:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # After the change of user, which clears it. Where the system has no such call (macOS), the
    # next start finds the orphan and stops it.
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked to be told
        sys.exit(_PARENT_GONE)
    program = arguments[5:]
    os.execv(program[0], program)  # noqa: S606 - the very purpose


if __name__ == "__main__":
    main(sys.argv[1:])
