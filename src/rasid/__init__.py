"""Rasid reads Arabic news and says who did what to whom."""

__version__ = "0.1.0"
