"""What a service answers when it cannot do what was asked; each message is one line that says what to do."""

from __future__ import annotations


class ServiceError(Exception):
    """A request that cannot be met."""


class NotFound(ServiceError):  # noqa: N818  # an answer, named as the pages and the API say it
    """There is no such thing."""


class NotAllowed(ServiceError):  # noqa: N818
    """This person may not do this, or not in this state."""


class Invalid(ServiceError):  # noqa: N818
    """The input is not usable."""


class Stale(ServiceError):  # noqa: N818
    """Somebody changed it since it was shown."""
