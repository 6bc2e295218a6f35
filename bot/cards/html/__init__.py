"""A template and its words in, an element tree out."""
