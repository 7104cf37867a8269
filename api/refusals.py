"""What the service refuses although the request itself is sound.

::

    Refusal
    ├── Unauthorised     no key, or one that is not valid
    ├── Forbidden        the key may not do this
    ├── Conflict         something is in the way: a repeated key, a state
    ├── Outdated         the thing was changed since the caller read it
    ├── Gone             what was there is no longer shown
    ├── TooMany          the rate limit
    ├── TooLarge         more is meant than a body may hold
    ├── Unsupported      the body is of another type than is read
    └── Unavailable      the service cannot at the moment
        └── StorageFull  no room is left to save
            └── QuotaFull  an organisation has saved all that it may
"""

from mcda.errors import Fault, McdaError


class Refusal(McdaError):
    """Root of what the service, not the engine, refuses.

    A field ``retry_after`` of the first fault is told as seconds in ``Retry-After``.
    """


class Unauthorised(Refusal):
    """No key where one is needed, or one that is not valid."""


class Forbidden(Refusal):
    """The key's scopes do not allow it."""


class Conflict(Refusal):
    """The state of things does not allow it."""


class Outdated(Refusal):
    """Changed by somebody else in between."""


class Gone(Refusal):
    """What was there is no longer shown, and will not be at this address."""


class TooMany(Refusal):
    """More requests than the limit allows."""


class TooLarge(Refusal):
    """The body, with what it stands for, is larger than the limit."""


class Unsupported(Refusal):
    """The body is of another media type than is read here."""

    @classmethod
    def instead(cls, found: str, *allowed: str) -> "Unsupported":
        """Return the refusal of a type, with those that are read."""
        fields = {"found": found, "allowed": allowed}
        return cls([Fault("unsupported_media_type", ("Content-Type",), fields)])


class Unavailable(Refusal):
    """The database or the workers cannot be reached, or too much is waiting."""


class StorageFull(Unavailable):
    """Nothing can be saved because no room is left."""


class QuotaFull(StorageFull):
    """An organisation may not save as much; waiting alone makes no room."""
