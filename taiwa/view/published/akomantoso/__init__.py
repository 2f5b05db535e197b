"""A version of a text as Akoma Ntoso 3.0 (OASIS LegalDocML), a `statement` with its provisions marked and analysed."""

from taiwa.view.published.akomantoso.document import MEDIA_TYPE, as_akomantoso

__all__ = ["MEDIA_TYPE", "as_akomantoso"]
