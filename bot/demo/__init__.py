"""The article that ships with the bot, written for it."""
