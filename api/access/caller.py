"""The caller of a request."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from api.db.columns import now
from api.db.tables import LOCAL

Scope = Literal["read", "write", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """An organisation, and the key or session that acts for the organisation."""

    organisation: str
    """Its id."""
    by: str
    """Who, as versions and the audit log write it."""
    scopes: frozenset[Scope]
    """``read`` looks and computes, ``write`` saves, ``admin`` also manages keys and webhooks."""
    key_id: str | None = None
    """None where no key exists and the service is open to this machine."""
    session_id: str | None = None
    """Of the browser that signed in with the key; None where the key itself was sent."""
    expires_at: datetime | None = field(default=None)
    """When the key or the session ends, if it does."""

    def may(self, scope: Scope) -> bool:
        """Tell whether the caller has a scope; each scope includes the lesser ones."""
        return any(SCOPES.index(own) >= SCOPES.index(scope) for own in self.scopes)

    def unless_expired(self) -> "Caller | None":
        """Return the caller, None once its key or session has expired."""
        return None if self.expires_at is not None and self.expires_at <= now() else self


THIS_MACHINE = Caller(organisation=LOCAL, by="this machine", scopes=frozenset(SCOPES))
"""The caller of a service without any key, reached over the loopback address."""
