"""Approved posts in, publications out: at most once."""
