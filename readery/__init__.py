"""Readery: a folder of raw saved pages becomes a reading site that you own."""

__version__ = "0.1.0"
