"""The people and bodies of an article, and whom a name, a role or a pronoun means."""
