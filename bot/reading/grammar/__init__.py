"""Just enough grammar: sentences, noun phrases with their heads and ends, cases, roles."""
