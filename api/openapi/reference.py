"""Descriptions of operations and their statuses: purpose, cost and next step, in both languages.

The texts are in ``reference.toml``, by operation id; the OpenAPI document has them in English, the
reference under ``/docs`` in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.http.language import Language
from mcda.texts.tables import table

Said = Mapping[Language, str]
"""A text by language."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """The description of an operation."""

    use: Said
    """What it is for, what it costs, and what to send next."""
    cost: Said
    """What it is for, what it costs, and what to send next."""
    next: Said
    """What it is for, what it costs, and what to send next."""
    gives: Said
    """What its first good answer holds."""
    also: Mapping[str, Said]
    """The same of further statuses."""

    def description(self, language: Language) -> str:
        """Return the description as Markdown."""
        cost, after = _HEADS[language]
        costs, leads = f"**{cost}** {self.cost[language]}", f"**{after}** {self.next[language]}"
        return "\n\n".join((self.use[language], costs, leads))


_HEADS: Mapping[Language, tuple[str, str]] = {
    "en": ("Cost.", "Next."),
    "zh": ("开销：", "下一步："),
}


@cache
def purpose(operation_id: str) -> Purpose:
    """Return the description of an operation.

    Raises
    ------
    KeyError
        The operation is missing in ``reference.toml``.
    """
    entry = kept()["operations"][operation_id]
    cost = kept()["costs"][entry["cost"]]
    return Purpose(entry["use"], cost, entry["next"], entry["gives"], entry.get("also", {}))


def status_said(operation_id: str, status: str) -> Said:
    """Return the meaning of a status in the responses of an operation."""
    entry = purpose(operation_id)
    shared: Mapping[str, Said] = kept()["statuses"]
    return entry.also.get(status) or (entry.gives if status.startswith("2") else shared[status])


def groups() -> Mapping[str, Said]:
    """Return the names of the groups of operations by their tags, in reading order."""
    return kept()["groups"]


def describe(operation: dict[str, Any]) -> None:
    """Set the descriptions of an operation and of its responses."""
    name = operation["operationId"]
    operation["description"] = purpose(name).description("en")
    responses = operation["responses"].items()
    # Operations share what they say of a refusal, so that it is not changed.
    operation["responses"] = {
        status: {**answer, "description": status_said(name, status)["en"]}
        for status, answer in responses
    }


def kept() -> Mapping[str, Any]:
    """Return all texts of ``reference.toml``."""
    return table("api.openapi", "reference.toml")
