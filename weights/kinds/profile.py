"""A named profile, of the package or of the caller's own."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from mcda.errors import Fault, InvalidWeights
from mcda.problem import Problem
from weights.profiles import profile
from weights.ranked import ordered_weights
from weights.spec import Ids, Order, Statement
from weights.statements import Id
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS


class Profile(Statement):
    """A named profile, see `GET /v1/profiles`; or one of the caller's own, with its order."""

    kind: Literal["profile"]
    id: Id
    order: Order | None = Field(
        default=None, description="Makes this a profile of your own: best first, ties together."
    )
    excluded: Ids = Field(
        default_factory=list, description="Criteria of a profile of your own that weigh nothing."
    )


@WEIGHTINGS.register
class ProfileWeighting(Weighting[Profile]):
    """The weights of a profile's order; any weights in that order are left open."""

    kind = "profile"
    statement = Profile
    name: ClassVar = {"en": "profile", "zh": "预设"}
    origin: ClassVar = {
        "en": "Profile “{profile}”: derived from a rank order in interviews, not measured.",
        "zh": "采用“{profile}”方案：由访谈中的重要性次序推导得出，并非实测。",
    }
    stated = False
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
        """Return weights by rank; what the profile excludes weighs nothing."""
        criteria = self.weighted(statement, problem)
        if statement.order is None:
            return _named(statement, criteria)
        return _own(statement, statement.order, criteria)

    def criteria(self, statement: Profile) -> tuple[str, ...]:
        """Return those that the profile ranks or excludes."""
        if statement.order is None:
            named = profile(statement.id)
            return (*named.ranked, *named.excluded)
        return (*(name for group in statement.order for name in group), *statement.excluded)

    def order(self, statement: Profile, criteria: Sequence[str]) -> Sequence[Sequence[str]]:
        """Return the profile's order of those that it ranks."""
        order = statement.order or profile(statement.id).order
        return _kept(order, criteria)

    def profile(self, statement: Profile) -> str:
        """Return its id."""
        return statement.id


def _named(statement: Profile, criteria: Sequence[str]) -> ResolvedWeights:
    chosen = profile(statement.id)
    known = (*chosen.ranked, *chosen.excluded)
    strange = [c for c in criteria if c not in known]
    if strange:
        fields = [{"criterion": c, "known": known} for c in strange]
        raise InvalidWeights([Fault("profile_without_criterion", ("id",), f) for f in fields])
    excluded = [c for c in chosen.excluded if c in criteria]
    order = _kept(chosen.order, criteria)
    more = {"filler": list(chosen.filler), "label": dict(chosen.label)}
    return _ordered(statement, order, criteria, excluded, more)


def _kept(order: Sequence[Sequence[str]], criteria: Sequence[str]) -> list[list[str]]:
    return [kept for group in order if (kept := [c for c in group if c in criteria])]


def _own(statement: Profile, order: Order, criteria: Sequence[str]) -> ResolvedWeights:
    faults = [
        Fault("weight_unknown_criterion", ("excluded", place), {"criterion": c, "known": criteria})
        for place, c in enumerate(statement.excluded)
        if c not in criteria
    ]
    if faults:
        raise InvalidWeights(faults)
    more = {"excluded": list(statement.excluded)}
    return _ordered(statement, order, criteria, statement.excluded, more)


def _ordered(
    statement: Profile,
    order: Sequence[Sequence[str]],
    criteria: Sequence[str],
    excluded: Sequence[str],
    more: dict[str, Any],
) -> ResolvedWeights:
    weighed = ordered_weights(order, criteria, excluded)
    return ResolvedWeights(
        values=weighed.values,
        known=weighed.known,
        diagnostics={"profile": statement.id, **weighed.diagnostics, **more},
    )
