"""A named profile, of the package or of the caller's own."""

from collections.abc import Sequence
from typing import ClassVar, Literal, Required, TypedDict

from pydantic import Field

from mcda.errors import Fault, InvalidWeights, NotFound
from mcda.problem import Problem
from weights.centres import beyond, centre, costs_of, kept
from weights.prior import Start, prior_of
from weights.profiles import WeightProfile as Shipped
from weights.profiles import profile
from weights.profiles.model import Form
from weights.rank_order import RankScheme, ordered_weights
from weights.spec import Ids, Order, Statement
from weights.statements import Id
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS


class Profile(Statement):
    """A named profile, see `GET /v1/profiles`; or one of the caller's own, with its order."""

    kind: Literal["profile"]
    id: Id = Field(description="Of a profile, also one of the organisation's own, `own:...`.")
    order: Order | None = Field(
        default=None, description="Makes this a profile of your own: best first, ties together."
    )
    excluded: Ids = Field(
        default_factory=list, description="Criteria of a profile of your own that weigh nothing."
    )


class ProfileDiagnostics(TypedDict, total=False):
    """What a profile says of the criteria at hand."""

    profile: Required[str]
    """Its id."""
    form: Form
    """Whether it states swings or a rank order; of a shipped profile."""
    swings: dict[str, float]
    """Points by criterion, of swings."""
    order: list[list[str]]
    """Criteria from the most to the least important, ties together; of a rank order."""
    scheme: RankScheme
    """By which the order of a profile of the caller's own becomes weights."""
    filler: list[str]
    """Criteria whose place no text supports."""
    excluded: list[str]
    """Criteria that weigh nothing."""
    beyond: list[str]
    """Criteria of which it says nothing, placed among the others."""
    label: dict[str, str]
    """What its weights are, in a sentence by language."""


@WEIGHTINGS.register
class ProfileWeighting(Weighting[Profile]):
    r"""The weights of a profile, drawn from the prior that starts near them.

    Of swings :math:`w_j = p_j / \sum_k p_k`, of a rank order its centroid weights; on a problem
    whose criteria have scales the mean of what is drawn. Of a profile of the caller's own the
    weights of its order; any in that order are left open.
    """

    kind = "profile"
    statement = Profile
    name: ClassVar = {"en": "profile", "zh": "预设"}
    origin: ClassVar = {
        "en": "Profile “{profile}”: our reading of interviews, not measured.",
        "zh": "采用“{profile}”方案：系我们对访谈的解读，并非实测。",
    }
    stated = False
    diagnostics = ProfileDiagnostics
    examples = (
        {"kind": "profile", "id": "first-time-private-exporter"},
        {
            "kind": "profile",
            "id": "ours",
            "order": [["land_price"], ["infrastructure"]],
            "excluded": ["one_stop_services"],
        },
    )
    is_fast = True

    def resolve(self, statement: Profile, problem: Problem | None) -> ResolvedWeights:
        """Return the weights of the profile; excluded criteria weigh 0."""
        criteria = self.weighted(statement, problem)
        if statement.order is not None:
            faults = [
                Fault(
                    "weight_unknown_criterion",
                    ("excluded", place),
                    {"criterion": c, "known": criteria},
                )
                for place, c in enumerate(statement.excluded)
                if c not in criteria
            ]
            InvalidWeights.raise_any(faults)
            weighed = ordered_weights(statement.order, criteria, statement.excluded)
            own = {"profile": statement.id, **weighed.diagnostics}
            own["excluded"] = list(statement.excluded)
            return ResolvedWeights(values=weighed.values, known=weighed.known, diagnostics=own)
        chosen = _shipped(statement.id)
        if not any(name in chosen.ranked for name in criteria):
            fields = {"criteria": list(criteria), "known": tuple(chosen.ranked)}
            raise InvalidWeights([Fault("profile_without_criterion", ("id",), fields)])
        starts = self.starts(statement, criteria)
        stated = {*criteria, *costs_of(criteria)}
        points = {each.criterion: each.points for each in chosen.swings if each.criterion in stated}
        known, values = prior_of(criteria, starts) if starts else None, centre(chosen, criteria)
        if known is not None and problem is not None and problem.is_valued:
            # what is best for the mean of the weights is best on average over them
            values = dict(zip(criteria, known.mean().tolist(), strict=True))
        return ResolvedWeights(
            values=values,
            known=known,
            diagnostics={
                "profile": statement.id,
                "form": chosen.form,
                **(
                    {"swings": points} if chosen.swings else {"order": kept(chosen.order, criteria)}
                ),
                "filler": [c for c in chosen.filler if c in criteria],
                "excluded": [c for c in chosen.excluded if c in criteria],
                "beyond": list(beyond(chosen, criteria)),
                "label": dict(chosen.label),
            },
        )

    def criteria(self, statement: Profile) -> tuple[str, ...]:
        """Return the criteria that the profile ranks or excludes."""
        if statement.order is None:
            shipped = _shipped(statement.id)
            return (*shipped.ranked, *shipped.excluded)
        return (*(name for group in statement.order for name in group), *statement.excluded)

    def order(self, statement: Profile, criteria: Sequence[str]) -> Sequence[Sequence[str]]:
        """Return the order of a caller's own profile, restricted to the criteria."""
        return kept(statement.order or (), criteria)

    def starts(self, statement: Profile, criteria: Sequence[str]) -> Sequence[Start]:
        """Return the weights of a shipped profile, if any of the criteria has a weight."""
        if statement.order is not None:
            return ()
        weights = centre(_shipped(statement.id), criteria)
        return [(1.0, weights)] if any(weights.values()) else []

    def profile(self, statement: Profile) -> str:
        """Return the id of the profile."""
        return statement.id


def _shipped(id: str) -> Shipped:  # noqa: A002 - as the statement has it
    """Return a shipped profile; an unknown id is a fault of the statement."""
    try:
        return profile(id)
    except NotFound as error:
        raise InvalidWeights(error.faults) from error
