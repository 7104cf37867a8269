"""Refusals by the service of requests that are sound in themselves.

::

    Refusal
    ├── Unauthorised     no key, or one that is not valid
    ├── Forbidden        the key may not do this
    ├── Conflict         the state of the resource, or a repeated key
    ├── Outdated         the resource was changed since the caller read it
    ├── Gone             the resource is no longer shown
    ├── TooMany          the rate limit
    ├── TooLarge         the body, with the data that it refers to, exceeds the limit
    ├── Unsupported      the media type of the body is not accepted
    └── Unavailable      the service cannot answer at the moment
        └── StorageFull  the storage is full
            └── QuotaFull  the quota of an organisation is used up
"""

from mcda.errors import Fault, McdaError


class Refusal(McdaError):
    """Root of the errors that the service raises, not the engine.

    A field ``retry_after`` of the first fault is sent as seconds in ``Retry-After``.
    """


class Unauthorised(Refusal):
    """A key is needed, but is missing or not valid."""


class Forbidden(Refusal):
    """The key's scopes do not allow it."""


class Conflict(Refusal):
    """The present state of the resource does not allow the request."""


class Outdated(Refusal):
    """The resource was changed by somebody else since the caller read it."""


class Gone(Refusal):
    """The resource is no longer shown, and will not return at this address."""


class TooMany(Refusal):
    """More requests than the limit allows."""


class TooLarge(Refusal):
    """The body, together with the data that it refers to, is larger than the limit."""


class Unsupported(Refusal):
    """The body has a media type that the route does not read."""

    @classmethod
    def instead(cls, found: str, *allowed: str) -> "Unsupported":
        """Return the refusal of a media type, with the types that are accepted."""
        fields = {"found": found, "allowed": allowed}
        return cls([Fault("unsupported_media_type", ("Content-Type",), fields)])


class Unavailable(Refusal):
    """The database or the workers cannot be reached, or too much work is waiting."""


class StorageFull(Unavailable):
    """Nothing can be saved because the storage is full."""


class QuotaFull(StorageFull):
    """The organisation has reached its storage quota; waiting alone frees no room."""


class AbandonedWork(Exception):
    """The work was stopped because no caller waits for its result any more."""
