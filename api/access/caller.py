"""Who asks."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from api.db.columns import now
from api.db.tables import LOCAL

Scope = Literal["read", "write", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """An organisation, and the key that speaks for it.

    Parameters
    ----------
    organisation
        Its id.
    by
        Who, as versions and the audit log write it.
    scopes
        ``read`` looks and computes, ``write`` saves, ``admin`` also manages keys and webhooks.
    key_id
        None where no key exists and the service is open to this machine.
    session_id
        Of the browser that signed in with the key; None where the key itself was sent.
    expires_at
        When the key or the session ends, if it does.
    """

    organisation: str
    by: str
    scopes: frozenset[Scope]
    key_id: str | None = None
    session_id: str | None = None
    expires_at: datetime | None = field(default=None)

    def may(self, scope: Scope) -> bool:
        """Tell whether the scopes allow it; each includes the ones before it."""
        return any(SCOPES.index(held) >= SCOPES.index(scope) for held in self.scopes)

    def unless_expired(self) -> "Caller | None":
        """Return the caller, None from the moment on at which it ends."""
        return None if self.expires_at is not None and self.expires_at <= now() else self


THIS_MACHINE = Caller(organisation=LOCAL, by="this machine", scopes=frozenset(SCOPES))
"""The caller of a service without any key, reached over the loopback address."""
