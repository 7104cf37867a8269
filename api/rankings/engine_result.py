"""A ranking and all results about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcda.errors import Note
from mcda.ranking import Ranking
from weights.source import WeightsSource


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineResult:
    """The results of the engine."""

    ranking: Ranking
    """The answer itself."""
    source: WeightsSource
    """Where its weights come from."""
    seed: int | None = None
    """Of the draws."""
    found: Mapping[str, Any] | None = None
    """What the analyses found, by id; None where none was asked for."""
    answer_set: tuple[str, ...] | None = None
    """Alternatives that can be first, most often first first; None where nothing was analysed."""
    notes: tuple[Note, ...] = ()
    """Of the analyses."""
