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


class UnreachableRecord(TaiwaError):
    """The database of the record does not answer, or its address is not understood."""

    reason = "unreachable-record"
    advice = "Check TAIWA_DATABASE (a file, or postgresql://user@host/name), and that the server runs."
    exit_code = 24


class BrokenRecord(TaiwaError):
    """There is something at the record's place, but it is no record, or a damaged one."""

    reason = "broken-record"
    advice = "Name another file, or bring back a backup with `taiwa record restore`."
    exit_code = 25


class NewerRecord(TaiwaError):
    """The record was last opened by a newer Taiwa."""

    reason = "newer-record"
    advice = "Install the newer version of Taiwa; this one leaves the record as it is."
    exit_code = 26


class NotInRecord(TaiwaError):
    """Nothing in the record has that identifier."""

    reason = "not-in-record"
    advice = "`taiwa record list` shows what there is."
    exit_code = 27


class AlreadyInRecord(TaiwaError):
    """Something in the record has that identifier already and says something else."""

    reason = "already-in-record"
    advice = "Choose another identifier, or correct what is there."
    exit_code = 28


class WrongValue(TaiwaError):
    """A value that is not among those the record knows."""

    reason = "wrong-value"
    advice = "The message says what would do; `--help` has an example."
    exit_code = 29


class WrongQuery(TaiwaError):
    """A search that asks for nothing, or can't be understood."""

    reason = "wrong-query"
    advice = 'Give at least one word or one facet; "quotes" hold a phrase together, a minus excludes a word.'
    exit_code = 30


class RecordBusy(TaiwaError):
    """Somebody else is writing in the record and didn't finish in time."""

    reason = "record-busy"
    advice = "Try again; nothing was changed."
    exit_code = 31


class ChangedMeanwhile(TaiwaError):
    """What was to be changed is no longer as it was seen; `now` is what it is, None where it isn't there."""

    reason = "precondition-failed"
    advice = "Look at it as it is now, and decide anew; nothing was changed."
    exit_code = 32

    def __init__(self, message: str, now: object | None = None) -> None:
        super().__init__(message)
        self.now = now


# What is wrong with the place of the record, whatever is put in or asked.
OF_THE_RECORD = (UnreachableRecord, BrokenRecord, NewerRecord, RecordBusy)


class RegistryError(TaiwaError):
    """A data file of the registry cannot be read, or contradicts itself."""

    reason = "registry-error"
    advice = "The message names what is wrong; the head of the file says how its entries are written."
    exit_code = 45


class UnlikeLanguages(TaiwaError):
    """Two texts that are to be compared as editions are in different languages."""

    reason = "unlike-languages"
    advice = "Name the version to compare with --language; versions in two languages are compared by `taiwa parity`."
    exit_code = 40


class TooSlow(TaiwaError):
    """Reading or drawing the document takes longer than it may."""

    reason = "too-slow"
    advice = "Split the file, or save its pages in a simpler form, and try again."
    exit_code = 48


class WiderAddress(TaiwaError):
    """The application was told to listen where other machines can reach it."""

    reason = "wider-address"
    advice = "Without accounts it serves this machine only; make the first: taiwa account add NAME --administrator."
    exit_code = 46


class NotAllowed(TaiwaError):
    """Who asks may not do this here."""

    reason = "not-allowed"
    advice = "Ask an administrator of the record for a role in this forum that may."
    exit_code = 47


class NotSignedIn(TaiwaError):
    """Name and password don't belong together, or who asks has not signed in."""

    reason = "not-signed-in"
    advice = "Sign in. An administrator can set a new password: taiwa account password NAME."
    exit_code = 60


class TooManyTries(TaiwaError):
    """Somebody tried to sign in too often; `wait` is in seconds."""

    reason = "too-many-tries"
    advice = "Wait for as long as the message says, then try again."
    exit_code = 61

    def __init__(self, message: str, wait: int = 1) -> None:
        super().__init__(message)
        self.wait = wait
