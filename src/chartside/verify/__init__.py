"""Document and sources to flags and questions: is every sentence true to its source, and what is still missing."""

from chartside.verify.api import Check
from chartside.verify.verification import Verification, all_checks, verify

__all__ = ["Check", "Verification", "all_checks", "verify"]
