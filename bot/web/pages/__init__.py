"""A module for each page; every handler takes a ``Call`` and gives a response."""
