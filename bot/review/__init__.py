"""What may happen to a queued post, and by whom: pure."""
