"""What is one user's own: preferences, saved views, drafts; and what he finds and may know."""
