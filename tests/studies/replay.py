"""The 15 tenants interviewed: the park that each chose, beside what the engine recommends to it.

``python -m tests.studies.replay [METHOD]`` ranks the four parks studied for each tenant, by its
own reasons and by the mean weights of the others, and prints how often the park chosen comes
first; ``docs/studies.md`` holds the figures and why they are no validation. Only criteria that
are named weigh anything, and of an enterprise nothing is known but home and partner.
"""

import math
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from scipy.stats import binomtest

from mcda.parks import Appraisal, Catalogue, Claim, Enterprise, appraise, load_catalogue
from mcda.ranking import rank
from weights.tenants import Tenant, TenantStatement, load_tenants
from weights.validation import validate
from weights.weightings import resolve

PARKS = ("ljip", "vcep", "tcr", "kitic")


class Row(TenantStatement):
    """What one tenant said, and how strongly."""

    tenant: str
    tier: Literal[1, 2, 3]


class Counted(BaseModel):
    """A reason that a criterion stands for, wholly or in part, and the answers it rests on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reason: str
    criterion: str
    fit: Literal["same", "part"]
    why: str
    rows: tuple[Row, ...] = Field(min_length=1)


class Uncounted(BaseModel):
    """A reason that no criterion stands for, of some tenants."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reason: str
    tenants: tuple[str, ...] = Field(min_length=1)
    why: str


class Correspondences(BaseModel):
    """Reasons outside the seven criteria, and the criteria of the catalogue that stand for them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    counted: tuple[Counted, ...]
    uncounted: tuple[Uncounted, ...]


@cache
def load_correspondences() -> Correspondences:
    path = Path(__file__).with_name("correspondences.toml")
    return validate(Correspondences, tomllib.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A tenant's reasons as criteria, strongest first, ties together."""

    id: str
    order: tuple[tuple[str, ...], ...]

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(criterion for tie in self.order for criterion in tie)

    def without(self, criteria: Collection[str]) -> "Speaker":
        """Return the same without some criteria; the order may become empty."""
        left = [tuple(c for c in tie if c not in criteria) for tie in self.order]
        return Speaker(id=self.id, order=tuple(tie for tie in left if tie))


def speaker(tenant: Tenant, *, further: bool) -> Speaker:
    """Return the reasons of a tenant among the seven criteria, or all that a criterion stands for.

    A criterion that two reasons stand for takes the stronger of their places.
    """
    tiers: dict[str, int] = {reason.criterion: reason.tier for reason in tenant.reasons}
    for item in load_correspondences().counted if further else ():
        for row in item.rows:
            if row.tenant == tenant.id:
                tiers[item.criterion] = min(row.tier, tiers.get(item.criterion, row.tier))
    places: dict[int, list[str]] = defaultdict(list)
    for criterion, tier in tiers.items():
        places[tier].append(criterion)
    return Speaker(id=tenant.id, order=tuple(tuple(places[tier]) for tier in sorted(places)))


def enterprise_of(tenant: Tenant, catalogue: Catalogue) -> Enterprise:
    """Return what is known of a tenant: home, by its tie to a park's investor, and partner."""
    province = city = ""
    if tenant.home is not None:
        ties = catalogue.park(tenant.home.investor_of).ties
        origin = next(tie for tie in ties if tie.kind == "investor")
        province = origin.province
        city = origin.city if tenant.home.tie == "same_city" else ""
    inside = () if tenant.partner_inside is None else (tenant.partner_inside.park,)
    return Enterprise(province=province, city=city, partners_in=inside)


