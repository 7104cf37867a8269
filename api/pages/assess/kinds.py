"""Kinds of enterprises, the order of criteria that follows from them, and an order of one's own.

A kind is where questions begin, never a constraint: its weights are saved as a ``profile``, several
as a ``blend``, an order as ``ranked``; an interview starts near any of these and may leave it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from api.assessments.schemas import AssessmentModel
from api.parks.catalogue import catalogue_of
from api.parks.convert import own_markets, to_enterprise
from api.parks.profile_fit import fitting_profiles
from api.settings import Settings
from mcda.errors import McdaError
from mcda.parks.templates import PARKS, template
from weights.centres import centre
from weights.fit import Fit
from weights.profiles import load_profiles
from weights.rank_order import rank_weights
from weights.validation import validate
from weights.weightings import resolve

Plain = dict[str, Any]
Shares = Mapping[str, float]
Source = Literal["kinds", "facts", "nothing", "own", "kept"]


@dataclass(frozen=True, slots=True)
class Ordering:
    """Criteria in an order of importance, and where it comes from.

    Parameters
    ----------
    shares
        Of the weight by criterion, the greatest first; they sum to 1.
    source
        Kinds that were ticked, kinds that fit the facts, nothing, an order of one's own, or other
        weights that the assessment was given.
    kinds
        Ids of those that it comes from.
    """

    shares: Shares
    source: Source
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the kinds of enterprises say of the criteria of an assessment.

    Parameters
    ----------
    criteria
        Ids.
    shares
        Of the weight by criterion, by kind.
    fits
        Kinds that the facts speak for.
    """

    criteria: tuple[str, ...]
    shares: Mapping[str, Shares]
    fits: tuple[Fit, ...]

    @classmethod
    def of(cls, content: Plain, settings: Settings) -> "Kinds":
        """Return those of a saved document."""
        catalogue, found = catalogue_of(settings), validate(AssessmentModel, content)
        criteria = tuple(found.criteria or (info.id for info in catalogue.criteria))
        enterprise = to_enterprise(found.enterprise, catalogue, own_markets(found.scenario))
        about = [one for one in load_profiles().values() if one.about == PARKS]
        return cls(
            criteria,
            {one.id: centre(one, criteria) for one in about if {*one.ranked} & {*criteria}},
            fitting_profiles(template(PARKS), enterprise),
        )

    @property
    def centroid(self) -> list[float]:
        """The weights of the places of a mere order, the first place first."""
        return [float(weight) for weight in rank_weights(len(self.criteria))]

    def ordering(self, ticked: Sequence[str]) -> Ordering:
        """Return the order that follows from kinds; without any, from those that fit the facts."""
        fit = [one.profile for one in self.fits if one.profile in self.shares]
        named = [name for name in ticked if name in self.shares]
        source: Source = "kinds" if named else "facts" if fit else "nothing"
        return Ordering(self._mean(named or fit), source, tuple(named or fit))

    def own(self, order: Sequence[str]) -> Ordering | None:
        """Return an order of somebody's own, ``None`` of what is no order of all criteria."""
        if sorted(order) != sorted(self.criteria):
            return None
        return Ordering(dict(zip(order, self.centroid, strict=True)), "own")

    def saved(self, weights: Plain | None) -> Ordering:
        """Return the order that the weights of an assessment say."""
        ticked = ticked_in(weights)
        if weights is None or ticked:
            return self.ordering(ticked)
        if weights["kind"] == "ranked" and all(len(group) == 1 for group in weights["order"]):
            own = self.own([name for group in weights["order"] for name in group])
            if own is not None:
                return own
        with suppress(McdaError):
            values = resolve(weights).as_dict()
            shares = {name: values[name] for name in self.criteria if name in values}
            return Ordering(_sorted(shares), "kept")
        return Ordering({}, "kept")

    def _mean(self, names: Sequence[str]) -> Shares:
        if not names:
            return dict.fromkeys(self.criteria, 1 / len(self.criteria))
        whole = {
            criterion: sum(self.shares[name][criterion] for name in names) / len(names)
            for criterion in self.criteria
        }
        return _sorted(whole)


def ticked_in(weights: Plain | None) -> list[str]:
    """Return the kinds that weights are made of alone, each with the same share."""
    match weights:
        case {"kind": "profile", "id": name, **rest} if not any(rest.values()):
            return [name]
        case {"kind": "blend", "combine": "geometric"}:
            return []
        case {"kind": "blend", "parts": parts}:
            names = [ticked_in(part["weights"]) for part in parts]
            alike = len({part["share"] for part in parts}) == 1 and all(map(len, names))
            return [one[0] for one in names] if alike else []
    return []


def statement_of(ordering: Ordering) -> Plain | None:
    """Return an order as weights are saved; ``None`` where they follow from the facts."""
    if ordering.source == "own":
        return {"kind": "ranked", "order": [[name] for name in ordering.shares]}
    named = [{"kind": "profile", "id": name} for name in ordering.kinds]
    if ordering.source != "kinds":
        return None
    if len(named) == 1:
        return named[0]
    return {"kind": "blend", "parts": [{"share": 1.0, "weights": one} for one in named]}


def moved(order: Sequence[str], name: str, by: int) -> list[str]:
    """Return an order in which one name stands so many places later, or earlier if negative."""
    found = [one for one in order if one != name]
    place = min(max(list(order).index(name) + by, 0), len(found))
    return [*found[:place], name, *found[place:]]


def _sorted(shares: Shares) -> Shares:
    return dict(sorted(shares.items(), key=lambda item: -item[1]))
