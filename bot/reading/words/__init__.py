"""Words: tokens and sentences, a language's expressions, given names, nouns for people."""
