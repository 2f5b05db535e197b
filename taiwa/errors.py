"""The exception family: one named reason for each way a text cannot be taken in or read.

Owns the names, the exit codes and the advice. A caller shows `str(error)` and `error.advice`; it never needs
a traceback. Nothing in Taiwa returns None for "it went wrong".
"""

from __future__ import annotations


class TaiwaError(Exception):
    """Something a user can act on. `reason` is a stable machine name, `advice` what to do next."""

    reason = "error"
    advice = ""
    exit_code = 1


class MissingFile(TaiwaError):
    """There is nothing at the path."""

    reason = "missing-file"
    advice = "Check the path; a folder is read with all the documents below it."
    exit_code = 10


class EmptyDocument(TaiwaError):
    """The document holds no text."""

    reason = "empty-document"
    advice = "The file holds no text. Was it saved or downloaded completely?"
    exit_code = 11


class BinaryDocument(TaiwaError):
    """The bytes are no kind of document that can be read."""

    reason = "binary-document"
    advice = "Give plain text, PDF, DOCX or HTML."
    exit_code = 12


class WrongEncoding(TaiwaError):
    """The bytes are text in no encoding that explains them, or not in the one named."""

    reason = "wrong-encoding"
    advice = "Save the text as UTF-8, or name its encoding with --encoding."
    exit_code = 13


class EncryptedDocument(TaiwaError):
    """The document is locked with a password."""

    reason = "encrypted-document"
    advice = "Save a copy without a password and read that."
    exit_code = 14


class NoTextLayer(TaiwaError):
    """The pages are pictures without text."""

    reason = "no-text-layer"
    advice = "The pages are pictures. Run OCR on the file and read the result."
    exit_code = 15


class CorruptDocument(TaiwaError):
    """The document is damaged or cut short."""

    reason = "corrupt-document"
    advice = "The file is damaged or cut short. Fetch it again from where it came."
    exit_code = 16


class TooLarge(TaiwaError):
    """The document, or what it unpacks to, is over the limit."""

    reason = "too-large"
    advice = "Split the file; a statement is rarely over a megabyte. --max-bytes raises the limit."
    exit_code = 17


class NoArticle(TaiwaError):
    """The page holds navigation and no text."""

    reason = "no-article"
    advice = "The page holds no statement, only navigation. Save the page of the text itself."
    exit_code = 18


class UnknownLanguage(TaiwaError):
    """The text is in no language that can be read."""

    reason = "unknown-language"
    advice = "If it was misjudged, name it with --language; a language without a lexicon can not be read yet."
    exit_code = 19


class UnreachableAddress(TaiwaError):
    """The address did not give a document in time."""

    reason = "unreachable-address"
    advice = "Check the address and the connection, or save the page and read the file."
    exit_code = 20


class LexiconError(TaiwaError):
    """The lexicon's own files are wrong."""

    reason = "lexicon-error"
    advice = "Run `taiwa lexicon check` and mend the entry it names."
    exit_code = 21


class UnknownScale(TaiwaError):
    """No scale has that name."""

    reason = "unknown-scale"
    advice = "`taiwa lexicon scales` lists the scales."
    exit_code = 22


class UnreadableFile(TaiwaError):
    """There is something at the path, but it cannot be opened as a file: a folder, a device, no permission."""

    reason = "unreadable-file"
    advice = "Check the permissions, and that the path names a file and not a folder or a device."
    exit_code = 23
