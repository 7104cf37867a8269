"""Recommendations recomputed through the engine, weights by hand, summaries from the rows."""

from collections.abc import Callable
from fractions import Fraction
from statistics import mean

import numpy as np
import pytest

from mcda.cells import Triangular
from mcda.errors import InvalidMethod
from mcda.parks import Catalogue, Enterprise, appraise
from mcda.ranking import rank
from mcda.robust import acceptability
from mcda.weight_vector import WeightVector
from weights.replay import PARKS, Placed, Replay, replay
from weights.replay.correspondence import Speaker
from weights.replay.placement import WAYS
from weights.replay.replay import statement
from weights.tenants import load_tenants
from weights.weightings import resolve

F = Fraction
# Centroid weights of ranks 1 to 3 are 11/18, 5/18, 2/18; ties share their mean.
STATED = {
    "G2-01": {"hometown_ties": F(1)},
    "G2-04": {"land_price": F(1)},
    "G2-05": {"hometown_ties": F(1)},
    "G2-06": {"land_price": F(1)},
    "G2-07": {"land_price": F(1)},
    "G2-08": {"government_support": F(1)},
    "G2-11": {"land_price": F(1)},
    "G2-12": {"hometown_ties": F(8, 18), "land_price": F(8, 18), "investor_type": F(2, 18)},
    "G2-13": {
        "hometown_ties": F(11, 18),
        "investor_type": F(5, 18),
        "government_support": F(2, 18),
    },
    "G2-14": {"land_price": F(11, 18), "hometown_ties": F(5, 18), "infrastructure": F(2, 18)},
    "G2-15": {"land_price": F(1, 2), "hometown_ties": F(1, 2)},
}
SHENZHEN = Enterprise(home="Guangdong/Shenzhen")


def row(found: Replay, way: str, tenant: str) -> Placed:
    return next(item for item in found.placed[way] if item.tenant == tenant)


def by_engine(
    catalogue: Catalogue, enterprise: Enterprise, weights: dict[str, Fraction], method: str
) -> dict[str, int]:
    """Rank the four parks on all seven criteria; those without weight get 0."""
    view = appraise(catalogue, enterprise, parks=PARKS)
    points = {c: float(weights.get(c, 0)) for c in view.criterion_ids}
    answer = rank(view, WeightVector.normalised(view.criterion_ids, points), method)
    return dict(zip(PARKS, answer.ranks.tolist(), strict=True))


@pytest.mark.parametrize("name", STATED)
def test_own_weights_follow_the_order_of_reasons(name: str, found: Replay) -> None:
    wanted = {criterion: float(value) for criterion, value in STATED[name].items()}
    assert dict(row(found, "own", name).weights) == pytest.approx(wanted)


@pytest.mark.parametrize("name", [tenant.id for tenant in load_tenants()])
def test_weights_left_out_are_the_mean_of_the_others(name: str, found: Replay) -> None:
    others = [stated for other, stated in STATED.items() if other != name]
    named = {criterion for stated in others for criterion in stated}
    wanted = {c: float(sum(s.get(c, F(0)) for s in others) / len(others)) for c in named}
    assert dict(row(found, "left_out", name).weights) == pytest.approx(wanted)


def test_two_tenants_ranked_by_the_engine_itself(catalogue: Catalogue, found: Replay) -> None:
    partner = Enterprise(home="Guangdong/Shenzhen", partners_in=["vcep"])
    for name, enterprise in (("G2-12", SHENZHEN), ("G2-14", partner)):
        wanted = by_engine(catalogue, enterprise, STATED[name], "ahp")
        assert dict(row(found, "own", name).ranks) == wanted
    ranks = row(found, "own", "G2-04").ranks
    assert sorted(PARKS, key=ranks.__getitem__) == sorted(PARKS, key=cheapness(catalogue))


def cheapness(catalogue: Catalogue) -> Callable[[str], float]:
    """Return minus the mean worth of a park's price: equal ratios between 60 and 200 count."""
    drawn = (np.arange(4000) + 0.5) / 4000

    def key(park: str) -> float:
        rating = catalogue.ratings[park, "land_price"]
        prices = Triangular(low=rating.low, mode=rating.mode, high=rating.high).quantile(drawn)
        return float(np.log(np.clip(prices, 60, 200)).mean())

    return key


@pytest.mark.parametrize("method", ["weighted_sum", "vikor"])
def test_any_method_may_rank(method: str, catalogue: Catalogue) -> None:
    found = replay(method, samples=10)
    assert found.method == method
    for way, enterprise in (("own", SHENZHEN), ("own_without_ties", Enterprise())):
        wanted = by_engine(catalogue, enterprise, STATED["G2-13"], method)
        assert dict(row(found, way, "G2-13").ranks) == wanted


