"""An interview: the problem, the constraints on the weights, and the answers so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from mcda.cells import FloatArray, Spread, shown
from mcda.errors import Fault, InvalidWeights, UnsuitableData
from mcda.kernel import linear_form
from mcda.method import Method, Prepared
from mcda.methods import make_method
from mcda.polytope import Polytope
from mcda.prepare.missing_values import headline
from mcda.problem import Problem
from mcda.robust.draws import sample_cells
from weights.elicit.interview_status import (
    CLEAR,
    FEWEST,
    InterviewStatus,
    WinnerProof,
    Word,
    word_of,
)
from weights.elicit.next_question import (
    Asked,
    Beliefs,
    Columns,
    Pair,
    QuestionChoice,
    most_steadying,
    most_telling,
)
from weights.elicit.prior_knowledge import (
    Order,
    Statement,
    contradiction,
    fitting_weights,
    read_known,
)
from weights.elicit.proof import judge, winners
from weights.elicit.question import (
    REPLIES,
    Amount,
    AnsweredQuestion,
    Question,
    Reply,
    Starts,
    WeighedSwing,
    amount_faults,
    label,
    make_question,
    read_question,
)
from weights.elicit.spans import Flags, Spans, read_spans
from weights.elicit.words import Wording
from weights.posterior import MOST_REPLIES, AmountReply, Posterior, check_count
from weights.prior import Start, near_order, prior_of
from weights.rank_order import order_faults
from weights.swings import SwingValue, read_swings

DEFAULT_SEED = 7
LIMIT = 12
"""Questions at which the interview stops, settled or not; and at each so many more."""
_ENDING: tuple[Reply, ...] = ("equal", "unknown")
_LOOKED_AT = 1000  # draws are enough to tell good questions from poor ones
NEAR = 0.03
"""Of the scale of what alternatives are worth: who is nearer to the best will do."""
ENOUGH, ENOUGH_IF_WRONG = 0.010, 0.030
"""Of the scale: the interview ends where the winner loses no more on average, and no more if any
one answer is wrong."""
_COVER = 0.90  # of the posterior: nine times in ten
_DIFFERS = 0.05  # of a criterion's scale; what differs by less is equal everywhere
_ENDS, _ENOUGH_DRAWS = (0.10, 0.90), 1000
_TO_HOLD = 1.5  # questions that it takes on average from clear to settled


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """Results of the posterior: who will do under each draw, and the influence of each answer.

    `loss` is what the leader loses on average, without a fixed scale how often it is not first;
    `bounds` are the losses at which the interview ends, on average and if any one answer is wrong,
    after `fewest` replies. `turned` are the worst shares by answer.
    """

    first: FloatArray
    leader: int
    shares: FloatArray
    turned: Mapping[int, FloatArray]
    hangs_on: int | None
    share_if_wrong: float | None
    cover: tuple[int, ...]
    loss: float
    loss_if_wrong: float
    bounds: tuple[float, float]
    fewest: int
    said: int

    @property
    def word(self) -> Word:
        share = float(self.shares[self.leader])
        return word_of(share, overtaken=bool(self.shares.max() > share + 1e-12))

    @property
    def enough(self) -> bool:
        """Whether the winner hardly loses anything."""
        return self.loss <= self.bounds[0] + 1e-12

    @property
    def holds(self) -> bool:
        """Whether that is so, and stays so if any single answer is reversed."""
        said_enough = self.said >= self.fewest
        return self.enough and said_enough and self.loss_if_wrong <= self.bounds[1] + 1e-12

    @property
    def rival(self) -> int:
        if len(self.cover) > 1:
            return self.cover[1]
        others = self.shares.copy()
        others[self.leader] = -1.0
        return int(others.argmax())


@dataclass(frozen=True, kw_only=True, eq=False)
class Interview:
    """An immutable state of an interview; each answer returns a new state.

    Before the first answer the weights have a prior that any answers can overrule, see
    `weights.prior`; each reply is right with a stated probability, see `weights.posterior`. The
    same answers always lead to the same question.

    References
    ----------
    Chajewska, U., Koller, D. & Parr, R. (2000). Making rational decisions using adaptive utility
    elicitation. Proceedings of AAAI-00, 363-369.
    Boutilier, C., Patrascu, R., Poupart, P. & Schuurmans, D. (2006). Constraint-based
    optimization and utility elicitation using the minimax decision criterion. Artificial
    Intelligence 170(8-9), 686-713. doi:10.1016/j.artint.2006.02.003

    Examples
    --------
    North has the most connections, West is cheaper; only who weighs a connection more than price by
    two to one puts North first.

    >>> import mcda
    >>> from weights.elicit import Interview
    >>> interview = Interview.start(mcda.example().problem)
    >>> interview.standing().can_win
    ('west', 'north')
    >>> question = interview.ask("price", 30, "utilities", 2)
    >>> interview.answer(question, "first").standing().can_win
    ('west',)
    """

    problem: Problem
    """``m`` alternatives on ``n`` criteria; uncertain cells stand at their headline."""
    prepared: Prepared
    """The method's preparation of it."""
    spans: Spans
    """What weights mean in the units of the criteria."""
    known: tuple[Statement, ...]
    """Statements the interview began with, which hold for certain."""
    starts: tuple[Start, ...]
    """Weights near which it began, by shares; answers may overrule them."""
    within: Polytope
    """All weights that fit `known`."""
    posterior: Posterior
    """What is likely of the weights by now."""
    answers: tuple[AnsweredQuestion, ...] = ()
    """In the order they were given, at most 40; the last to a question counts."""
    seed: int = DEFAULT_SEED
    """At least 0."""
    wordings: Mapping[int, Wording] = field(default_factory=dict)
    """By column, how its values are said."""
    on_scale: bool = False
    """The method's scores are sums of parts of a fixed scale, on which a loss has a meaning."""
    spreads: Mapping[tuple[int, int], Spread] = field(default_factory=dict)
    """What uncertain cells may be, by row and column."""
    weighed: tuple[WeighedSwing, ...] = ()
    """What was said of improvements at once."""

    @classmethod
    def start(
        cls,
        problem: Problem,
        method: str | Method = "weighted_sum",
        *,
        known: Sequence[Statement | Mapping[str, Any]] = (),
        order: Order = (),
        starts: Sequence[Start] = (),
        wordings: Mapping[str, Wording] | None = None,
        seed: int = DEFAULT_SEED,
        **parameters: Any,
    ) -> "Interview":
        """Begin an interview.

        Parameters
        ----------
        problem
            Screens are applied before, with `Problem.select`.
        method
            A name of `mcda.methods.METHODS` or a configured method.
        known
            Statements as of kind ``imprecise``; no answer overrules them.
        order
            Criteria from the most to the least important, ties together: where the interview
            begins, not a bound.
        starts
            Weights that it begins near, such as those of profiles, each with its share; see
            `weights.prior.prior_of`.
        wordings
            By criterion, how its values are said and between which of them questions move.
        seed
            At least 0.
        parameters
            Of the method, when it is given by name.

        Raises
        ------
        InvalidWeights
            A known statement is malformed, names something unknown or contradicts another.
        InvalidMethod, InvalidProblem, UnsuitableData
            As their names say.
        """
        chosen = make_method(method, parameters) if isinstance(method, str) else method
        criteria = problem.criterion_ids
        statements, within = read_known(known, order, criteria, starts)
        begun = [*starts, *([(1.0, near_order(order, criteria))] if order else [])]
        cells = headline(problem, unused=chosen.unused_columns(problem.criterion_ids))
        matrix = cells.matrix
        targets = [  # amounts are asked for, and of a target more is neither better nor worse
            Fault(
                "target_not_asked", ("criteria", j, "direction"), {"criterion": matrix.criteria[j]}
            )
            for j in matrix.targets
        ]
        UnsuitableData.raise_any(targets)
        prepared = chosen.prepare(matrix)
        if not np.isfinite(prepared.scores(within.centre()[None])).all():
            raise UnsuitableData([Fault("score_not_finite", (), {"method": chosen.name})])
        sums = linear_form(prepared)
        texts = wordings or {}
        wording_by_column = {j: texts[c] for j, c in enumerate(criteria) if c in texts}
        return cls(
            problem=problem,
            prepared=prepared,
            spans=read_spans(matrix, prepared, wording_by_column),
            known=statements,
            starts=tuple((share, dict(weights)) for share, weights in begun),
            within=within,
            posterior=Posterior.start(prior_of(criteria, begun), within, seed),
            seed=seed,
            wordings=wording_by_column,
            on_scale=chosen.traits.weighs_swings and sums is not None and not sums.logarithmic,
            spreads=cells.spreads,
        )

    @cached_property
    def swings(self) -> tuple[Amount, ...]:
        """The improvements from poor to good as it is offered here, to be weighed at once.

        From what nine in ten of all values that the alternatives may have are better than, to what
        one in ten is: of few alternatives the worst and the best. What differs by less than .05 of
        its criterion's scale is left out: it is equal everywhere.
        """
        amounts = (self._swing(j) for j in np.flatnonzero(np.isfinite(self.spans.full)).tolist())
        return tuple(amount for amount in amounts if self._part(amount) >= _DIFFERS)

    @cached_property
    def _offer(self) -> FloatArray:
        """The least and the greatest that is offered of each criterion, ``(2, n)``."""
        values = np.repeat(self.problem.values[None], _ENOUGH_DRAWS, axis=0)
        cells = sample_cells(self.spreads, _ENOUGH_DRAWS, np.random.default_rng(self.seed))
        for (row, column), draws in cells.items():
            values[:, row, column] = draws
        pooled = values.reshape(-1, values.shape[-1])
        low = np.quantile(pooled, _ENDS[0], axis=0, method="lower")
        return np.array([low, np.quantile(pooled, _ENDS[1], axis=0, method="higher")])

    def _swing(self, column: int) -> Amount:
        low, high = self._offer[:, column].tolist()
        worst, best = self.spans.ends(column, low, high, self.wordings.get(column))
        wording, criterion = self.wordings.get(column), self.problem.criteria[column]
        return Amount.of(criterion, round(abs(best - worst), 9), round(worst, 9), wording)

    def _part(self, amount: Amount) -> float:
        column = self.problem.criterion_ids.index(amount.criterion)
        return self.spans.part(column, amount.amount, amount.start)

    def weigh_swings(
        self,
        order: Order = (),
        points: Mapping[str, float] | None = None,
        amounts: Sequence[Amount] | None = None,
    ) -> "Interview":
        """Return the interview with what was said of all improvements at once, answers after it.

        Parameters
        ----------
        order
            Ids of criteria whose improvement matters most first, ties together. Those that are left
            out come last.
        points
            By criterion, 0..100, in proportion to what each improvement is worth; instead of an
            order.
        amounts
            The improvements; by default `swings`.

        Raises
        ------
        InvalidWeights
            An improvement is unknown, named twice or worth nothing; or there are fewer than two.

        Examples
        --------
        >>> import mcda
        >>> interview = Interview.start(mcda.example().problem)
        >>> [amount.sentence.say() for amount in interview.swings][0]
        '“Land price” from 160 USD/m2 to 100 USD/m2'
        >>> interview.weigh_swings([["price"], ["utilities"]]).standing().winner
        'west'
        """
        swings = self.swings if amounts is None else amounts
        offered = {amount.criterion: amount for amount in swings}
        ranks = {name: place for place, group in enumerate(order, 1) for name in group}
        ids = tuple(offered)
        faults = order_faults(order, ids)
        faults += [
            Fault("weight_unknown_criterion", ("points", name), {"criterion": name, "known": ids})
            for name in points or ()
            if name not in offered
        ]
        InvalidWeights.raise_any(faults)
        if points is not None:
            return self.weighing(
                [WeighedSwing(amount=offered[name], points=value) for name, value in points.items()]
            )
        last = len(order) + 1
        return self.weighing(
            [WeighedSwing(amount=offered[name], rank=ranks.get(name, last)) for name in ids]
        )

    def weighing(self, said: Sequence[WeighedSwing]) -> "Interview":
        """Return the interview with this in place of what was said of improvements at once.

        Raises
        ------
        InvalidWeights
            As `weigh_swings`; or some are ranked and others have points.
        """
        swings = [
            SwingValue(swing.amount.criterion, self._part(swing.amount), swing.rank, swing.points)
            for swing in said
        ]
        heard = read_swings(swings, self.problem.criterion_ids) if said else None
        begun = Posterior.start(self.posterior.prior, self.within, self.seed, heard)
        return replace(self, posterior=begun, weighed=tuple(said)).having(self.answers)

    def improvement(self, criterion: str, amount: float, start: float | None = None) -> Amount:
        """Return an improvement of the caller's own.

        Raises
        ------
        InvalidWeights
            An unknown criterion, or one of constant values and without range; an amount that is
            not above 0; an improvement that is worth nothing.
        """
        InvalidWeights.raise_any([*amount_faults(self.problem, self.spans, criterion, amount)])
        column = self.problem.criterion_ids.index(criterion)
        if not self.spans.part(column, amount, start) > 0:
            fields = {"criterion": criterion, "value": shown(start)}
            raise InvalidWeights([Fault("elicit_worthless", ("start",), fields)])
        return Amount.of(self.problem.criteria[column], amount, start, self.wordings.get(column))

    def price(self, amount: Amount) -> Amount | None:
        """Return what an improvement is worth at the mean weights, as an amount of a cost.

        What was said is played back in it: whoever would not pay it says it again.

        The cost is the one of most weight whose amounts are worth the same everywhere; None where
        there is no such criterion, or the improvement is its own.
        """
        mean, ids = self.posterior.mean(), self.problem.criterion_ids
        costs = [
            j
            for j, criterion in enumerate(self.problem.criteria)
            if criterion.direction == "cost" and self.spans.exact[j] and criterion.value is None
        ]
        column, cost = ids.index(amount.criterion), max(costs, key=mean.__getitem__, default=None)
        if cost is None or cost == column or not self.spans.adds:
            return None
        worth = mean[column] * self._part(amount) * self.spans.full[cost] / mean[cost]
        wording = self.wordings.get(cost)
        return Amount.of(self.problem.criteria[cost], float(f"{worth:.2g}"), None, wording)

    def next_question(self, *, more: bool = False) -> Question | None:
        """Return the question whose reply is most informative.

        The question whose reply leaves the least expected entropy of the winner, on a fixed scale
        of the first of a short list that will do; where hardly anything is lost but that hangs on
        one answer, that question in other amounts.

        Parameters
        ----------
        more
            Go on past `LIMIT` questions.

        Returns
        -------
        Question or None
            None if the winner is settled, no further question is informative, or `LIMIT`
            questions were answered: `standing` says which.
        """
        if self.is_full or (self._stopped and not more):
            return None
        chosen, again = self._choice
        if chosen is None:
            return None
        rows = self._reading.leader, self._reading.rival
        return make_question(self.problem, self.spans, self.wordings, chosen, rows, again)

    def ask(
        self, first: str, amount: float, second: str, other: float, starts: Starts = (None, None)
    ) -> Question:
        """Return a question of the caller's own, or one of `next_question` from its figures.

        Parameters
        ----------
        first, amount
            A criterion, and how much of its unit.
        second, other
            Another one.
        starts
            Where the two improvements begin, in the criteria's units.

        Raises
        ------
        InvalidWeights
            Unknown or equal criteria, an amount that is not above 0, a criterion of constant
            values and without range, an improvement that is worth nothing, or a ratio of weights
            beyond a million to one.
        """
        names, amounts = (first, second), (amount, other)
        return read_question(self.problem, self.spans, self.wordings, names, amounts, starts)

    def answer(self, question: Question, reply: Reply) -> "Interview":
        """Return the interview with one more answer, which replaces one to the same question.

        Parameters
        ----------
        question
            Of `next_question` or `ask`.
        reply
            ``"first"`` or ``"second"`` is worth more; ``"equal"``, to within a tenth, and
            ``"unknown"``, after both of which the two criteria are not compared again. An answer
            may contradict others: `standing` tells which do, and nothing is proved then.

        Raises
        ------
        InvalidWeights
            No such reply, or a question about other criteria than the problem's.
        """
        at, criteria = ("answers", len(self.answers)), self.problem.criterion_ids
        faults = [
            Fault("weight_unknown_criterion", (*at, side), {"criterion": name, "known": criteria})
            for side, name in (
                ("first", question.first.criterion),
                ("second", question.second.criterion),
            )
            if name not in criteria
        ]
        if reply not in REPLIES:
            fields = {"value": str(reply), "allowed": REPLIES}
            faults.append(Fault("elicit_reply", (*at, "reply"), fields))
        InvalidWeights.raise_any(faults)
        return self.having([*self.answers, AnsweredQuestion(question=question, reply=reply)])

    def having(self, answers: Sequence[AnsweredQuestion]) -> "Interview":
        """Return the interview with the given answers in place of its own.

        Parameters
        ----------
        answers
            As for `answer`; of several answers to one question the last counts.

        Raises
        ------
        InvalidWeights
            There are more than 40.
        """
        check_count(answers, "answers")
        then = replace(self, answers=tuple(answers))
        replies = [self.compared(answer) for answer in then.replies.values()]
        return replace(then, posterior=self.posterior.under(replies))

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """Indices of the last answer to each question, in the order of the questions."""
        last_places = {
            self.compared(answer).question: place for place, answer in enumerate(self.answers)
        }
        return tuple(last_places.values())

    @property
    def is_full(self) -> bool:
        """Whether the interview has reached the maximum number of answers."""
        return len(self.answers) >= MOST_REPLIES

    @property
    def replies(self) -> dict[int, AnsweredQuestion]:
        """The answers that count, by index, without the answers "unknown"."""
        answers = {place: self.answers[place] for place in self.counted}
        return {place: answer for place, answer in answers.items() if answer.reply != "unknown"}

    def constraints(self) -> list[dict[str, Any]]:
        """Return all statements and answers as ``imprecise`` constraints, as if all were right."""
        stated = [statement.model_dump(exclude_none=True) for statement in self.known]
        answered = (answer.question.constraint(answer.reply) for answer in self.replies.values())
        return [*stated, *(constraint for constraint in answered if constraint is not None)]

    def statement(self) -> dict[str, Any]:
        """Return all answers as a statement of kind ``replies``, which gives the same draws."""
        ids = self.problem.criterion_ids
        return {
            "kind": "replies",
            "replies": [
                {
                    "first": {"criterion": ids[said.first], "value": said.amounts[0]},
                    "second": {"criterion": ids[said.second], "value": said.amounts[1]},
                    "reply": said.reply,
                }
                for said in map(self.compared, self.replies.values())
            ],
            "starts": [
                {"share": share, "weights": dict(weights)} for share, weights in self.starts
            ],
            "constraints": [statement.model_dump(exclude_none=True) for statement in self.known],
            "steepness": self.spans.steepness,
            **({"swings": [self._told(swing) for swing in self.weighed]} if self.weighed else {}),
        }

    def _told(self, said: WeighedSwing) -> dict[str, Any]:
        by = {"rank": said.rank} if said.points is None else {"points": said.points}
        return {"criterion": said.amount.criterion, "value": self._part(said.amount), **by}

    def standing(self) -> InterviewStatus:
        """Return the winner, the other possible winners, and the certainty."""
        at, ids, finding = self._reading, self.problem.alternative_ids, self._finding
        shares, place = at.shares, at.hangs_on
        others = sorted(finding.can_win, key=lambda row: (-shares[row], row))
        proved = finding.proof in ("linear_programme", "branch_and_bound")
        is_open = not self._settled and len(shares) > 1
        open_end = is_open and (self._stopped or self._choice[0] is None)
        effective = self.posterior.effective
        return InterviewStatus(
            winner=ids[at.leader],
            tied_with=tuple(ids[row] for row in finding.tied),
            word=at.word,
            share_first=float(shares[at.leader]),
            share_if_wrong=at.share_if_wrong,
            hangs_on=None if place is None else place + 1,
            holds_if_one_answer_is_wrong=self._settled,
            settled=self._settled,
            proved=proved,
            proof=finding.proof if proved else None,
            contradicting=self._contradicting,
            can_win=(ids[at.leader], *(ids[row] for row in others)),
            rival=ids[at.rival] if len(at.cover) > 1 or shares[at.rival] > 0 else None,
            left_open=(ids[at.leader], ids[at.rival]) if open_end else None,
            loss=at.loss if self.on_scale else None,
            loss_if_wrong=at.loss_if_wrong if self.on_scale and at.said else None,
            cover=tuple(ids[row] for row in at.cover if self.on_scale),
            answers=at.said,
            hangs=at.enough and not self._settled and place is not None,
            remaining=self._remaining,
            shares=dict(zip(ids, shares.tolist(), strict=True)),
            standard_error=float(np.sqrt(shares * (1.0 - shares) / effective).max()),
            effective_samples=effective,
            samples=len(self.posterior.draws),
            seed=self.seed,
            greatest_lead=finding.greatest_lead,
            names={a.id: label(a.id, a.name) for a in self.problem.alternatives},
        )

    @cached_property
    def polytope(self) -> Polytope | None:
        """All weights that fit the constraints and every answer; None if these contradict."""
        return fitting_weights(self.within, list(self.replies.values()), self.problem.criterion_ids)

    def _columns(self, question: Question) -> tuple[int, int]:
        place = self.problem.criterion_ids.index
        return place(question.first.criterion), place(question.second.criterion)

    def compared(self, said: AnsweredQuestion) -> AmountReply:
        """Return an answer by the worth of its two amounts."""
        first, second = self._columns(said.question)
        sides = (first, said.question.first), (second, said.question.second)
        worth, other_worth = (self.spans.part(j, side.amount, side.start) for j, side in sides)
        return AmountReply(
            first=first,
            second=second,
            amounts=(worth, other_worth),
            reply=said.reply,
            steepness=self.spans.steepness,
        )

    @cached_property
    def _reading(self) -> _Reading:
        level, shares = winners(self.prepared, self.posterior.draws), self.posterior.shares
        often = shares @ level
        at_mean = winners(self.prepared, self.posterior.mean()[None])[0]
        leader = int(np.where(at_mean, often, -1.0).argmax())
        rows = np.where(level[:, leader], leader, level.argmax(axis=1))
        first = np.eye(level.shape[1])[rows]
        lost, bounds, fewest = 1.0 - level, (1.0 - CLEAR, 1.0 - CLEAR), 1
        if self.on_scale:
            scores = self.prepared.scores(self.posterior.draws)
            lost = scores.max(axis=1, keepdims=True) - scores
            bounds, fewest = (ENOUGH, ENOUGH_IF_WRONG), FEWEST
        own = lost[:, leader]
        turned = {
            place: max(self.posterior.turned(at), key=lambda by: float(by @ own))
            for at, place in enumerate(self.replies)
        }
        lost_if = {place: float(by @ own) for place, by in turned.items()}
        worst = max(lost_if, key=lost_if.__getitem__, default=None)
        misheard = [float(by @ own) for by in self.posterior.misheard()]
        cover, rows = _covering(lost <= NEAR, shares, leader)
        return _Reading(
            first=np.eye(level.shape[1])[rows],
            leader=leader,
            shares=np.minimum(shares @ first, 1.0),  # a sum of many may round above
            turned=turned,
            hangs_on=worst,
            share_if_wrong=None if worst is None else float(turned[worst] @ first[:, leader]),
            cover=cover,
            loss=float(shares @ own),
            loss_if_wrong=max([*lost_if.values(), *misheard], default=0.0),
            bounds=bounds,
            fewest=fewest,
            said=len(turned) + (FEWEST if misheard else 0),
        )

    @cached_property
    def _finding(self) -> WinnerProof:
        at = self._reading
        polytope = self.polytope
        if polytope is None:
            possible = frozenset(np.flatnonzero(at.shares > 0).tolist()) - {at.leader}
            return WinnerProof(proof=None, can_win=possible)
        rng = np.random.default_rng([self.seed, len(self.counted), 1])
        return judge(self.prepared, polytope, at.leader, self.posterior.draws, rng)

    @property
    def _contradicting(self) -> tuple[int, ...]:
        if self.polytope is not None:
            return ()
        replies = self.replies
        numbers = contradiction(self.known, list(replies.values()), self.problem.criterion_ids)
        return tuple(list(replies)[number - 1] + 1 for number in numbers)

    @cached_property
    def _settled(self) -> bool:
        """Whether the winner is settled by answers, or without answers by a proof."""
        at = self._reading
        if at.holds or at.said:
            return at.holds
        return self._finding.proof in ("linear_programme", "branch_and_bound")

    @property
    def _stopped(self) -> bool:
        """Whether the interview stops unless the caller asks for more questions."""
        count = len(self.counted)
        return self.is_full or (count > 0 and count % LIMIT == 0) or self._settled

    @cached_property
    def _choice(self) -> tuple[QuestionChoice | None, int | None]:
        """Return the best question, and the number of the answer that it asks about again."""
        at = self._reading
        rng = np.random.default_rng([self.seed, len(self.counted), 2])
        now = self._beliefs(self.posterior.shares, rng)
        place, asked = at.hangs_on, (self.spans, self._ended, self._asked)
        if at.enough and not self._settled and place is not None:
            pair = frozenset(self._columns(self.answers[place].question))
            doubted = self._beliefs(at.turned[place], rng)
            chosen = most_steadying(now, doubted, at.leader, pair, *asked)
            same = chosen is not None and {chosen.first, chosen.second} == pair
            return chosen, place + 1 if same else None
        return most_telling(now, *asked), None

    def _beliefs(self, shares: FloatArray, rng: np.random.Generator) -> Beliefs:
        rows = replace(self.posterior, shares=shares).equally(_LOOKED_AT, rng)
        return Beliefs(self.posterior.draws[rows], self._reading.first[rows])

    @property
    def _remaining(self) -> int:
        """Return the estimated number of remaining questions, by the gain of the next one."""
        at = self._reading
        if self._stopped or self._choice[0] is None:
            return 0
        most = LIMIT - len(self.counted) % LIMIT
        if at.enough:
            return min(most, round(_TO_HOLD))
        gain = max(self._choice[0].resolves, 1e-3)
        return min(most, max(1, round(np.log(at.loss / at.bounds[0]) / gain + _TO_HOLD)))

    @property
    def _ended(self) -> set[Pair]:
        """Return the pairs of criteria that were answered with "equal" or "unknown"."""
        last = [self.answers[place] for place in self.counted]
        return {
            frozenset(self._columns(answer.question)) for answer in last if answer.reply in _ENDING
        }

    @property
    def _asked(self) -> set[Asked]:
        questions = set()
        for question in (answer.question for answer in self.answers):
            first, second = self._columns(question)
            sides = (first, question.first.amount), (second, question.second.amount)
            questions.add(frozenset(sides))
        return questions


def _covering(near: Flags, shares: FloatArray, leader: int) -> tuple[tuple[int, ...], Columns]:
    """Return a short list, the leader first, of which one will do in nine draws of ten.

    It is found greedily, and beside it for each draw the first that will do.
    """
    listed, rows, open_ = [leader], np.full(len(near), leader), ~near[:, leader]
    while open_.any():
        best = int((shares[open_] @ near[open_]).argmax())
        if shares[open_].sum() > 1 - _COVER:
            listed.append(best)
        rows[open_ & near[:, best]] = best
        open_ &= ~near[:, best]
    return tuple(listed), rows
