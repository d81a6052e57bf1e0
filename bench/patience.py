"""A limit in processor time for work in this process: a busy machine changes nothing, even an expression is cut off."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfPatience(BaseException):
    """The work took too long. Not an `Exception`, so that no plug-in guard takes it for a failing plug-in."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Give the work inside at most `seconds` of processor time; only in the main thread, not nested.

    Measure inside with `time.thread_time`: while the limit is armed, Linux counts `process_time` in ticks of 4 ms.

    Raises:
        OutOfPatience: The time is over.
    """

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfPatience

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
