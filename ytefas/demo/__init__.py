"""A demonstration: invented firms and three people who look at them."""
