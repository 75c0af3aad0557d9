"""Mail: what letters say, and handing them to the firm's own mail server."""
