"""What all defensible combinations of method, normalisation and weighting say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.method import Method
from mcda.methods import METHODS
from mcda.robust.multiverse.choices import METHOD, WEIGHTING, levels, varying
from mcda.table import RankingTable
from mcda.texts import Label
from mcda.texts.figures import formatted

if TYPE_CHECKING:
    import pandas as pd

_KINDS = {METHOD: "method", "normalisation": "normalisation", WEIGHTING: "weighting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedChoice:
    """One choice made otherwise than for the answer, all else as it was, and who is first then.

    Examples
    --------
    >>> import mcda
    >>> other = mcda.WeightVector.normalised(("price", "utilities"), (1, 5))
    >>> found = mcda.robust.multiverse(mcda.example(), [], {"utilities": other})
    >>> [choice.sentence.say() for choice in found.decisive]
    ['Changing only the weights makes north first: utilities.']
    """

    name: str
    """``"method"``, a parameter, or ``"weights"``."""
    value: Any
    """What is chosen instead."""
    winners: tuple[str, ...]
    """All that share rank 1."""

    @property
    def sentence(self) -> Note:
        """The finding in words."""
        return _sentence(self.name, [self.value], self.winners)


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """A configured method under one weighting.

    Examples
    --------
    >>> import mcda
    >>> other = mcda.WeightVector.normalised(("price", "utilities"), (1, 5))
    >>> found = mcda.robust.multiverse(mcda.example(), [], {"utilities": other})
    >>> own, changed = found.combinations
    >>> own.ranks, changed.ranks, changed.responsible
    ({'west': 1, 'south': 2, 'north': 3}, {'west': 2, 'south': 3, 'north': 1}, ('weights',))
    """

    method: Method
    """The combination."""
    weighting: str
    """The combination."""
    ranks: Mapping[str, int]
    """Competition rank by alternative."""
    winners: tuple[str, ...]
    """All that share rank 1, in the order of the answer."""
    kept: bool
    """One of the answer's winners is among them."""
    kendall_tau: float
    """Rank correlation tau-b with the answer, in -1..1; 0 where one ranks nothing apart."""
    responsible: tuple[str, ...]
    """Where the winner is not kept: the choices that differ from the answer's and, made alone,
    already change its winner. Empty where it takes several together."""

    @property
    def choices(self) -> dict[str, Any]:
        """Method, parameters and weighting by name."""
        return {**levels(self.method), WEIGHTING: self.weighting}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Multiverse(RankingTable):
    """Rankings of ``m`` alternatives by ``k`` configured methods under ``s`` weightings.

    The answer's own combination is the first of both. Every combination counts the same, so a
    method of many configurations counts more often; `kept_by` tells the methods apart.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.multiverse(mcda.example()).kept_share
    1.0
    """

    alternatives: tuple[str, ...]
    """Ids in the order of the answer, best first."""
    own_winners: tuple[str, ...]
    """The answer's, all that share rank 1."""
    methods: tuple[Method, ...]
    """What is combined."""
    weightings: tuple[str, ...]
    """What is combined."""
    ranks: npt.NDArray[np.int64]
    """``(k, s, m)``, competition ranks, 1 = best."""
    kept: npt.NDArray[np.bool_]
    """``(k, s)``: one of the answer's winners is first, alone or in a tie."""
    kendall_tau: FloatArray
    """``(k, s)``, rank correlation with the answer, in -1..1."""
    winner_shares: Mapping[str, float]
    """Share of the combinations in which each alternative is first, by id; a tie is split."""
    changed_by: tuple[tuple[str, ...], ...]
    """``(k)``: which choices of a configuration, made alone under the answer's weights, change its
    winner."""
    decisive: tuple[ChangedChoice, ...]
    """The choices which do, each with the winner it makes."""
    disagreement: float
    """Chance that two combinations drawn at random have different winners, in 0..1."""
    attribution: Mapping[str, float]
    """Share of the disagreement that each choice explains, summing to 1; empty where there is none.
    See `mcda.robust.multiverse.attribution`."""
    unavailable: tuple[tuple[Method, Note], ...]
    """Configurations that cannot take the data, with the reason."""
    same: tuple[tuple[Method, Method], ...]
    """Configurations that are, on these data, the formula of an earlier one under another name,
    with that one."""

    @property
    def kept_share(self) -> float:
        """Share of the combinations that keep the winner, in 0..1."""
        return float(self.kept.mean())

    @property
    def choices(self) -> tuple[str, ...]:
        """What differs between the combinations, such as ``"method"`` and ``"weights"``."""
        choices = varying([levels(method) for method in self.methods])
        return (*choices, WEIGHTING) if len(self.weightings) > 1 else choices

    @property
    def combinations(self) -> tuple[Combination, ...]:
        """All ``k * s``, method by method."""
        combinations = []
        for k, s in np.ndindex(len(self.methods), len(self.weightings)):
            row, is_kept = self.ranks[k, s].tolist(), bool(self.kept[k, s])
            by_weights = () if self.kept[0, s] else (WEIGHTING,)
            combination = Combination(
                method=self.methods[k],
                weighting=self.weightings[s],
                ranks=dict(zip(self.alternatives, row, strict=True)),
                winners=tuple(a for a, r in zip(self.alternatives, row, strict=True) if r == 1),
                kept=is_kept,
                kendall_tau=float(self.kendall_tau[k, s]),
                responsible=() if is_kept else (*self.changed_by[k], *by_weights),
            )
            combinations.append(combination)
        return tuple(combinations)

    def kept_by(self, choice: str) -> dict[Any, float]:
        """Return the share of combinations that keep the winner, by the value of one choice.

        Parameters
        ----------
        choice
            ``"method"``, ``"weights"`` or a parameter; methods without it are not counted.
        """
        if choice == WEIGHTING:
            return dict(zip(self.weightings, self.kept.mean(axis=0).tolist(), strict=True))
        shares_by_level: dict[Any, list[float]] = {}
        for method, share in zip(self.methods, self.kept.mean(axis=1).tolist(), strict=True):
            chosen = levels(method)
            if choice in chosen:
                shares_by_level.setdefault(chosen[choice], []).append(share)
        return {value: sum(shares) / len(shares) for value, shares in shares_by_level.items()}

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The findings in words.

        First in how many combinations the winner stays, then which choice most disagreement comes
        from, then what changes the winner alone, the values of a choice together that make the
        same one first.
        """
        winners = [Label(winner) for winner in self.own_winners]
        fields = {"winners": winners, "kept": int(self.kept.sum()), "total": self.kept.size}
        code = "multiverse_all" if self.kept.all() else "multiverse_kept"
        notes = [Note(code, (), fields)]
        if self.attribution:
            name, share = max(self.attribution.items(), key=lambda item: item[1])
            code = f"multiverse_mostly_{_KINDS.get(name, 'parameter')}"
            percent = formatted(100 * share, ".0f")
            notes.append(Note(code, (), {"name": name, "percent": percent}))
        together: dict[tuple[str, tuple[str, ...]], list[Any]] = {}
        for choice in self.decisive:
            together.setdefault((choice.name, choice.winners), []).append(choice.value)
        sentences = [_sentence(name, values, first) for (name, first), values in together.items()]
        return (*notes, *sentences)

    def to_frame(self) -> "pd.DataFrame":
        """Return one row per combination of method, its choices and weighting.

        Of ``m`` alternatives. The index holds the method, what else differs, ``-`` where a
        method has no such choice, and the weighting. Columns: ``winner`` and
        ``responsible`` (names with commas), ``kept``, ``kendall_tau``, then the rank of
        each alternative.
        """
        import pandas as pd

        grid = self.combinations
        names = list(dict.fromkeys((METHOD, *self.choices, WEIGHTING)))
        index = pd.MultiIndex.from_tuples(
            [tuple(str(c.choices.get(name, "-")) for name in names) for c in grid], names=names
        )
        head = {
            "winner": np.array([", ".join(c.winners) for c in grid], dtype=object),
            "kept": self.kept.ravel(),
            "kendall_tau": self.kendall_tau.ravel(),
            "responsible": np.array([", ".join(c.responsible) for c in grid], dtype=object),
        }
        ranks = self.ranks.reshape(len(grid), -1)
        # Joined, not assigned: an alternative may itself be called "winner".
        parts = pd.DataFrame(ranks, index=index, columns=list(self.alternatives))
        return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)


def _sentence(name: str, values: Sequence[Any], winners: Sequence[str]) -> Note:
    """Return the note that each of these values of a choice makes the same alternatives first."""
    methods = METHODS if name == METHOD else {}
    titles = [methods[value].title if value in methods else value for value in values]
    fields = {
        "name": name,
        "values": [Label(t) if isinstance(t, str) else t for t in titles],
        "winners": [Label(winner) for winner in winners],
    }
    return Note(f"multiverse_by_{_KINDS.get(name, 'parameter')}", (), fields)
