"""Boxes at their places in, pixels and the files of pictures out."""
