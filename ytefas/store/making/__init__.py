"""Making many records of a customer at once: a sector preset applied, a part of a firm copied."""
