"""The reminder of the next appointment: a few plain lines to the patient, nothing clinical."""

from __future__ import annotations

from collections.abc import Mapping

from chartside.documents.messages import composed_message, message_sections
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document


class AppointmentReminder:
    """Composes the reminder; without a day there is none, and the day is asked for."""

    name = "appointment_reminder"
    title = "Appointment reminder"
    sections: Mapping[str, str] = message_sections("appointment_reminder")

    def compose(self, canvas: Canvas) -> Document:
        """The message of the canvas's visit."""
        return composed_message(self, canvas)


KIND = AppointmentReminder()
