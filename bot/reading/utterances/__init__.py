"""The article as paragraphs of sentences, and which of its quotations are one utterance."""
