"""Network and files in, articles out."""
