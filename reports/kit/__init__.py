"""What documents are made of: type, ink, pages, tables, a pen. It knows no method and no table."""
