"""Approved posts out to the platforms, at most once."""
