"""Intake: bytes to `taiwa.model.Source`. One file for each container, each of which keeps its own imports to itself.

Owns decoding, the text layer of PDF, the paragraphs of DOCX, the article of a web page, and fetching from an address.
Knows nothing of languages beyond what tells one encoding from another, and nothing of provisions.
"""

from taiwa.intake.folder import documents_under
from taiwa.intake.opening import DEFAULT_MAX_BYTES, document_bytes, from_bytes, open_document
from taiwa.intake.pdf import boxes_of

__all__ = ["DEFAULT_MAX_BYTES", "boxes_of", "document_bytes", "documents_under", "from_bytes", "open_document"]
