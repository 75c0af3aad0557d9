"""The catalogue in the database: a release loaded, a newer one proposed, decisions carried out."""
