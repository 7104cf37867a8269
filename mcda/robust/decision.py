r"""The decision: what may be lost by taking the first alternative, and what to do next.

Weights and facts are drawn together, and :math:`u_i = \sum_j w_j v_{ij}` is what alternative i is
worth in a draw. The alternative a that is named is the best on average; its loss is
:math:`L = \max_i u_i - u_a`, a part of the whole scale 0..1. The mean :math:`R = E\,L` is what
knowing everything would gain at most. Unlike the share of draws in which it is first, a loss does
not grow worse because a catalogue grows.

References
----------
Howard, R. A. (1966). Information value theory. IEEE Transactions on Systems Science and Cybernetics
2(1), 22-26. doi:10.1109/TSSC.1966.300074
Strong, M. & Oakley, J. E. (2013). An efficient method for computing single-parameter partial
expected value of perfect information. Medical Decision Making 33(6), 755-766.
doi:10.1177/0272989X12465123
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import permutations, product
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple

import numpy as np

from mcda.arguments import checked, seed_from
from mcda.cells import FloatArray, LogNormal, Mixture, Spread, Sum, loadings, mean_of
from mcda.errors import Note
from mcda.kernel import linear_form
from mcda.plain import UNTOLD, Size
from mcda.ranking import Ranking
from mcda.robust.acceptability import DEFAULT_SEED
from mcda.robust.draws import Cases, drawn_matrix, sample_cells, sample_sources, weights_to_draw
from mcda.scale import Scale, whole_scale
from mcda.table import RankingTable
from mcda.texts import Label

if TYPE_CHECKING:
    import pandas as pd

Word = Literal["none", "tell_us", "decide", "answer", "visit", "ask", "best_bet"]
Step = Literal["none", "tell_us", "decide", "answer", "visit", "ask_parks", "best_bet"]
Group = Literal["priorities", "firm", "countries", "parks"]
GROUPS: tuple[Group, ...] = ("priorities", "firm", "countries", "parks")
SAMPLES = 4000
TOLERANCES = (0.02, 0.03, 0.05)
"""Parts of the scale: losses that are asked about."""
FIRM, COUNTRY, OWN = "firm.", "country.", "alternative."
"""How the names of sources begin that the decider can tell, that move a country, and that are an
alternative's own; the last end in what is asked for."""
_COVER = 0.90  # of the draws: nine times in ten
_LEVEL = 0.01  # as good as the first, on average
_LOSS, _LOSS_IF_WRONG = 0.015, 0.030  # that may be left when one decides
_GAIN, _ANSWERED = 0.005, 0.010  # for which it pays to ask, and to ask on where an interview ends
_SWAP = 0.02  # of the draws, for which the short list takes another country
_LISTED = 3  # alternatives, or groups of them, that one can visit
_MOST_ANSWERS, _MOST_ROUNDS = 12, 2
_NOTHING = 0.0005  # gain of a fact for which nobody is asked
_FACTS, _ASKED = 5, 14  # facts in a letter; alternatives that are asked
_SELECTED = 0.25  # of the draws: facts are chosen by them, and judgements turned round
_SURE = 2.0  # standard errors by which a bound is passed
_HALF = math.sqrt(0.5)  # of the deviation, of a reply that leaves half of the variance
_ROUNDING = 1e-9  # parts of the scale
_KIN = 0.2  # correlation from which a fact tells of another


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What may be lost by taking the first, in parts of the scale."""

    points: Size
    """On average: what knowing everything would gain at most."""
    standard_error: Size
    """Of it, from the number of draws."""
    priorities: Size
    """What knowing the weights alone would gain."""
    facts: Size
    """What knowing the facts alone would gain."""
    if_wrong: Size
    """What knowing the weights would gain if one weight were half as large or twice as large, the
    worst."""
    within: Mapping[str, float]
    """Share of draws in which at most so much is lost, by tolerance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisiveFact:
    """A fact of an alternative, and what knowing it would gain."""

    alternative: str
    """Its id."""
    criterion: str
    """Its id."""
    gain: Size
    """With all facts above it, of a reply that leaves half of the variance; a part of the scale."""
    told: ClassVar = ("name",)

    @property
    def name(self) -> Note:
        """Of the alternative."""
        return Note.naming(self.alternative)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFact:
    """What the decider can say himself, and what that would gain."""

    field: str
    """Name of it."""
    gain: Size
    """On average, a part of the scale."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """What to say."""
        fields = {"field": Note(f"field_{self.field}"), "gain": _points(self.gain)}
        return Note("decision_field", (), fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do next."""

    kind: Step
    """Which step."""
    fields: tuple[str, ...] = ()
    """To state, of ``tell_us``."""
    alternatives: tuple[str, ...] = ()
    """To visit or to ask, by id."""
    gain: Size | None = None
    """What it gains on average, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An alternative on the short list, and when to choose it."""

    alternative: str
    """Its id."""
    country: str | None
    """Where it stands, by id; None where alternatives stand in no country."""
    loss: Size
    """How much worse than the first it is on average."""
    choose_if: str | None
    """Criterion on which it is ahead of the first by most; None of the first."""
    told: ClassVar = ("name",)

    @property
    def name(self) -> Note:
        """Of the alternative."""
        return Note.naming(self.alternative)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Decision(RankingTable):
    """What to do, and what may be lost by it.

    Examples
    --------
    >>> import mcda
    >>> price = mcda.Criterion(id="price", direction="cost", unit="USD/m2", range=(40, 260))
    >>> parks = [mcda.Alternative(id="north"), mcda.Alternative(id="south")]
    >>> land = [[100], [mcda.Interval(low=80, high=140)]]
    >>> problem = mcda.Problem(criteria=[price], alternatives=parks, performances=land)
    >>> ranking = mcda.rank(problem, [1], "weighted_sum", normalisation="range")
    >>> (found := ranking.decision()).word, found.park
    ('ask', 'north')
    """

    word: Word
    """``decide`` where hardly anything can be lost, ``tell_us``, ``answer`` or ``ask`` where that
    gains most, ``visit`` where a few hold the best, else ``best_bet``; ``none`` without any."""
    park: str | None
    """The best on average, by id."""
    tied: tuple[str, ...] = ()
    """Others that are hardly worse on average: by at most a hundredth of the scale."""
    parks: tuple[Candidate, ...] = ()
    """The short list: in nine draws of ten one of these is hardly worse than the best of all."""
    loss: Loss | None = None
    """Of the first."""
    loss_by: Mapping[Group, float] = field(default_factory=dict)
    """The parts of the loss that come from priorities, from what the decider has not said, from
    countries and from alternatives (Shapley shares, in parts of the scale)."""
    next_step: NextStep
    """What to do."""
    facts: tuple[DecisiveFact, ...] = ()
    """To ask for, the first gains most."""
    tell_us: tuple[OwnFact, ...] = ()
    """What the decider can say, the first gains most."""
    count: Annotated[int, UNTOLD] = 0
    """Number of alternatives."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The decision in words."""
        if self.park is None or self.loss is None:
            return Note("decision_none")
        fields = {
            "first": Label(self.park),
            "list": [Label(item.alternative) for item in self.parks],
            "count": len(self.parks),
            "all": self.count,
            "loss": _points(self.loss.points),
            "left": _points(max(self.loss.points - self.loss.priorities, 0.0)),
            "tolerance": _points(TOLERANCES[-1 if self.word == "decide" else 1]),
            "facts": len(self.facts),
            "asked": len({fact.alternative for fact in self.facts}),
            "gain": _points(self.next_step.gain or 0.0),
            "fields": [Note(f"field_{name}") for name in self.next_step.fields],
        }
        tied = [Label(name) for name in self.tied]
        more = Note("decision_tied", (), {"first": fields["first"], "tied": tied}) if tied else None
        return Note(f"decision_{self.word}", (), fields, more)

    def to_frame(self) -> "pd.DataFrame":
        """Return the facts to ask for: ``alternative``, ``criterion`` and ``gain``."""
        import pandas as pd

        rows = [(fact.alternative, fact.criterion, fact.gain) for fact in self.facts]
        return pd.DataFrame(rows, columns=["alternative", "criterion", "gain"])


