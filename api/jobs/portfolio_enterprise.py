"""An enterprise of a portfolio, kept in as little room as a hundred thousand of them need."""

from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel

from mcda.parks import Enterprise

_OWN = ("id", "profile")


class PortfolioEnterprise(NamedTuple):
    """An enterprise as it was checked: a model of it takes some four times its text.

    Parameters
    ----------
    id
        No other enterprise has it.
    profile
        Weight profile of its own, if any.
    facts
        What it says of itself, as JSON: an object with every field of an `Enterprise` that may be
        sent. Equal ones say the same.
    """

    id: str
    profile: str | None
    facts: bytes

    @classmethod
    def of(cls, said: BaseModel) -> "PortfolioEnterprise":
        """Return a checked model, such as a `ClientModel`, in this form."""
        values = vars(said)
        facts = {name: value for name, value in values.items() if name not in _OWN}
        return cls(values["id"], values["profile"], compact(facts))

    def enterprise(self) -> Enterprise:
        """Return it as the engine's.

        Raises
        ------
        InvalidEnterprise
            With one fault for each thing that is wrong.
        """
        return Enterprise(**orjson.loads(self.facts))

    def document(self) -> bytes:
        """Return it as it would be sent."""
        own = orjson.dumps({"id": self.id, "profile": self.profile})
        return b"%b,%b" % (self.facts[:-1], own[1:])


def compact(value: Any) -> bytes:
    """Return JSON in as much memory as it is long: orjson writes into a kilobyte, and keeps it."""
    return bytes(memoryview(orjson.dumps(value, default=vars)))


def plain(value: Any) -> Any:
    """Return what JSON is written of: a model by its fields, an enterprise as it would be sent."""
    return (
        orjson.Fragment(value.document()) if isinstance(value, PortfolioEnterprise) else vars(value)
    )
