"""Names in a sentence, by their shape alone: where a run of capitalised words opens and ends."""
