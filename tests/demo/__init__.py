"""The demonstration: what whoever tries the program finds in it."""
