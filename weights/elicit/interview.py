"""An interview: the problem, what is known of the weights, and the answers so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from mcda.errors import Fault, InvalidWeights, UnsuitableData
from mcda.method import Matrix, Method, Prepared
from mcda.methods import make_method
from mcda.polytope import Polytope
from mcda.prepare.unknowns import headline
from mcda.problem import Problem
from weights.elicit.asking import asked_question, made_question
from weights.elicit.choice import Pair, choose
from weights.elicit.contradicting import narrowed
from weights.elicit.judging import Judgement, judge
from weights.elicit.known import Order, Statement, read_known
from weights.elicit.question import REPLIES, Answer, Question, Reply, label
from weights.elicit.spans import Spans, read_spans
from weights.elicit.standing import Standing

DEFAULT_SEED = 7
_ENDING: tuple[Reply, ...] = ("equal", "unknown")


@dataclass(frozen=True, kw_only=True, eq=False)
class Interview:
    """A state of an interview; an answer gives the next one and leaves this one as it is.

    Each state draws weights that fit all that was said, from the seed and the number of answers:
    the same answers are followed by the same question.

    Parameters
    ----------
    problem
        ``m`` alternatives on ``n`` criteria; uncertain cells stand at their headline.
    prepared
        The method's preparation of it.
    spans
        What weights mean in the units of the criteria.
    known
        Statements the interview began with.
    polytope
        All weights that fit those and the answers.
    answers
        In the order they were given.
    seed
        At least 0.

    References
    ----------
    Boutilier, C., Patrascu, R., Poupart, P. & Schuurmans, D. (2006). Constraint-based
    optimization and utility elicitation using the minimax decision criterion. Artificial
    Intelligence 170(8-9), 686-713. doi:10.1016/j.artint.2006.02.003
    Benabbou, N., Perny, P. & Viappiani, P. (2017). Incremental elicitation of Choquet capacities
    for multicriteria choice, ranking and sorting problems. Artificial Intelligence 246, 152-180.
    doi:10.1016/j.artint.2017.02.001
    """

    problem: Problem
    prepared: Prepared
    spans: Spans
    known: tuple[Statement, ...]
    polytope: Polytope
    answers: tuple[Answer, ...] = ()
    seed: int = DEFAULT_SEED

    @classmethod
    def start(
        cls,
        problem: Problem,
        method: str | Method = "weighted_sum",
        *,
        known: Sequence[Statement | Mapping[str, Any]] = (),
        order: Order = (),
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
            Statements as of kind ``imprecise``.
        order
            Criteria from the most to the least important, ties together, such as that of a
            profile; criteria that are left out may weigh anything.
        seed
            At least 0.
        parameters
            Of the method, when it is given by name.

        Raises
        ------
        InvalidWeights
            What is known is malformed, names something else or contradicts itself.
        InvalidMethod, InvalidProblem, UnsuitableData
            As their names say.
        """
        chosen = make_method(method, parameters) if isinstance(method, str) else method
        statements, polytope = read_known(known, order, problem.criterion_ids)
        matrix = headline(problem, unused=chosen.unused_columns(problem.criterion_ids)).matrix
        _refuse_targets(matrix)
        prepared = chosen.prepare(matrix)
        if not np.isfinite(prepared.scores(polytope.centre()[None])).all():
            raise UnsuitableData([Fault("score_not_finite", (), {"method": chosen.name})])
        return cls(
            problem=problem,
            prepared=prepared,
            spans=read_spans(matrix, prepared),
            known=statements,
            polytope=polytope,
            seed=seed,
        )

    def next_question(self) -> Question | None:
        """Return the question that on average leaves the least doubt about the winner.

        None where the winner is settled or no question would tell more: `standing` says which.
        """
        at = self._judgement
        if at.finding.proof is not None:
            return None
        chosen = choose(at.weights, at.keys, at.leader, at.contenders, self.spans, self._ended)
        return None if chosen is None else made_question(self.problem, self.spans, chosen)

    def ask(self, first: str, amount: float, second: str, other: float) -> Question:
        """Return a question of the caller's own, or one of `next_question` from its figures.

        Parameters
        ----------
        first, amount
            A criterion, and how much of its unit.
        second, other
            Another one.

        Raises
        ------
        InvalidWeights
            Unknown or equal criteria, an amount that is not above 0, a criterion of constant
            values and without range, or a ratio of weights beyond a million to one.
        """
        return asked_question(self.problem, self.spans, (first, second), (amount, other))

    def answer(self, question: Question, reply: Reply) -> "Interview":
        """Return the interview with one more answer.

        Parameters
        ----------
        question
            Of `next_question` or `ask`.
        reply
            ``"first"`` or ``"second"`` is worth more; ``"equal"``, to within a tenth, and
            ``"unknown"``, after both of which the two criteria are not compared again.

        Raises
        ------
        InvalidWeights
            No such reply, a question about other criteria than the problem's, or the reply
            contradicts earlier answers, which the error names.
        """
        self._check(question, reply)
        answers = (*self.answers, Answer(question=question, reply=reply))
        polytope = self.polytope
        if reply != "unknown":
            polytope = narrowed(polytope, self.known, answers, self.problem.criterion_ids)
        return replace(self, polytope=polytope, answers=answers)

    def constraints(self) -> list[dict[str, Any]]:
        """Return all that is known, as the constraints of weights of kind ``imprecise``."""
        said = [statement.model_dump(exclude_none=True) for statement in self.known]
        found = (answer.question.constraint(answer.reply) for answer in self.answers)
        return [*said, *(constraint for constraint in found if constraint is not None)]

    def standing(self) -> Standing:
        """Return who wins, who else can, and how sure that is."""
        at, ids = self._judgement, self.problem.alternative_ids
        finding, shares = at.finding, at.shares
        others = sorted(finding.can_win, key=lambda row: (-shares[row], row))
        return Standing(
            winner=ids[at.leader],
            tied_with=tuple(ids[row] for row in finding.tied),
            settled=finding.proof is not None,
            proof=finding.proof,
            can_win=(ids[at.leader], *(ids[row] for row in others)),
            shares=dict(zip(ids, shares.tolist(), strict=True)),
            standard_error=float(np.sqrt(shares * (1.0 - shares) / at.samples).max()),
            samples=at.samples,
            seed=self.seed,
            greatest_lead=finding.greatest_lead,
            names={a.id: label(a.id, a.name) for a in self.problem.alternatives},
        )

    def _check(self, question: Question, reply: str) -> None:
        at, known = ("answers", len(self.answers)), self.problem.criterion_ids
        faults = [
            Fault("weight_unknown_criterion", (*at, side), {"criterion": name, "known": known})
            for side, name in (
                ("first", question.first.criterion),
                ("second", question.second.criterion),
            )
            if name not in known
        ]
        if reply not in REPLIES:
            fields = {"value": str(reply), "allowed": REPLIES}
            faults.append(Fault("elicit_reply", (*at, "reply"), fields))
        if faults:
            raise InvalidWeights(faults)

    @cached_property
    def _judgement(self) -> Judgement:
        rng = np.random.default_rng([self.seed, len(self.answers)])
        return judge(self.prepared, self.polytope, rng)

    @property
    def _ended(self) -> set[Pair]:
        """Return the pairs that nobody can tell more about: called equal, or not compared."""
        place = self.problem.criterion_ids.index
        asked = [answer.question for answer in self.answers if answer.reply in _ENDING]
        return {frozenset({place(q.first.criterion), place(q.second.criterion)}) for q in asked}


def _refuse_targets(matrix: Matrix) -> None:
    """Refuse targets: amounts are asked for, and of a target more is neither better nor worse."""
    faults = [
        Fault("target_not_asked", ("criteria", j, "direction"), {"criterion": matrix.criteria[j]})
        for j in matrix.targets
    ]
    if faults:
        raise UnsuitableData(faults)
