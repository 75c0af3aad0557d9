"""Attacks on the program by the tools that attackers use: `make attack`."""
