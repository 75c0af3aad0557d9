"""Both halves together: the client's core, in Node.js, against the real server."""