def _points(part: float) -> str:
    return f"{100 * part:.1f}"


@checked
def decision(
    ranking: Ranking,
    samples: int = SAMPLES,
    rng: int | np.random.Generator = DEFAULT_SEED,
    *,
    stated: bool | None = None,
    answers: int = 0,
    rounds: int = 0,
) -> Decision | None:
    r"""Return what to do, and what may be lost by it.

    With weights W and facts V drawn together and :math:`\bar v = E V`:

    - :math:`R_p = E_w \max_i w \cdot \bar v_i - E\,u_a` and
      :math:`R_f = E_V \max_i \bar w \cdot V_i - E\,u_a` are the losses by priorities and facts
      alone.
    - The short list is found greedily: alternatives of which one is within .03 of the best in nine
      draws of ten.
    - Facts Q gain :math:`E \max_i E[u_i | Q] - \max_i E\,u_i`; a fact also tells of others that
      share a source with it.

    Parameters
    ----------
    ranking
        By an additive method on criteria with fixed ends.
    samples
        Draws.
    rng
        Seed or generator.
    stated
        Whether somebody stated the priorities; left out, what the weights say of themselves.
    answers, rounds
        Questions that were answered, and letters that were sent, before.

    Returns
    -------
    Decision or None
        None where worth does not add up on fixed scales.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.decision(mcda.example()) is None  # criteria without a scale
    True
    """
    if not ranking.order:
        nothing = NextStep(kind="none")
        return Decision(names=ranking.problem.names, word="none", park=None, next_step=nothing)
    state = _state(ranking, samples, seed_from(rng))
    if state is None:
        return None
    is_stated = ranking.weights.stated if stated is None else stated
    word, step = _word(state, is_stated, answers, rounds)
    ids = ranking.matrix.alternatives
    return Decision(
        names=ranking.problem.names,
        word=word,
        park=ids[state.first],
        tied=tuple(ids[i] for i in state.level),
        parks=tuple(state.candidates),
        loss=state.loss,
        loss_by=state.loss_by,
        next_step=step,
        facts=state.letter,
        tell_us=state.own_facts,
        count=len(ids),
    )