def test_parameters_and_names_of_methods_are_checked() -> None:
    with pytest.raises(InvalidMethod):
        replay("nearest", samples=10)
    with pytest.raises(InvalidMethod):
        replay("topsis", samples=10, normalisation="none of these")


def test_without_ties_nothing_of_the_tenant_counts(found: Replay) -> None:
    for name in ("G2-01", "G2-05"):  # who named their home alone
        item = row(found, "own_without_ties", name)
        assert item.recommended == PARKS
        assert (item.place.hit, item.place.reciprocal) == (1 / 4, pytest.approx(25 / 48))
    silent = {item.tenant for item in found.placed["left_out"]} - set(STATED)
    assert set(found.without_reason) == silent == {"G2-02", "G2-03", "G2-09", "G2-10"}
    advised = {tuple(row(found, "left_out_without_ties", name).ranks.items()) for name in silent}
    assert len(advised) == 1


def test_scores_are_those_of_the_rows(found: Replay) -> None:
    for way in WAYS:
        hits, inverses = [], []
        for item in found.placed[way]:
            ranks = sorted(item.ranks.values())
            own = item.ranks[item.chosen]
            hits.append(1 / ranks.count(1) if own == 1 else 0)
            covered = [1 + place for place, other in enumerate(ranks) if other == own]
            inverses.append(mean(1 / place for place in covered))
        score = found.scores[way]
        assert (score.hit_rate, score.reciprocal_rank) == pytest.approx(
            (mean(hits), mean(inverses))
        )
        assert (score.alone, score.tied) == (hits.count(1), sum(0 < hit < 1 for hit in hits))
    assert found.scores["most_chosen"].alone == 5
    assert found.scores["guess"].tenants == 15


def test_first_shares_are_drawn_from_the_order_and_the_bounds(
    catalogue: Catalogue, found: Replay
) -> None:
    tenant = next(t for t in load_tenants() if t.id == "G2-13")
    view = appraise(catalogue, SHENZHEN, parks=PARKS, criteria=tenant.named)
    order = {"kind": "ranked", "order": [list(tie) for tie in tenant.order]}
    drawn = acceptability(rank(view, resolve(order, view)), found.samples, found.seed)
    assert row(found, "own", "G2-13").first_share == drawn.rank_shares[PARKS.index("vcep"), 0]
    price = row(found, "own", "G2-06")  # the dearest park, chosen for its price
    assert price.first_share == 0


def test_further_reasons_count_by_their_criteria(catalogue: Catalogue, found: Replay) -> None:
    assert len(found.placed["all_own"]) == 15
    weights = {
        "G2-07": {"land_price": F(1, 2), "speed_to_operation": F(1, 2)},
        "G2-10": {"operator_trust": F(1)},
        "G2-06": {
            "land_price": F(4, 9),
            "hometown_ties": F(4, 9),
            "multinational_neighbours": F(1, 9),
        },
    }
    for name, stated in weights.items():
        wanted = {criterion: float(value) for criterion, value in stated.items()}
        assert dict(row(found, "all_own", name).weights) == pytest.approx(wanted)
    view = appraise(catalogue, Enterprise(), parks=PARKS, criteria=["operator_trust"])
    values = {p: cells[0].mode for p, cells in zip(PARKS, view.performances, strict=True)}
    assert row(found, "all_own", "G2-10").recommended == tuple(
        park for park, value in values.items() if value == max(values.values())
    )


def test_the_tenants_own_word_is_left_out_of_ratings(found: Replay) -> None:
    kept = {item.tenant: set(item.weights) for item in found.placed["all_own_without_word"]}
    assert set(kept) == set(found.speakers) - {"G2-03", "G2-08", "G2-09", "G2-10"}
    # What G2-14 says of the pace and facilities of its park stands behind that park's ratings.
    assert kept["G2-14"] == {"hometown_ties"}
    # Nothing that G2-02 said stands behind a rating that counts for it: all stays as it was.
    assert kept["G2-02"] == set(row(found, "all_own", "G2-02").weights)
    for item in found.placed["all_left_out_without_word"]:
        others = [one for name, one in found.speakers.items() if name != item.tenant]
        named = {criterion for one in others for criterion in one.named}
        assert set(item.weights) <= named
    assert "operator_trust" not in row(found, "all_left_out_without_word", "G2-10").weights


def test_a_statement_of_several_names_all_their_criteria() -> None:
    speakers = [
        Speaker(id=tenant.id, order=tenant.order)
        for tenant in load_tenants()
        if tenant.id in ("G2-08", "G2-12")
    ]
    said, criteria = statement(speakers)
    assert set(criteria) == {"government_support", "hometown_ties", "land_price", "investor_type"}
    assert resolve(said).as_dict() == pytest.approx(
        {
            "government_support": 1 / 2,
            "hometown_ties": 4 / 18,
            "land_price": 4 / 18,
            "investor_type": 1 / 18,
        }
    )
