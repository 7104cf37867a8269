"""A named profile, of the package or of the caller's own."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Required, TypedDict

from pydantic import Field

from mcda.errors import Fault, InvalidWeights, NotFound
from mcda.problem import Problem
from weights.centres import beyond, centre, kept
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
    """What a profile says of the criteria at hand.

    Parameters
    ----------
    profile
        Its id.
    form
        Whether it states swings or a rank order; of a shipped profile.
    swings
        Points by criterion, of swings.
    order
        Criteria from the most to the least important, ties together; of a rank order.
    scheme
        By which the order of a profile of the caller's own becomes weights.
    filler
        Criteria whose place no text supports.
    excluded
        Criteria that weigh nothing.
    beyond
        Criteria of which it says nothing, placed among the others.
    label
        What its weights are, in a sentence by language.
    """

    profile: Required[str]
    form: Form
    swings: dict[str, float]
    order: list[list[str]]
    scheme: RankScheme
    filler: list[str]
    excluded: list[str]
    beyond: list[str]
    label: dict[str, str]


@WEIGHTINGS.register
class ProfileWeighting(Weighting[Profile]):
    r"""The weights of a profile, drawn from the prior that starts near them.

    Of swings :math:`w_j = p_j / \sum_k p_k`, of a rank order its centroid weights. Of a profile of
    the caller's own the weights of its order; any in that order are left open.
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
        """Return its weights; what the profile excludes weighs nothing."""
        criteria = self.weighted(statement, problem)
        if statement.order is None:
            return self._named(statement, criteria)
        return _own(statement, statement.order, criteria)

    def _named(self, statement: Profile, criteria: Sequence[str]) -> ResolvedWeights:
        chosen = _shipped(statement.id)
        if not any(name in chosen.ranked for name in criteria):
            fields = {"criteria": list(criteria), "known": tuple(chosen.ranked)}
            raise InvalidWeights([Fault("profile_without_criterion", ("id",), fields)])
        starts = self.starts(statement, criteria)
        return ResolvedWeights(
            values=centre(chosen, criteria),
            known=prior_of(criteria, starts) if starts else None,
            diagnostics={
                "profile": statement.id,
                "form": chosen.form,
                **_said(chosen, criteria),
                "filler": [c for c in chosen.filler if c in criteria],
                "excluded": [c for c in chosen.excluded if c in criteria],
                "beyond": list(beyond(chosen, criteria)),
                "label": dict(chosen.label),
            },
        )

    def criteria(self, statement: Profile) -> tuple[str, ...]:
        """Return those that the profile ranks or excludes."""
        if statement.order is None:
            named = _shipped(statement.id)
            return (*named.ranked, *named.excluded)
        return (*(name for group in statement.order for name in group), *statement.excluded)

    def order(self, statement: Profile, criteria: Sequence[str]) -> Sequence[Sequence[str]]:
        """Return the order of a profile of the caller's own, of the criteria at hand."""
        return kept(statement.order or (), criteria)

    def starts(self, statement: Profile, criteria: Sequence[str]) -> Sequence[Start]:
        """Return the weights of a shipped profile, where it weighs any of the criteria."""
        if statement.order is not None:
            return ()
        found = centre(_shipped(statement.id), criteria)
        return [(1.0, found)] if any(found.values()) else []

    def profile(self, statement: Profile) -> str:
        """Return its id."""
        return statement.id


def _shipped(id: str) -> Shipped:  # noqa: A002 - as the statement has it
    """Return a profile of the package; that there is none is a fault of the statement."""
    try:
        return profile(id)
    except NotFound as error:
        raise InvalidWeights(error.faults) from error


def _said(chosen: Shipped, criteria: Sequence[str]) -> dict[str, Any]:
    if chosen.swings:
        sizes = {swing.criterion: swing.points for swing in chosen.swings}
        return {"swings": {c: points for c, points in sizes.items() if c in criteria}}
    return {"order": kept(chosen.order, criteria)}


def _own(statement: Profile, order: Order, criteria: Sequence[str]) -> ResolvedWeights:
    faults = [
        Fault("weight_unknown_criterion", ("excluded", place), {"criterion": c, "known": criteria})
        for place, c in enumerate(statement.excluded)
        if c not in criteria
    ]
    if faults:
        raise InvalidWeights(faults)
    weighed = ordered_weights(order, criteria, statement.excluded)
    return ResolvedWeights(
        values=weighed.values,
        known=weighed.known,
        diagnostics={
            "profile": statement.id,
            **weighed.diagnostics,
            "excluded": list(statement.excluded),
        },
    )