@checked
def chance_elsewhere(
    ranking: Ranking, apart: Collection[str], samples: int = SAMPLES
) -> float | None:
    """Return in which share of draws one of some alternatives is better than all others.

    None where worth does not add up on fixed scales, or where all or none are set apart.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.decision.chance_elsewhere(mcda.example(), ["north"]) is None
    True
    """
    away = np.array([name in {*apart} for name in ranking.matrix.alternatives])
    state = None if away.all() or not away.any() else _state(ranking, samples, DEFAULT_SEED)
    if state is None:
        return None
    best, other = (state.utility[:, rows].max(axis=1) for rows in (away, ~away))
    return float((best > other).mean())


def _state(ranking: Ranking, samples: int, seed: int) -> "_State | None":
    """Return draws of a ranking, None where worth does not add up on fixed scales."""
    form, criteria = linear_form(ranking.prepared), ranking.problem.criteria
    scales = [scale for criterion in criteria if (scale := whole_scale(criterion)) is not None]
    if form is None or form.logarithmic or len(scales) < len(criteria):
        return None
    fixed = [s.value(x) for s, x in zip(scales, ranking.matrix.values.T, strict=True)]
    if np.ptp(form.worth - np.transpose(fixed), axis=0).max() > _ROUNDING:
        return None  # what a value is worth depends on the others
    return _State(ranking, form.worth, scales, samples, seed)


def _word(state: "_State", stated: bool, answers: int, rounds: int) -> tuple[Word, NextStep]:
    """Return the first word that holds, with its step."""
    loss, listed = state.loss, state.candidates
    ids = tuple(item.alternative for item in listed)
    gains = [0.0, *(fact.gain for fact in state.letter)]  # of one fact, of two, ...
    own = [fact for fact in state.own_facts if fact.gain >= _GAIN and fact.gain > max(gains[:4])]
    holds = loss.within[str(TOLERANCES[-1])] - _SURE * 0.5 / math.sqrt(state.samples) >= _COVER
    if own:
        fields = tuple(fact.field for fact in own)
        return "tell_us", NextStep(kind="tell_us", fields=fields, gain=own[0].gain)
    most = loss.points + _SURE * loss.standard_error
    if stated and holds and most <= _LOSS and loss.if_wrong <= _LOSS_IF_WRONG:
        return "decide", NextStep(kind="decide", alternatives=ids[:1])
    least = _GAIN if answers == 0 else _ANSWERED
    if loss.priorities > max(least, loss.facts / 2) and answers < _MOST_ANSWERS:
        return "answer", NextStep(kind="answer", gain=loss.priorities)
    places = {item.country or item.alternative for item in listed}
    if len(places) <= _LISTED and len(listed) < len(state.ranking.order):
        return "visit", NextStep(kind="visit", alternatives=ids)
    if gains[-1] >= _GAIN and rounds < _MOST_ROUNDS:
        alternatives = tuple(dict.fromkeys(fact.alternative for fact in state.letter))
        return "ask", NextStep(kind="ask_parks", alternatives=alternatives, gain=gains[-1])
    return "best_bet", NextStep(kind="best_bet", alternatives=ids[:1], gain=gains[-1])


