"""How a panel stands: whose answers suffice, the common weights, agreement and dispute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.panels.questions import Judgement, matrix, suffices
from weights.weightings import resolve

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JudgeReplies:
    """What one judge said.

    Parameters
    ----------
    number, name
        Of the judge.
    judgements
        Pairs with values.
    """

    number: int
    name: str
    judgements: Sequence[Judgement]


@dataclass(frozen=True)
class PanelStatus:
    """A panel as it stands.

    Parameters
    ----------
    criteria
        Ids of what is judged.
    judges
        Everybody, in the order in which they came.
    """

    criteria: Sequence[str]
    judges: Sequence[JudgeReplies]

    @cached_property
    def ready(self) -> tuple[JudgeReplies, ...]:
        """Those whose answers weigh every criterion."""
        return tuple(said for said in self.judges if suffices(self.criteria, said.judgements))

    def own_statement(self, judge: JudgeReplies) -> Plain:
        """Return the weights of one judge as a statement."""
        return {
            "kind": "ahp",
            "items": list(self.criteria),
            "matrix": matrix(self.criteria, judge.judgements),
        }

    @cached_property
    def statement(self) -> Plain | None:
        """The common weights as a statement; None where nobody is ready."""
        if not self.ready:
            return None
        told = [
            {"name": judge.name, "matrix": matrix(self.criteria, judge.judgements)}
            for judge in self.ready
        ]
        return {"kind": "ahp_group", "items": list(self.criteria), "judges": told}

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The common weights by criterion, the heaviest first; empty where nobody is ready."""
        return {} if self._found is None else _heaviest_first(self._found.as_dict())

    @cached_property
    def own_weights(self) -> Sequence[Mapping[str, float]]:
        """The weights of each judge who is ready, by criterion."""
        return [judge["weights"] for judge in self._diagnostics.get("judges", ())]

    @property
    def consensus(self) -> float | None:
        """Shannon consensus in 0..1; None where fewer than two are ready."""
        return self._diagnostics["consensus"]["whole"] if len(self.ready) > 1 else None

    @property
    def clusters(self) -> Sequence[Sequence[str]]:
        """Names of the like-minded together, the largest circle first."""
        return self._diagnostics.get("clusters", ())

    @property
    def dispute(self) -> Plain | None:
        """The pair on which they differ most; None where they say the same."""
        return self._diagnostics.get("most_disputed")

    @cached_property
    def _found(self) -> Any:
        return None if self.statement is None else resolve(self.statement)

    @property
    def _diagnostics(self) -> Mapping[str, Any]:
        return {} if self._found is None else self._found.diagnostics


def _heaviest_first(weights: Mapping[str, float]) -> Mapping[str, float]:
    return dict(sorted(weights.items(), key=lambda item: -item[1]))
