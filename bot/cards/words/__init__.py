"""The words of a card as plain text: where lines may end, which way they run, and wordings."""