class _State:
    """Draws of a ranking, and what follows from them."""

    def __init__(
        self, ranking: Ranking, own: FloatArray, scales: Sequence[Scale], samples: int, seed: int
    ) -> None:
        self.ranking, self.scales, self.samples = ranking, scales, samples
        self.selected = math.ceil(_SELECTED * samples)
        rng = np.random.default_rng([seed, 0])
        self.weights = weights_to_draw(ranking.weights, None).sample(samples, rng)
        self.normals = sample_sources(ranking.spreads, samples, rng)
        self.cases = Cases(self.normals)
        self.bases: dict[str, FloatArray] = {}
        self.cells = sorted(ranking.spreads)
        self.shared = {cell: _shared(spread) for cell, spread in ranking.spreads.items()}
        cells = sample_cells(ranking.spreads, samples, rng, self.normals)
        n = len(scales)
        places = np.array([i * n + j for i, j in self.cells], dtype=np.intp)
        values = np.array([*cells.values()]).reshape(len(self.cells), samples)
        matrix = drawn_matrix(ranking.matrix, places, values)
        form = linear_form(ranking.method.prepare(matrix)) if self.cells else None
        self.worth = np.broadcast_to(own, (samples, *own.shape)) if form is None else form.worth
        self.mean = own if ranking.problem.is_valued else self.worth.mean(axis=0)
        self.utility = np.einsum("sn,smn->sm", self.weights, self.worth)
        self.centre = self.weights.mean(axis=0)
        self.first = int(ranking.order[0])

    @cached_property
    def average(self) -> FloatArray:
        """Worth of each alternative on average, ``(m,)``."""
        return np.asarray(self.mean @ self.centre)

    def _gain(self, by_draw: FloatArray) -> float:
        """Return what knowing gains, from the conditional means ``(s, m)`` that it leaves."""
        gain = by_draw.max(axis=1) - by_draw[:, self.first]
        return max(float(gain.mean()), 0.0)

    @cached_property
    def loss(self) -> Loss:
        """Of the first."""
        lost = self.utility.max(axis=1) - self.utility[:, self.first]
        return Loss(
            points=float(lost.mean()),
            standard_error=float(lost.std() / math.sqrt(self.samples)),
            priorities=self._gain(self.weights @ self.mean.T),
            facts=self._gain(self.worth @ self.centre),
            if_wrong=max(self._gain(weights @ self.mean.T) for weights in self._turned()),
            within={str(e): float((lost <= e).mean()) for e in TOLERANCES},
        )

    def _turned(self) -> Iterator[FloatArray]:
        """Yield the weights with one of them halved or doubled."""
        for place, factor in product(np.eye(self.weights.shape[1]), (-0.5, 1.0)):
            weights = self.weights[: self.selected] * (1 + factor * place)
            yield weights / weights.sum(axis=1, keepdims=True)

    @cached_property
    def level(self) -> tuple[int, ...]:
        """Others that are hardly worse than the first on average, the best first."""
        order, near = np.argsort(-self.average, kind="stable"), self.average[self.first] - _LEVEL
        return tuple(i for i in order.tolist() if i != self.first and self.average[i] >= near)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The short list, greedily, the first first; of those as good, one of a new country."""
        near = self.utility >= self.utility.max(axis=1, keepdims=True) - TOLERANCES[1]
        ids, criteria = self.ranking.matrix.alternatives, self.ranking.matrix.criteria
        places = self.ranking.problem.groups
        listed, open_ = [self.first], ~near[:, self.first]
        while open_.mean() > 1 - _COVER:
            gains = near[open_].sum(axis=0) / self.samples
            as_good = np.argsort(-gains, kind="stable")[: int((gains >= gains.max() - _SWAP).sum())]
            there = {places.get(ids[i]) for i in listed} if places else set()
            new = [i for i in as_good.tolist() if places.get(ids[i]) not in there]
            listed.append((new or as_good.tolist())[0])
            open_ &= ~near[:, listed[-1]]
        ahead = self.centre * (self.mean - self.mean[self.first])
        return [
            Candidate(
                alternative=ids[i],
                country=places.get(ids[i]),
                loss=max(float(self.average[self.first] - self.average[i]), 0.0),
                choose_if=None if i == self.first else criteria[int(ahead[i].argmax())],
            )
            for i in listed
        ]

    def _by_firm(self, cell: tuple[int, int]) -> Iterator[tuple[str, FloatArray]]:
        """Yield what the decider can say, and how it moves the worth of a cell in each draw."""
        spread = self.ranking.spreads[cell]
        for part in spread.parts if isinstance(spread, Sum) else (spread,):
            if isinstance(part, LogNormal):
                for name in _sources(part, FIRM):
                    yield name.removeprefix(FIRM), self._given(cell, part, (name,))
            if not isinstance(part, Mixture) or not part.pick:
                continue
            shape = [count for _, count in part.pick]
            if part is spread:
                worth = self.scales[cell[1]].means(part.parts).reshape(shape) - self.mean[cell]
            else:
                means = np.array([mean_of(case) for case in part.parts])
                worth = self.scales[cell[1]].slope * (means - means @ part.shares).reshape(shape)
            for axis, cases in enumerate(self.cases.of(part)):
                table = np.moveaxis(worth, axis, 0)
                for other in reversed([k for k in range(len(shape)) if k != axis]):
                    table = np.tensordot(table, part.cases(other), axes=(-1, 0))
                yield part.pick[axis][0].removeprefix(FIRM), table[cases]

    def _given(self, cell: tuple[int, int], part: LogNormal, names: Collection[str]) -> FloatArray:
        """Return how some sources of a part of a sum move the worth of the cell, in each draw."""
        rho = {name: value for name, value in loadings(part.shared) if name in names}
        z = sum((value * self.normals[name] for name, value in rho.items()), np.zeros(1))
        rest = part.sigma**2 * (1 - math.fsum(value**2 for value in rho.values()))
        means = np.exp(part.mu + part.sigma * z + rest / 2)
        return np.broadcast_to(self.scales[cell[1]].slope * (means - part.headline), self.samples)

    def _basis(self, source: str) -> FloatArray:
        """Return orthonormal polynomials of a source up to the fifth degree, in the draws."""
        if source not in self.bases:
            columns: list[FloatArray] = []
            for power in np.polynomial.hermite_e.hermevander(self.normals[source], 5).T:
                rest = power - sum((column * (column @ power) for column in columns), 0.0)
                columns.append(rest / math.sqrt(rest @ rest))
            self.bases[source] = np.array(columns).T
        return self.bases[source]

    def _by_country(self, cell: tuple[int, int]) -> FloatArray:
        """Return the worth of a cell less its mean as far as a source of its country moves it."""
        (i, j), rest, spread = cell, np.zeros(self.samples), self.ranking.spreads[cell]
        for part in spread.parts if isinstance(spread, Sum) else (spread,):
            for name in _sources(part, COUNTRY):
                if part is not spread and isinstance(part, LogNormal):
                    rest = rest + self._given(cell, part, (name,))
                    continue
                basis, own = self._basis(name), self.worth[:, i, j] - self.mean[i, j]
                rest = rest + basis @ (own @ basis)
        return rest

    @cached_property
    def loss_by(self) -> dict[Group, float]:
        """Shapley shares of the loss among priorities and the sources of facts."""
        parts = np.zeros((3, *self.worth.shape))
        for i, j in self.cells:
            parts[0, :, i, j] = sum(move for _, move in self._by_firm((i, j)))
            parts[1, :, i, j] = self._by_country((i, j))
        parts[2] = self.worth - self.mean - parts[:2].sum(axis=0)
        centre = np.broadcast_to(self.centre, self.weights.shape)
        utility = {
            priorities: [weights @ self.mean.T, *np.matmul(parts, weights[:, :, None])[..., 0]]
            for priorities, weights in ((False, centre), (True, self.weights))
        }

        @cache
        def gain(groups: frozenset[Group]) -> float:
            rows = utility["priorities" in groups]
            return self._gain(rows[0] + sum(rows[i] for i in (1, 2, 3) if GROUPS[i] in groups))

        shares: dict[Group, float] = {**dict.fromkeys(GROUPS, 0.0), "priorities": gain(frozenset())}
        orders = list(permutations(GROUPS))
        for order in orders:
            for place, group in enumerate(order):
                before, after = frozenset(order[:place]), frozenset(order[: place + 1])
                shares[group] += (gain(after) - gain(before)) / len(orders)
        return shares

    @cached_property
    def own_facts(self) -> tuple[OwnFact, ...]:
        """What the decider can say; the first gains most."""
        moves: dict[str, FloatArray] = {}
        for i, j in self.cells:
            for name, move in self._by_firm((i, j)):
                utility = moves.setdefault(name, np.tile(self.average, (self.samples, 1)))
                utility[:, i] += self.centre[j] * move
        gains = {name: self._gain(utility) for name, utility in moves.items()}
        facts = (OwnFact(field=name, gain=gain) for name, gain in gains.items() if gain >= _NOTHING)
        return tuple(sorted(facts, key=lambda fact: -fact.gain))

    @cached_property
    def letter(self) -> tuple[DecisiveFact, ...]:
        """Facts to ask for together, found greedily; what they gain is told from other draws."""
        hopes = np.quantile(self.utility, 0.9, axis=0)
        whom = np.argsort(-hopes, kind="stable")[:_ASKED].tolist()
        facts = [fact for c in self.cells if c[0] in whom for fact in self._facts(c)]
        effects = {fact: self._effect(fact) for fact in facts}
        letter, gains = list[_Fact](), [0.0]
        utility = np.repeat(self.average[:, None], self.samples, axis=1)
        while len(letter) < _FACTS and facts:
            best = max(facts, key=lambda fact: self._top(utility, effects[fact]))
            for i, effect in effects[best].items():
                utility[i] += effect
            gain = float(utility[:, self.selected :].max(axis=0).mean() - self.average.max())
            if gain - gains[-1] < _NOTHING:
                break
            letter.append(best)
            gains.append(gain)
            facts = [fact for fact in facts if fact != best and not self._moves(best, fact)]
        ids, criteria = self.ranking.matrix.alternatives, self.ranking.matrix.criteria
        return tuple(
            DecisiveFact(alternative=ids[i], criterion=name or criteria[j], gain=gain)
            for (i, j, name, _), gain in zip(letter, gains[1:], strict=True)
        )

    def _facts(self, cell: tuple[int, int]) -> Iterator["_Fact"]:
        """Yield what an alternative can tell: the cell, or what it owns of a sum."""
        spread = self.ranking.spreads[cell]
        if not isinstance(spread, Sum):
            if not any(self._by_firm(cell)):
                yield _Fact(*cell, "", None)
            return
        for part in spread.parts:
            if isinstance(part, LogNormal):
                for name in _sources(part, OWN):
                    yield _Fact(*cell, name.rsplit(".", 1)[-1], part)

    def _effect(self, fact: "_Fact") -> dict[int, FloatArray]:
        """Return how a reply moves the worth of alternatives in each draw.

        It leaves half of the variance, and tells of cells that share a source with the fact.
        """
        i, j, _, part = fact
        if part is None:
            own = self.worth[:, i, j] - self.mean[i, j]
        else:
            own = self._given((i, j), part, (*_sources(part, COUNTRY), *_sources(part, OWN)))
        effects = {i: _HALF * self.centre[j] * own}
        square = float(own @ own)
        for k, column in self.cells:
            if column == j and k != i and square > 0 and self._moves(fact, _Fact(k, j, "", None)):
                other = self.worth[:, k, j] - self.mean[k, j]
                effects[k] = float(own @ other) / square * effects[i]
        return effects

    def _moves(self, fact: "_Fact", other: "_Fact") -> bool:
        """Tell whether two cells share a source so much that one tells of the other."""
        first, second = (
            self.shared[item.row, item.column] if item.part is None else _shared(item.part)
            for item in (fact, other)
        )
        return any(
            abs(rho * second.get(name, 0.0)) > _KIN
            for name, rho in first.items()
            if not name.startswith(FIRM)
        )

    def _top(self, utility: FloatArray, effect: Mapping[int, FloatArray]) -> float:
        """Return the mean of the best once a fact is known, given the worth ``(m, s)`` before."""
        moved = utility[:, : self.selected].copy()
        for i, move in effect.items():
            moved[i] += move[: self.selected]
        return float(moved.max(axis=0).mean())


class _Fact(NamedTuple):
    """What an alternative can tell."""

    row: int
    column: int
    part_name: str
    """What of a sum is asked for; empty for the whole cell."""
    part: LogNormal | None
    """That part of it."""


def _shared(spread: Spread) -> dict[str, float]:
    """Return the sources of a cell, or of all parts of a sum, with their correlations."""
    parts = spread.parts if isinstance(spread, Sum) else (spread,)
    return {
        name: rho
        for part in parts
        if not isinstance(part, float)
        for name, rho in loadings(part.shared)
    }


def _sources(part: Spread | float, begin: str) -> list[str]:
    """Return the sources of a part whose names begin so."""
    if isinstance(part, float):
        return []
    return [name for name, _ in loadings(part.shared) if name.startswith(begin)]
