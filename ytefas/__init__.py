"""Ytefas: health and safety risk assessment for consultancies, shared and live."""

__version__ = "0.1.0"
