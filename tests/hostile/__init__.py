"""Feeds and pages that mean harm: contained, while the others are read."""
