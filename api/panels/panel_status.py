"""The state of a panel: judges with sufficient answers, common weights, agreement and dispute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.panels.questions import Judgement, matrix, suffices
from mcda.plain import Plain
from weights.weightings import resolve


@dataclass(frozen=True, slots=True)
class JudgeReplies:
    """The replies of one judge."""

    number: int
    """Of the judge."""
    name: str
    """Of the judge."""
    judgements: Sequence[Judgement]
    """Pairs with values."""


@dataclass(frozen=True)
class PanelStatus:
    """The present state of a panel."""

    criteria: Sequence[str]
    """Ids of what is judged."""
    judges: Sequence[JudgeReplies]
    """Everybody, in the order in which they came."""

    @cached_property
    def ready(self) -> tuple[JudgeReplies, ...]:
        """The judges whose answers determine the weight of every criterion."""
        return tuple(judge for judge in self.judges if suffices(self.criteria, judge.judgements))

    def own_statement(self, judge: JudgeReplies) -> Plain:
        """Return the weights of one judge as a statement."""
        return {
            "kind": "ahp",
            "items": list(self.criteria),
            "matrix": matrix(self.criteria, judge.judgements),
        }

    @cached_property
    def statement(self) -> Plain | None:
        """The common weights as a statement; None if no judge is ready."""
        if not self.ready:
            return None
        judges = [
            {"name": judge.name, "matrix": matrix(self.criteria, judge.judgements)}
            for judge in self.ready
        ]
        return {
            "kind": "ahp_group",
            "items": list(self.criteria),
            "judges": judges,
            "aggregate": "priorities_geometric",  # no two judges were asked the same pairs
        }

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The common weights by criterion, the heaviest first; empty if no judge is ready."""
        weights = {} if self._found is None else self._found.as_dict()
        return dict(sorted(weights.items(), key=lambda item: -item[1]))

    @cached_property
    def own_weights(self) -> Sequence[Mapping[str, float]]:
        """The weights of each judge who is ready, by criterion."""
        return [judge["weights"] for judge in self._diagnostics.get("judges", ())]

    @property
    def consensus(self) -> float | None:
        """Shannon consensus in 0..1; None if fewer than two judges are ready."""
        return self._diagnostics["consensus"]["whole"] if len(self.ready) > 1 else None

    @property
    def clusters(self) -> Sequence[Sequence[str]]:
        """Groups of judges with similar weights, by name, the largest group first."""
        return self._diagnostics.get("clusters", ())

    @property
    def dispute(self) -> Plain | None:
        """The pair on which the judges differ most; None if they agree."""
        return self._diagnostics.get("most_disputed")

    @cached_property
    def _found(self) -> Any:
        return None if self.statement is None else resolve(self.statement)

    @property
    def _diagnostics(self) -> Mapping[str, Any]:
        return {} if self._found is None else self._found.diagnostics
