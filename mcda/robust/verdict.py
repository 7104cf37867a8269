"""The verdict: in how many draws the first is first, in one word, and what can be hoped of others.

It is not the chance that the choice will turn out well: it is conditional on what was stated and on
the sources. What may be lost, and what to do, tells `mcda.robust.decision`.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked, expect
from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.plain import UNTOLD, Share, Size, by
from mcda.ranking import Ranking
from mcda.robust.acceptability import DEFAULT_SEED, Acceptability, acceptability, first_shares
from mcda.robust.facts import ask_next
from mcda.table import RankingTable
from mcda.texts import Label
from mcda.texts.phrases import unknown_decides

if TYPE_CHECKING:
    import pandas as pd

Word = Literal["clear", "likely", "leaning", "open", "not_enough"]
FIRST_SAMPLES = 2000
"""Draws where only who is first is counted."""

_WORDS: tuple[tuple[float, Word], ...] = ((0.9, "clear"), (0.7, "likely"), (0.5, "leaning"))
_SURE = ("clear", "likely")
_RIVAL = 0.05  # of the draws in which it is first
_NEAR = 0.10  # of share to the first: as good a choice
_HELD = 0.90  # of the draws, by first choices and reserve
_SPOKEN = 20  # draws in a sentence
_NOISE = 1e-9
_CENTRAL = {"half": (0.25, 0.75), "ninety": (0.05, 0.95)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class CentralRanks(RankingTable):
    """Between which ranks each alternative lies in the central draws.

    Examples
    --------
    >>> import mcda
    >>> drawn = mcda.robust.acceptability(mcda.example())
    >>> mcda.robust.central_ranks(drawn).half.tolist()
    [[3, 3], [2, 2], [1, 1]]
    """

    alternatives: tuple[str, ...]
    """Ids in the problem's order, ``m`` of them."""
    half: Annotated[npt.NDArray[np.int64], by("alternatives", None)]
    """``(m, 2)``: the better and the worse end of the central 50 and 90 % of the draws."""
    ninety: Annotated[npt.NDArray[np.int64], by("alternatives", None)]
    """``(m, 2)``: the better and the worse end of the central 50 and 90 % of the draws."""

    def to_frame(self) -> "pd.DataFrame":
        """Return ``half_low``, ``half_high``, ``ninety_low``, ``ninety_high`` by alternative."""
        import pandas as pd

        index = pd.Index(self.alternatives, name="alternative", dtype=object)
        names = [f"{part}_{end}" for part in _CENTRAL for end in ("low", "high")]
        return pd.DataFrame(np.hstack([self.half, self.ninety]), index=index, columns=names)


@checked
def central_ranks(drawn: Acceptability) -> CentralRanks:
    """Return quantiles of the ranks of each alternative.

    Parameters
    ----------
    drawn
        Ranks under joint draws of weights and facts.

    Examples
    --------
    >>> import mcda
    >>> drawn = mcda.robust.acceptability(mcda.example())
    >>> mcda.robust.central_ranks(drawn).ninety.tolist()
    [[2, 3], [2, 3], [1, 1]]
    """
    reached = drawn.rank_shares.cumsum(axis=1)
    ends = {
        name: np.stack([(reached >= q - _NOISE).argmax(axis=1) + 1 for q in quantiles], axis=1)
        for name, quantiles in _CENTRAL.items()
    }
    return CentralRanks(names=drawn.names, alternatives=drawn.alternatives, **ends)


