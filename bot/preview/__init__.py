"""The designer's page: every card of the templates, drawn anew at each save.

``samples`` are the words and ``articles`` those of one's own, ``sheet`` draws, ``changes`` says
which cards a saved file touches, ``app`` serves the page, ``browser`` draws in Chromium.
"""
