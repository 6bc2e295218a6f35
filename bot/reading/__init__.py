"""Articles in, readings out: pure, the same for the same text."""
