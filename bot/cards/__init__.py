"""HTML and CSS templates in, pictures out: pure."""
