"""Text: fonts and spans in; shaped runs, measures and lines of glyphs out."""
