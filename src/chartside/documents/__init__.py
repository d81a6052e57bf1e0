"""Facts to documents: the built-in writer, one kind of document a file."""

from chartside.documents.described import DescribedKind, Group, described_kinds
from chartside.documents.kind import DocumentKind, document_kinds

__all__ = ["DescribedKind", "DocumentKind", "Group", "described_kinds", "document_kinds"]
