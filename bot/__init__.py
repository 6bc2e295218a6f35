"""Posts and quote cards for newsrooms: every quoted word is in the article, or it is not posted."""

__version__ = "0.1.0"
