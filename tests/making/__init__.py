"""Making many records at once: presets applied, parts of a firm copied."""
