"""Tests of what keeps the bot running unattended."""
