"""Who asks."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

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
        ``read`` looks and computes, ``write`` saves, ``admin`` also manages keys.
    key_id
        None where no key exists and the service is open to this machine.
    expires_at
        When the key ends, if it does.
    """

    organisation: str
    by: str
    scopes: frozenset[Scope]
    key_id: str | None = None
    expires_at: datetime | None = field(default=None)

    def may(self, scope: Scope) -> bool:
        """Tell whether the scopes allow it; each includes the ones before it."""
        return any(SCOPES.index(held) >= SCOPES.index(scope) for held in self.scopes)


THIS_MACHINE = Caller(organisation=LOCAL, by="this machine", scopes=frozenset(SCOPES))
"""The caller of a service without any key, reached over the loopback address."""
