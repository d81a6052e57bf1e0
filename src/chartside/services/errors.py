"""What a service answers when it cannot do what was asked; each message is one line that says what to do."""

from __future__ import annotations


class ServiceError(Exception):
    """A request that cannot be met."""


class NotFound(ServiceError):
    """There is no such thing."""


class NotAllowed(ServiceError):
    """This person may not do this, or not in this state."""


class Invalid(ServiceError):
    """The input is not usable."""


class Stale(ServiceError):
    """Somebody changed it since it was shown."""
