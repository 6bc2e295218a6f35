"""Readings in, one post per account out: pure."""
