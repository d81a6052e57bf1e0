"""Facts to documents: the built-in writer, one kind of document a file."""

from chartside.documents.kind import DocumentKind, kinds

__all__ = ["DocumentKind", "kinds"]
