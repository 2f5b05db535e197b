"""Identifiers of the sample that tests of the application go by."""

TEXT = "kitanagi/foreign-ministers-3/joint-statement"
VERSION = f"{TEXT}/en"
