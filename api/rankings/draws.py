"""Data about draws, and about shares of volumes, that several analyses present alike."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from api.http.answer import Answer
from api.rankings.analysis import Task
from mcda.plain import Plain
from mcda.robust import Acceptability, ExactAcceptability
from mcda.texts import Note

LARGEST = 2**63 - 1
"""Of the integers that a record or a queued job can be written with."""


class DrawnFromAnswer(Answer):
    """The set of weights that draws are taken from."""

    name: str = Field(description="Which set it is.", examples=["spread", "order"])
    sentence: str = Field(description="What it holds, in words.")
    spread: float | None = Field(
        default=None, description="Of a spread around weights: how far, as a share of each."
    )
    factor: float | None = Field(
        default=None, description="Of judgements: by which factor one is typically off."
    )
    judges: int | None = Field(default=None, description="Of a group: how many judges there are.")
    constraints: int | None = Field(
        default=None, description="Of constraints: how many inequalities they make."
    )
    inner: "DrawnFromAnswer | None" = Field(
        default=None, description="Under caps: the set before them."
    )


def central_weights(
    found: Acceptability | ExactAcceptability, first_shares: Sequence[float]
) -> Plain:
    """Return the mean weights of each alternative that is ever first, by criterion."""
    rows = zip(found.alternatives, found.central_weights.tolist(), first_shares, strict=True)
    return {
        name: dict(zip(found.criteria, row, strict=True)) for name, row, share in rows if share > 0
    }


def drawn_from(found: Mapping[str, Any]) -> Plain:
    """Return a set of weights with its name, its parameters and a sentence."""
    inner = {"inner": drawn_from(found["inner"])} if "inner" in found else {}
    fields = {**found, "of": inner["inner"]["sentence"]} if inner else found
    return {**found, **inner, "sentence": Note(f"drawn_{found['name']}", (), fields)}


def spread_of(task: Task) -> float | Literal["any"] | None:
    """Return the requested spread of the weights, None for the spread of their statement."""
    request = task.plan.get("acceptability")
    return None if request is None else request.spread
