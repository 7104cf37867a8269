"""A ranking and everything that was found about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcda.errors import Note
from mcda.ranking import Ranking
from weights.source import WeightsSource


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineResult:
    """What the engine answered.

    Parameters
    ----------
    ranking
        The answer itself.
    source
        Where its weights come from.
    seed
        Of the draws.
    found
        What the analyses found, by id; None where none was asked for.
    answer_set
        Alternatives that can be first, most often first first; None where nothing was analysed.
    notes
        Of the analyses.
    """

    ranking: Ranking
    source: WeightsSource
    seed: int | None = None
    found: Mapping[str, Any] | None = None
    answer_set: tuple[str, ...] | None = None
    notes: tuple[Note, ...] = ()
