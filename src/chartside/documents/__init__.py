"""Facts to documents: the built-in writer, one kind of document a file."""

from chartside.documents.kind import DocumentKind, document_kinds

__all__ = ["DocumentKind", "document_kinds"]
