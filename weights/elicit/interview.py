"""An interview: the problem, the constraints on the weights, and the answers so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, UnsuitableData
from mcda.method import Method, Prepared
from mcda.methods import make_method
from mcda.polytope import Polytope
from mcda.prepare.missing_values import headline
from mcda.problem import Problem
from weights.elicit.interview_status import CLEAR, InterviewStatus, WinnerProof, Word, word_of
from weights.elicit.next_question import (
    Asked,
    Beliefs,
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
    AnsweredQuestion,
    Question,
    Reply,
    Starts,
    label,
    make_question,
    read_question,
)
from weights.elicit.spans import Spans, read_spans
from weights.elicit.words import Wording
from weights.posterior import MOST_REPLIES, AmountReply, Posterior, check_count
from weights.prior import Start, near_order, prior_of

DEFAULT_SEED = 7
LIMIT = 12
"""Questions at which the interview stops, settled or not; and at each so many more."""
_ENDING: tuple[Reply, ...] = ("equal", "unknown")
_LOOKED_AT = 1000  # draws are enough to tell good questions from poor ones
NEARLY = 0.02
"""Of the scale of what alternatives are worth: who differ by no more are equally good."""
_TO_HOLD = 1.5  # questions that it takes on average from clear to settled


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """Results of the posterior: the winner under each draw, and the influence of each answer."""

    first: FloatArray
    leader: int
    shares: FloatArray
    if_wrong: Mapping[int, float]
    turned: Mapping[int, FloatArray]
    near: float
    near_if_wrong: Mapping[int, float]

    @property
    def share(self) -> float:
        return float(self.shares[self.leader])

    @property
    def overtaken(self) -> bool:
        return bool(self.shares.max() > self.share + 1e-12)

    @property
    def clear(self) -> bool:
        return word_of(self.share, overtaken=self.overtaken) == "clear"

    @property
    def holds(self) -> bool:
        """Whether the winner is clear, and stays clear if any single answer is reversed."""
        shares = self.if_wrong.values()
        return self.clear and bool(shares) and min(shares) >= CLEAR

    @property
    def as_good(self) -> bool:
        """Whether no rival is better by more than `NEARLY`, whichever single answer is reversed."""
        return bool(self.near_if_wrong) and min(self.near, *self.near_if_wrong.values()) >= CLEAR

    @property
    def hangs_on(self) -> int | None:
        """Index of the answer on which the leader depends most."""
        return min(self.if_wrong, key=self.if_wrong.__getitem__, default=None)

    @property
    def rival(self) -> int:
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
    """The method's scores are parts of a fixed scale, on which a difference has a meaning."""

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
        matrix = headline(problem, unused=chosen.unused_columns(problem.criterion_ids)).matrix
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
        wording_by_column = (
            {j: wordings[c] for j, c in enumerate(criteria) if c in wordings} if wordings else {}
        )
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
            on_scale=chosen.traits.weighs_swings,
        )

    def next_question(self, *, more: bool = False) -> Question | None:
        """Return the question whose reply is most informative.

        If the winner is not clear, the question whose reply leaves the least expected entropy of
        the winner; if it is clear but depends on one answer, that question in other amounts.

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
        replies = [self._compared(answer) for answer in then.replies.values()]
        return replace(then, posterior=self.posterior.under(replies))

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """Indices of the last answer to each question, in the order of the questions."""
        last_places = {
            self._compared(answer).question: place for place, answer in enumerate(self.answers)
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
        sides = ("first", "second")
        comparisons = [(answer, self._compared(answer)) for answer in self.replies.values()]
        return {
            "kind": "replies",
            "replies": [
                {
                    **{
                        side: {
                            "criterion": getattr(answer.question, side).criterion,
                            "value": value,
                        }
                        for side, value in zip(sides, compared.amounts, strict=True)
                    },
                    "reply": answer.reply,
                }
                for answer, compared in comparisons
            ],
            "starts": [
                {"share": share, "weights": dict(weights)} for share, weights in self.starts
            ],
            "constraints": [statement.model_dump(exclude_none=True) for statement in self.known],
            "steepness": self.spans.steepness,
        }

    @property
    def leader(self) -> tuple[str, Word]:
        """The winner at the posterior mean, and the word for its share; this is not a proof."""
        at = self._reading
        return self.problem.alternative_ids[at.leader], word_of(at.share, overtaken=at.overtaken)

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
            word=word_of(at.share, overtaken=at.overtaken),
            share_first=at.share,
            share_if_wrong=None if place is None else at.if_wrong[place],
            hangs_on=None if place is None else place + 1,
            holds_if_one_answer_is_wrong=self._settled,
            settled=self._settled,
            proved=proved,
            proof=finding.proof if proved else None,
            contradicting=self._contradicting,
            can_win=(ids[at.leader], *(ids[row] for row in others)),
            left_open=(ids[at.leader], ids[at.rival]) if open_end else None,
            as_good=at.as_good,
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

    def _compared(self, said: AnsweredQuestion) -> AmountReply:
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
        level = winners(self.prepared, self.posterior.draws)
        often = self.posterior.shares @ level
        at_mean = winners(self.prepared, self.posterior.mean()[None])[0]
        leader = int(np.where(at_mean, often, -1.0).argmax())
        rows = np.where(level[:, leader], leader, level.argmax(axis=1))
        first = np.zeros(level.shape)
        first[np.arange(len(rows)), rows] = 1.0
        near = np.zeros(len(rows))  # under which draws the leader is as good as the first
        if self.on_scale:
            scores = self.prepared.scores(self.posterior.draws)
            near = (scores.max(axis=1) - scores[:, leader] <= NEARLY).astype(np.float64)
        if_wrong, turned, near_if_wrong = {}, {}, {}
        for at, place in enumerate(self.replies):
            shares_if_other = self.posterior.turned(at)
            least = min(shares_if_other, key=lambda shares: float(shares @ first[:, leader]))
            if_wrong[place], turned[place] = float(least @ first[:, leader]), least
            near_if_wrong[place] = min(float(shares @ near) for shares in shares_if_other)
        shares = self.posterior.shares
        return _Reading(
            first=first,
            leader=leader,
            shares=shares @ first,
            if_wrong=if_wrong,
            turned=turned,
            near=float(shares @ near),
            near_if_wrong=near_if_wrong,
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
        if at.holds or at.if_wrong:
            return at.holds
        return self._finding.proof in ("linear_programme", "branch_and_bound")

    @property
    def _stopped(self) -> bool:
        """Whether the interview stops unless the caller asks for more questions."""
        count = len(self.counted)
        ended = self.is_full or (count > 0 and count % LIMIT == 0)
        # The last: more answers would only separate alternatives that are equally good.
        return ended or self._settled or (self._reading.as_good and not self._reading.clear)

    @cached_property
    def _choice(self) -> tuple[QuestionChoice | None, int | None]:
        """Return the best question, and the number of the answer that it asks about again."""
        at = self._reading
        rng = np.random.default_rng([self.seed, len(self.counted), 2])
        now = self._beliefs(self.posterior.shares, rng)
        place = at.hangs_on
        if at.clear and not self._settled and place is not None:
            pair = frozenset(self._columns(self.answers[place].question))
            chosen = most_steadying(
                now,
                self._beliefs(at.turned[place], rng),
                at.leader,
                pair,
                self.spans,
                self._ended,
                self._asked,
            )
            same = chosen is not None and {chosen.first, chosen.second} == pair
            return chosen, place + 1 if same else None
        return most_telling(now, self.spans, self._ended, self._asked), None

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
        if at.clear:
            return min(most, round(_TO_HOLD))
        gain = max(self._choice[0].resolves, 1e-3)
        doubt, wanted = 1.0 - at.share, 1.0 - CLEAR
        return min(most, max(1, round(np.log(doubt / wanted) / gain + _TO_HOLD)))

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
