"""Servers that stand in for platforms: they check every request by the platform's own rules."""
