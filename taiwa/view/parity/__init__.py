"""Language versions beside each other, for eyes and programs: terminal, JSON, CSV, HTML page.

`reasons` puts flags into sentences, `rows` says what every view shows of a counterpart; words are the interface's.
"""
