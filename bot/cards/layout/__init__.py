"""Styled elements in; boxes at their places, with fitted text, out."""
