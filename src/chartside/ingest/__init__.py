"""Bytes in, sources out: readers, guards, speakers, dates, kinds."""

from chartside.ingest.reader import Problem, Readable, Reader, Upload
from chartside.ingest.receiving import Received, all_readers, receive, receive_text

__all__ = ["Problem", "Readable", "Reader", "Received", "Upload", "all_readers", "receive", "receive_text"]