def statement(speakers: Sequence[Speaker]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what tenants with reasons say of importance as a statement, and its criteria.

    Of one, its order; of several, the mean of their weights, in which a criterion that one of them
    did not name weighs 0 for it.
    """
    named = tuple(dict.fromkeys(criterion for one in speakers for criterion in one.named))
    orders = [[list(tie) for tie in one.order] for one in speakers]
    if len(orders) == 1:
        return {"kind": "ranked", "order": orders[0]}, named
    parts = [
        {
            "kind": "profile",
            "id": one.id,
            "order": order,
            "excluded": [criterion for criterion in named if criterion not in one.named],
        }
        for one, order in zip(speakers, orders, strict=True)
    ]
    return {"kind": "blend", "parts": [{"share": 1.0, "weights": part} for part in parts]}, named


def respondents(claim: Claim) -> frozenset[str]:
    """Return the tenants whose answer a claim quotes, by its locator (``Annex 3 G2Q5 No1``)."""
    if not re.search(r"\bG2Q\d+\b", claim.locator):
        return frozenset()
    spans = re.findall(r"No(\d+)(?:-(\d+))?", claim.locator)
    return frozenset(
        f"G2-{number:02}" for low, high in spans for number in range(int(low), int(high or low) + 1)
    )


def own_word(view: Appraisal, tenant: str) -> tuple[str, ...]:
    """Return the criteria with a cell that rests on this tenant's own answers."""
    return tuple(
        criterion
        for criterion in view.criterion_ids
        if any(
            tenant in respondents(claim)
            for cells in view.evidence.values()
            for claim in cells[criterion].claims
        )
    )


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a chosen park stands: its competition rank, and how many parks stand there."""

    rank: int
    sharing: int

    @classmethod
    def of(cls, own: int, ranks: Collection[int]) -> "Place":
        return cls(rank=own, sharing=sum(other == own for other in ranks))

    @property
    def hit(self) -> float:
        """The share of the first place that falls to it."""
        return 1 / self.sharing if self.rank == 1 else 0.0

    @property
    def reciprocal(self) -> float:
        """Expected 1/rank, were the tie broken by lot."""
        covered = range(self.rank, self.rank + self.sharing)
        return math.fsum(1 / place for place in covered) / self.sharing


@dataclass(frozen=True, kw_only=True)
class Score:
    """How well a way to order the parks meets the choices; means, with their standard errors.

    ``alone`` counts the chosen parks that are first and no other is, ``tied`` those that share the
    first place; ``interval`` holds the exact limits (Clopper and Pearson, 95 %) of the chance
    behind ``alone``, None of a lottery.
    """

    tenants: int
    alone: int
    tied: int
    hit_rate: float
    hit_error: float
    reciprocal_rank: float
    reciprocal_error: float
    interval: tuple[float, float] | None


def score(places: Sequence[Place]) -> Score:
    """Return the score of the places of the chosen parks, at least two."""
    hit_rate, hit_error = _mean([place.hit for place in places])
    reciprocal_rank, reciprocal_error = _mean([place.reciprocal for place in places])
    alone = sum(place.hit == 1 for place in places)
    limits = binomtest(alone, len(places)).proportion_ci(method="exact")
    return Score(
        tenants=len(places),
        alone=alone,
        tied=sum(0 < place.hit < 1 for place in places),
        hit_rate=hit_rate,
        hit_error=hit_error,
        reciprocal_rank=reciprocal_rank,
        reciprocal_error=reciprocal_error,
        interval=(float(limits.low), float(limits.high)),
    )


def _mean(values: Sequence[float]) -> tuple[float, float]:
    n, mean = len(values), math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / (n - 1)
    return mean, math.sqrt(variance / n)


def guessing(parks: int, tenants: int) -> Score:
    """Return what ordering the parks by lot gives: means are expected, errors those of chance."""
    inverses = [1 / place for place in range(1, parks + 1)]
    mean = math.fsum(inverses) / parks
    variance = math.fsum((value - mean) ** 2 for value in inverses) / parks
    hit = 1 / parks
    return Score(
        tenants=tenants,
        alone=0,
        tied=tenants,
        hit_rate=hit,
        hit_error=math.sqrt(hit * (1 - hit) / tenants),
        reciprocal_rank=mean,
        reciprocal_error=math.sqrt(variance / tenants),
        interval=None,
    )


def by_popularity(chosen: Sequence[str], parks: Sequence[str]) -> Score:
    """Return what ordering the parks by how many of these tenants chose them gives."""
    counts = Counter(chosen)
    ranks = {park: 1 + sum(counts[o] > counts[park] for o in parks) for park in parks}
    return score([Place.of(ranks[park], ranks.values()) for park in chosen])


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to weigh the criteria for a tenant."""

    own: bool
    """By its own reasons, for tenants that gave one; else by the mean of the others' weights."""
    further: bool = False
    """Not only reasons among the seven criteria, also those that an optional one stands for."""
    ties: bool = True
    """With the tenant's home and partner, and with criteria on which a park is rated by the word of
    the very tenant."""
    word: bool = True
    """With the tenant's home and partner, and with criteria on which a park is rated by the word of
    the very tenant."""


WAYS = {
    "own": Way(own=True),
    "own, no ties": Way(own=True, ties=False),
    "others'": Way(own=False),
    "others', no ties": Way(own=False, ties=False),
    "all own": Way(own=True, further=True),
    "all own, no ties": Way(own=True, further=True, ties=False),
    "all own, not by its word": Way(own=True, further=True, word=False),
    "all others'": Way(own=False, further=True),
    "all others', no ties": Way(own=False, further=True, ties=False),
    "all others', not by its word": Way(own=False, further=True, word=False),
}


@dataclass(frozen=True, kw_only=True)
class Placed:
    """The parks as one tenant would have been advised: weights and competition ranks, by id."""

    tenant: Tenant
    weights: Mapping[str, float]
    ranks: Mapping[str, int]

    @property
    def place(self) -> Place:
        """That of the chosen park."""
        return Place.of(self.ranks[self.tenant.chosen], self.ranks.values())

    @property
    def recommended(self) -> tuple[str, ...]:
        """All parks that share rank 1."""
        return tuple(park for park, found in self.ranks.items() if found == 1)


Replay = Mapping[str, tuple[Placed, ...]]


def replay(method: str = "ahp", *, catalogue: Catalogue | None = None, **parameters: Any) -> Replay:
    """Return by way the advice to each tenant for whom that way has a reason."""
    known = catalogue or load_catalogue()
    tenants = load_tenants()
    return {
        name: tuple(
            advice
            for tenant in tenants
            if (advice := _advice(way, tenant, tenants, known, method, parameters)) is not None
        )
        for name, way in WAYS.items()
    }


def _advice(
    way: Way,
    tenant: Tenant,
    tenants: Sequence[Tenant],
    catalogue: Catalogue,
    method: str,
    parameters: Mapping[str, Any],
) -> Placed | None:
    enterprise = enterprise_of(tenant, catalogue) if way.ties else Enterprise()
    heard = [tenant] if way.own else [other for other in tenants if other.id != tenant.id]
    speakers = [speaker(one, further=way.further) for one in heard]
    if not way.word:
        seen = appraise(catalogue, enterprise, parks=PARKS, criteria=statement(speakers)[1])
        speakers = [one.without(own_word(seen, tenant.id)) for one in speakers]
    speakers = [one for one in speakers if one.order]
    if not speakers:
        return None
    said, criteria = statement(speakers)
    view = appraise(catalogue, enterprise, parks=PARKS, criteria=criteria)
    ranking = rank(view, resolve(said, view), method, **parameters)
    return Placed(
        tenant=tenant,
        weights=ranking.weights.as_dict(),
        ranks=dict(zip(PARKS, ranking.ranks.tolist(), strict=True)),
    )


def scores(found: Replay) -> dict[str, Score]:
    """Return by way how well it meets the choices, and how popularity and guessing do."""
    chosen = [tenant.chosen for tenant in load_tenants()]
    return {
        **{way: score([item.place for item in items]) for way, items in found.items()},
        "the park most chosen": by_popularity(chosen, PARKS),
        "guessing": guessing(len(PARKS), len(chosen)),
    }


def table(found: Mapping[str, Score]) -> Iterator[str]:
    """Yield the lines of the table of the scores, in Markdown."""
    yield "| weights | tenants | first alone | tied | hit rate | 95 % limits | mean 1/rank |"
    yield "|---|---|---|---|---|---|---|"
    for way, one in found.items():
        limits = "–" if one.interval is None else "{:.2f} to {:.2f}".format(*one.interval)
        hit = f"{one.hit_rate:.2f} ± {one.hit_error:.2f}"
        inverse = f"{one.reciprocal_rank:.2f} ± {one.reciprocal_error:.2f}"
        yield f"| {way} | {one.tenants} | {one.alone} | {one.tied} | {hit} | {limits} | {inverse} |"


def main() -> None:
    """Print what each way recommends to each tenant, and the scores."""
    found = replay(*sys.argv[1:2])
    print(f"| tenant | chosen | {' | '.join(WAYS)} |\n|---|---|{'---|' * len(WAYS)}")
    for tenant in load_tenants():
        advice = [
            next((" = ".join(p.recommended) for p in items if p.tenant == tenant), "–")
            for items in found.values()
        ]
        print(f"| {tenant.id} | {tenant.chosen} | {' | '.join(advice)} |")
    print("\n" + "\n".join(table(scores(found))))


if __name__ == "__main__":
    main()
