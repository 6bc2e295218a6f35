"""The database and the card files."""
