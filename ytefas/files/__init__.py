"""What people hand in: recognised by content, judged in a process of its own, kept by its hash."""
