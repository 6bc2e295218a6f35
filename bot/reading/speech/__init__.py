"""Who is said to speak: cues, verbs of speech and their subjects; and what is no speech."""
