"""Reading: from a source to a register of provisions. `read_source` runs the passes, each in a file of its own."""

from taiwa.reading.reader import READER, language_in, read_source, read_versions

__all__ = ["READER", "language_in", "read_source", "read_versions"]
