"""The message after a visit: home program in general terms, next appointment, how to reach the clinic."""

from __future__ import annotations

from collections.abc import Mapping

from chartside.documents.messages import composed_message, message_sections
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document


class FollowUpMessage:
    """Composes the message; it names no exercise, no part of the body and no finding."""

    name = "follow_up_message"
    title = "Follow-up message"
    sections: Mapping[str, str] = message_sections("follow_up_message")

    def compose(self, canvas: Canvas) -> Document:
        """The message of the canvas's visit."""
        return composed_message(self, canvas)


KIND = FollowUpMessage()
