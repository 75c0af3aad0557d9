"""How nodes speak: serialisation, local-first dispatch, proxies, sessions, pairing."""
