"""The router's promises: session, broker, dealer, through the front door and without sockets."""
