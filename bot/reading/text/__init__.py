"""The text of a page before it is read: mended, without furniture, in paragraphs and turns."""
