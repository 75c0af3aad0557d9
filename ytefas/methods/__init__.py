"""The evaluation methods: one module per published version, pure, declared once.

A module `<id>_<version>.py` declares one `METHOD`; nothing central is edited. What a method is
made of lives in `kit`; tables that several methods read live in `tables`, named by their edition.
A version that was published never changes (`tests/methods/frozen.json`): what is wrong in it is
mended by the next version, and old results go on saying which one they came from.
"""
