"""Who may come in: passwords, logins, tickets, tokens, and the slowing of guesses."""
