"""averred: a linter for facts.

It keeps each claim of a source as a typed fact with its quote, and flags the facts that cannot all hold.
"""
