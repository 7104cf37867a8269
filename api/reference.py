"""What operations are for, cost, lead to and give, and what statuses mean, in both languages.

They stand in ``reference.toml``, by operation id; the OpenAPI document tells them in English, the
reference under ``/docs`` in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from api.language import Language

Said = Mapping[Language, str]
"""A text by language."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is said of an operation.

    Parameters
    ----------
    use, cost, next
        What it is for, what it costs, and what to send next.
    gives
        What its first good answer holds.
    also
        The same of further statuses.
    """

    use: Said
    cost: Said
    next: Said
    gives: Said
    also: Mapping[str, Said]

    def description(self, language: Language) -> str:
        """Return the whole as Markdown."""
        cost, after = _HEADS[language]
        costs, leads = f"**{cost}** {self.cost[language]}", f"**{after}** {self.next[language]}"
        return "\n\n".join((self.use[language], costs, leads))


_HEADS: Mapping[Language, tuple[str, str]] = {
    "en": ("Cost.", "Next."),
    "zh": ("开销：", "下一步："),
}


@cache
def purpose(operation_id: str) -> Purpose:
    """Return what is said of an operation.

    Raises
    ------
    KeyError
        Nothing is said of it: ``reference.toml`` lacks it.
    """
    found = kept()["operations"][operation_id]
    cost = kept()["costs"][found["cost"]]
    return Purpose(found["use"], cost, found["next"], found["gives"], found.get("also", {}))


def status_said(operation_id: str, status: str) -> Said:
    """Return what a status means, as an answer of an operation."""
    told = purpose(operation_id)
    shared: Mapping[str, Said] = kept()["statuses"]
    return told.also.get(status) or (told.gives if status.startswith("2") else shared[status])


def groups() -> Mapping[str, Said]:
    """Return the names of the groups of operations by their tags, in the order of reading."""
    found: Mapping[str, Said] = kept()["groups"]
    return found


def describe(operation: dict[str, Any]) -> None:
    """Say in the description of an operation what it and each of its answers mean."""
    name = operation["operationId"]
    operation["description"] = purpose(name).description("en")
    said = operation["responses"].items()
    # Operations share what they say of a refusal, so that it is not changed.
    operation["responses"] = {
        status: {**answer, "description": status_said(name, status)["en"]}
        for status, answer in said
    }


@cache
def kept() -> Mapping[str, Any]:
    """Return everything that is said, as it is written down."""
    return tomli.loads(files("api").joinpath("reference.toml").read_text(encoding="utf-8"))
