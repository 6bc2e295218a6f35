"""What keeps the bot running unattended, and what tells people when they are needed."""
