"""Quotation marks: which signs they are, how they pair, and what stands between them."""
