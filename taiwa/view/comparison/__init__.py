"""A comparison for eyes and programs: terminal, JSON, CSV, HTML page, Word document with tracked changes.

`rows` says what every view shows of a pair, `reasons` puts verdicts into sentences; words are the interface's.
"""
