"""What administrators ask about people, rights and deeds: read by the code that enforces them."""
