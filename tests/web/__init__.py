"""The web door, through real sockets; each test names the ASVS 5.0 line it covers, if any."""
