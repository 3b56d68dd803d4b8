"""Fact bases past the memory of one program: an engine narrows the facts, the same rules judge what is left.

`embedded` checks with DuckDB on one machine, `distributed` with Spark on many.
"""