@dataclass(frozen=True, kw_only=True)
class FirstPlace:
    """How sure the first place is, in one word.

    Examples
    --------
    >>> import mcda
    >>> round(mcda.robust.first_place(mcda.example()).share_first, 1)
    1.0
    """

    word: Word
    """``clear`` where `share_first` is 90 % or more, ``likely`` from 70, both only of priorities
    that somebody stated and where no unknown value can decide; ``leaning`` from 50, ``open`` below
    and wherever another is first as often or more; ``not_enough`` where the priorities were not
    stated and the share is below 50 %, or where a criterion that weighs as much as any rests on
    what was not said."""
    first: str
    """The first by score."""
    share_first: Share
    """Share of joint draws of weights and facts in which it is first, perhaps with others."""
    standard_error: Size
    """Of the share."""
    shares: Annotated[Mapping[str, float], UNTOLD]
    """The same of every alternative, by id in the order of the ranking."""
    rivals: tuple[str, ...]
    """Others that are first in 5 % of the draws or more, most often first."""
    main_rival: str | None
    """Who of the others is first most often; None where nobody else ever is."""
    beside: Annotated[Ranking | None, UNTOLD] = None
    """The ranking by another method that stands beside this one, if any."""
    stated: Annotated[bool, UNTOLD] = True
    """Somebody stated the priorities."""
    unknown: Annotated[tuple[tuple[str, str], ...], UNTOLD] = ()
    """Alternative and criterion of each unknown value that can put another first."""
    told: ClassVar = ("name", "sentence")

    @property
    def name(self) -> Note:
        """Of the first."""
        return Note.naming(self.first)

    @property
    def sentence(self) -> Note:
        """The verdict in words, with the ranking beside it."""
        rival = self.main_rival
        beside: Note | str = ""
        if self.beside is not None:
            method = {"method": self.beside.method.title}
            if self.first in self.beside.winners:
                beside = Note("verdict_same", (), method)
            else:
                other = Label(self.beside.winners[0])
                beside = Note("verdict_other", (), {**method, "other": other})
        fields = {
            "first": Label(self.first),
            "times": _times(self.share_first),
            "rival": Note("verdict_no_rival"),
            "beside": beside,
        }
        ending = "" if self.stated or self.word == "not_enough" else "_assumed"
        if rival is not None:
            if self.word == "open" and abs(self.shares[rival] - self.share_first) <= _NOISE:
                return Note(f"verdict_level{ending}", (), {**fields, "rival": Label(rival)})
            detail = {"rival": Label(rival), "times": _times(self.shares[rival])}
            fields["rival"] = Note("verdict_rival", (), detail)
        return Note(f"verdict_{self.word}{ending}", (), fields)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Verdict(RankingTable, FirstPlace):
    """How sure the first place is, and what can be hoped of the others.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.verdict(mcda.example()).rivals
    ()
    """

    runner_up: str
    """The second by score."""
    nearest_by_weights: str | None
    """Who comes first by the smallest change of weights; None where that is not known."""
    ranks: Annotated[CentralRanks, UNTOLD]
    """Where each lies in most draws."""

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The verdict in words, and which unknown values can overturn it."""
        return (self.sentence, *([unknown_decides(self.unknown)] if self.unknown else ()))

    def to_frame(self) -> "pd.DataFrame":
        """Return ``share_first`` of each alternative, in the order of the ranking."""
        import pandas as pd

        index = pd.Index(self.shares, name="alternative", dtype=object)
        return pd.DataFrame({"share_first": [*self.shares.values()]}, index=index)


@checked
def verdict(
    ranking: Ranking,
    drawn: Acceptability | None = None,
    *,
    nearest: str | None = None,
    stated: bool | None = None,
    unsaid: Collection[str] = (),
    beside: Ranking | None = None,
) -> Verdict | None:
    """Return how sure the first place is.

    Parameters
    ----------
    ranking
        Of at least two alternatives; ties at the top leave the first of the order.
    drawn
        Its acceptability, whose joint draws are counted here; drawn again if left out.
    nearest
        Alternative that the smallest change of weights puts first, if that is known.
    stated
        Whether priorities were stated; left out, what the weights say of themselves.
    unsaid
        Criteria whose values rely on facts that were not stated.
    beside
        The ranking by another method that is reported too; it does not change the word.

    Returns
    -------
    Verdict or None
        None with fewer than two alternatives.

    Raises
    ------
    UnsuitableData
        A drawn cell leaves what the method can take.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.verdict(mcda.example())
    >>> found.word, found.main_rival, round(found.share_first, 1)
    ('clear', 'south', 1.0)
    """
    drawn = acceptability(ranking, rng=DEFAULT_SEED) if drawn is None else drawn
    if drawn is None:
        return None
    sure = _judged(ranking, drawn.rank_shares[:, 0], drawn.samples, stated, unsaid, beside)
    if sure.word in _SURE and (cells := ranking.unknown_cells):
        ids, names = ranking.matrix.alternatives, ranking.matrix.criteria
        pairs = {(ids[i], names[j]) for i, j in cells}
        worth = [(fact.alternative, fact.criterion) for fact in ask_next(drawn)]
        unknown = tuple(pair for pair in worth if pair in pairs)
        sure = replace(sure, unknown=unknown, word="leaning" if unknown else sure.word)
    return Verdict(
        **vars(sure),
        names=ranking.problem.names,
        runner_up=ranking.alternatives[1],
        nearest_by_weights=nearest,
        ranks=central_ranks(drawn),
    )


@checked
def first_place(
    ranking: Ranking,
    samples: int = FIRST_SAMPLES,
    seed: int = DEFAULT_SEED,
    *,
    stated: bool | None = None,
    unsaid: Collection[str] = (),
    beside: Ranking | None = None,
) -> FirstPlace | None:
    """Return how sure the first place is, and nothing else: only who is first is counted.

    Parameters
    ----------
    ranking
        Of at least two alternatives; ties at the top leave the first of the order.
    samples, seed
        Of the draws, which are those of `acceptability`.
    stated, unsaid, beside
        As of `verdict`.

    Returns
    -------
    FirstPlace or None
        None with fewer than two alternatives.

    Raises
    ------
    UnsuitableData
        A drawn cell leaves what the method can take.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.first_place(mcda.example())
    >>> found.first, found.word
    ('west', 'clear')
    """
    if len(ranking.order) < 2:
        return None
    expect("samples", samples, int)
    times = first_shares(ranking, samples, seed)
    return _judged(ranking, times, samples, stated, unsaid, beside)


def _judged(
    ranking: Ranking,
    drawn: FloatArray,
    samples: int,
    stated: bool | None,
    unsaid: Collection[str],
    beside: Ranking | None,
) -> FirstPlace:
    """Return the verdict from the shares of first places ``(m,)`` in ``samples`` draws."""
    by_id = dict(zip(ranking.matrix.alternatives, drawn.tolist(), strict=True))
    shares = {name: by_id[name] for name in ranking.alternatives}
    first, *others = shares
    often = sorted(others, key=lambda name: -shares[name])
    weight = ranking.weights.as_dict()
    heaviest = {name for name, w in weight.items() if w >= max(weight.values()) - _NOISE}
    share, other = shares[first], shares[often[0]]
    word: Word = "open"
    stated = ranking.weights.stated if stated is None else stated
    unknown = ranking.deciding_unknowns
    if not heaviest.isdisjoint(unsaid) or (not stated and share < _WORDS[-1][0] - _NOISE):
        word = "not_enough"
    elif share > other:
        word = next((word for bound, word in _WORDS if share >= bound - _NOISE), word)
    if word in _SURE and (unknown or not stated):
        word = "leaning"
    return FirstPlace(
        word=word,
        first=first,
        share_first=share,
        standard_error=math.sqrt(share * (1 - share) / samples),
        shares=shares,
        rivals=tuple(name for name in often if shares[name] >= _RIVAL - _NOISE),
        main_rival=often[0] if other > 0 else None,
        beside=beside,
        stated=stated,
        unknown=unknown,
    )


def _times(share: float) -> Note:
    """Return a share as a frequency in a round number of draws."""
    times = round(_SPOKEN * share)
    if share >= 1 - _NOISE:
        return Note("draws_all")
    if times == _SPOKEN:
        return Note("draws_nearly_all")
    if times == 0:
        return Note("draws_rarely", (), {"of": _SPOKEN})
    return Note("draws_about", (), {"times": times, "of": _SPOKEN})
