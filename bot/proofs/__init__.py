"""A folder in which people look at posts and cards before anything is queued or sent."""
