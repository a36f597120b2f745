"""12345 热线工作通报 (hotline bulletin): from a month's inputs to the official document."""

__version__ = "0.1.0"
