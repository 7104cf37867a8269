"""The replay of the tenants' choices, and that the documentation says of it what it computes."""

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from statistics import mean, pstdev, stdev

import numpy as np
import pytest

from mcda.cells import Mixture, Triangular
from mcda.errors import InvalidInput, InvalidMethod
from mcda.parks import Catalogue, Enterprise, appraise, load_catalogue
from mcda.ranking import rank
from mcda.weight_vector import WeightVector
from tests.studies.replay import (
    PARKS,
    Correspondences,
    Place,
    Placed,
    Replay,
    Score,
    Speaker,
    by_popularity,
    enterprise_of,
    guessing,
    load_correspondences,
    own_word,
    replay,
    respondents,
    score,
    scores,
    speaker,
    statement,
    table,
)
from tests.weights.test_tenants import DOMAIN, coded, plain
from weights.tenants import load_tenants
from weights.validation import validate
from weights.weightings import resolve

ROOT = Path(__file__).parents[2]
F = Fraction
TENANTS = {tenant.id: tenant for tenant in load_tenants()}
COUNTED = load_correspondences().counted
UNCOUNTED = load_correspondences().uncounted
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


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def found() -> Replay:
    return replay()


@pytest.fixture(scope="module")
def scored(found: Replay) -> dict[str, Score]:
    return scores(found)


def row(found: Replay, way: str, tenant: str) -> Placed:
    return next(item for item in found[way] if item.tenant.id == tenant)


def ids(found: Replay, way: str) -> set[str]:
    return {item.tenant.id for item in found[way]}


def by_engine(
    catalogue: Catalogue, enterprise: Enterprise, weights: dict[str, Fraction], method: str
) -> dict[str, int]:
    """Rank the four parks on all seven criteria; those without weight get 0."""
    view = appraise(catalogue, enterprise, parks=PARKS)
    points = {c: float(weights.get(c, 0)) for c in view.criterion_ids}
    ranking = rank(view, WeightVector.normalised(view.criterion_ids, points), method)
    return dict(zip(PARKS, ranking.ranks.tolist(), strict=True))


@pytest.fixture
def said() -> str:
    """The paragraph of the documentation, in one line."""
    paragraphs = ROOT.joinpath("docs", "limits.md").read_text(encoding="utf-8").split("\n\n")
    found = [" ".join(part.split()) for part in paragraphs if "hit rate" in part]
    assert len(found) == 1, "docs/limits.md must have one paragraph on the hit rate of the replay"
    return found[0]


def test_the_page_tells_hits_ranks_and_errors(said, scored):
    figures = r"(\d+\.\d+) ± (\d+\.\d+)"
    word = r"own word \d+ of \d+ \([^)]*\)"
    shapes = {
        "others'": rf"hit rate (\d+) of (\d+) \(mean 1/rank {figures}\)",
        "others', no ties": rf"partner (\d+) of (\d+) \({figures}\), because",
        "own": rf"own reasons (\d+) of the (\d+) \({figures}, and one tie\)",
        "all others'": rf"stands for them, (\d+) of (\d+) \({figures}\)",
        "all others', not by its word": rf"own word (\d+) of (\d+) \({figures}\) and",
        "all others', no ties": rf"partner (\d+) of (\d+) \({figures}\); by all",
        "all own": rf"all their own reasons (\d+) of (\d+) \({figures}, and four ties\)",
        "all own, not by its word": rf"{word} and (\d+) of (\d+) \({figures}\)",
        "the park most chosen": rf"most chosen park (\d+) of (\d+) \({figures}\)",
    }
    for way, shape in shapes.items():
        match = re.search(shape, said)
        assert match, shape
        one = scored[way]
        alone, tenants, inverse, error = match.groups()
        assert (int(alone), int(tenants)) == (one.alone, one.tenants), way
        assert inverse == f"{one.reciprocal_rank:.2f}", way
        assert error == f"{one.reciprocal_error:.2f}", way
    guess = scored["guessing"]
    assert f"guessing {guess.hit_rate:.0%} ({guess.reciprocal_rank:.2f})".replace("%", " %") in said


def test_the_page_tells_ties_chance_and_the_one_recommendation(said, found, scored):
    assert "no validation" in said
    assert scored["own"].tied == 1  # "and one tie"
    assert scored["all own"].tied == 4  # "and four ties"
    recommended = Counter(item.recommended for item in found["others', no ties"])
    assert recommended == {("vcep",): 14, ("tcr",): 1}
    assert "recommends one park in all but one" in said
    left = len(TENANTS) - scored["all own, not by its word"].tenants
    assert (left == 3) == ("three others having no reason left" in said)
    limits = [one.interval for one in scored.values() if one.interval]
    assert f"of {len(limits)} figures" in said
    above = [low for low, _ in limits if low > 1 / 4]
    assert len(above) == 1
    assert "one has limits above guessing" in said


def test_the_table_of_the_docs_is_what_is_computed(scored):
    docs = ROOT.joinpath("docs", "studies.md").read_text(encoding="utf-8")
    assert "\n".join(table(scored)) in docs


def test_the_caveats_of_the_docs_are_facts_of_the_data(catalogue, found):
    docs = " ".join(ROOT.joinpath("docs", "studies.md").read_text(encoding="utf-8").split())
    homes = sum(tenant.home is not None for tenant in TENANTS.values())
    assert f"A home is known of {homes} tenants only" in docs
    asked = Counter(tenant.chosen for tenant in TENANTS.values()).values()
    assert f"Of each park {min(asked)} to {max(asked)} tenants were asked" in docs
    for tenant in TENANTS.values():
        thai = catalogue.park(tenant.chosen).country == "thailand"
        assert tenant.interviewed[:4] == ("2023" if thai else "2019")
    derived = [park for park in PARKS if catalogue.ratings[park, "land_price"].kind == "derived"]
    assert len(derived) > 2  # "Most land prices"
    named = {criterion for tenant in TENANTS.values() for criterion in tenant.named}
    unnamed = [info.id for info in catalogue.criteria if info.id not in named]
    assert unnamed == ["one_stop_services", "trade_cost_exposure"]
    silent = ", ".join(sorted(set(TENANTS) - ids(found, "own")))
    assert f"({silent})" in docs
    levels = {park: catalogue.ratings[park, "operator_trust"].level for park in PARKS}
    assert [park for park in PARKS if levels[park] == "tenants"] == ["ljip", "vcep", "tcr"]
    lost = sorted(set(TENANTS) - ids(found, "all own, not by its word"))
    assert f"leave {len(lost)} of them ({', '.join(lost)}) without any" in docs
    counted = {row.tenant for item in COUNTED for row in item.rows}
    assert f"for {len(counted)} tenants" in docs


@pytest.mark.parametrize("name", STATED)
def test_own_weights_follow_the_order_of_reasons(name, found):
    wanted = {criterion: float(value) for criterion, value in STATED[name].items()}
    assert row(found, "own", name).weights == pytest.approx(wanted)


@pytest.mark.parametrize("name", TENANTS)
def test_weights_of_the_others_are_their_mean(name, found):
    others = [stated for other, stated in STATED.items() if other != name]
    named = {criterion for stated in others for criterion in stated}
    wanted = {c: float(sum(s.get(c, F(0)) for s in others) / len(others)) for c in named}
    assert row(found, "others'", name).weights == pytest.approx(wanted)


def test_two_tenants_ranked_by_the_engine_itself(catalogue, found):
    partner = Enterprise(home="Guangdong/Shenzhen", partners_in=["vcep"])
    for name, enterprise in (("G2-12", SHENZHEN), ("G2-14", partner)):
        assert row(found, "own", name).ranks == by_engine(
            catalogue, enterprise, STATED[name], "ahp"
        )
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
def test_any_method_may_rank(method, catalogue):
    found = replay(method)
    for way, enterprise in (("own", SHENZHEN), ("own, no ties", Enterprise())):
        wanted = by_engine(catalogue, enterprise, STATED["G2-13"], method)
        assert row(found, way, "G2-13").ranks == wanted
    with pytest.raises(InvalidMethod):
        replay(method, normalisation="none of these")


def test_without_ties_nothing_of_the_tenant_counts(found):
    for name in ("G2-01", "G2-05"):  # who named their home alone, which is not known then
        item = row(found, "own, no ties", name)
        assert item.recommended == ("tcr",)  # where most provinces have ties
    silent = ids(found, "others'") - set(STATED)
    assert silent == {"G2-02", "G2-03", "G2-09", "G2-10"}
    advised = {tuple(row(found, "others', no ties", name).ranks.items()) for name in silent}
    assert len(advised) == 1


@pytest.mark.parametrize(
    ("name", "ties"),
    [
        ("G2-01", {"tcr": 1.0, "ljip": 0.6, "vcep": 0.0}),  # one province, another city
        ("G2-05", {"tcr": 0.6, "ljip": 0.6, "vcep": 0.0}),  # the province only
        ("G2-12", {"vcep": 1.0, "tcr": 0.4}),
        ("G2-06", {"kitic": 0.5, "tcr": None}),  # a partner, no home: a case for each province
        ("G2-15", {"vcep": 0.5, "tcr": None}),
        ("G2-11", {"ljip": None, "tcr": None}),
    ],
)
def test_the_engine_is_told_what_is_known(name, ties, catalogue):
    enterprise = enterprise_of(TENANTS[name], catalogue)
    view = appraise(catalogue, enterprise, parks=list(ties), criteria=["hometown_ties"])
    rows = view.performances
    cells = [None if isinstance(x, Mixture) else getattr(x, "mode", x) for (x,) in rows]
    assert dict(zip(ties, cells, strict=True)) == ties


def test_further_reasons_count_by_their_criteria(catalogue, found):
    assert len(found["all own"]) == 15
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
        assert row(found, "all own", name).weights == pytest.approx(wanted)
    view = appraise(catalogue, Enterprise(), parks=PARKS, criteria=["operator_trust"])
    values = {p: cells[0].mode for p, cells in zip(PARKS, view.performances, strict=True)}
    assert row(found, "all own", "G2-10").recommended == tuple(
        park for park, value in values.items() if value == max(values.values())
    )


def test_the_tenants_own_word_is_left_out_of_ratings(found):
    way = "all own, not by its word"
    assert ids(found, way) == set(TENANTS) - {"G2-03", "G2-09", "G2-10"}
    # What G2-14 says of the pace and facilities of its park stands behind that park's ratings.
    assert set(row(found, way, "G2-14").weights) == {"hometown_ties"}
    # Nothing that G2-02 said stands behind a rating that counts for it: all stays as it was.
    assert row(found, way, "G2-02").weights == row(found, "all own", "G2-02").weights
    others = row(found, "all others', not by its word", "G2-10").weights
    assert "operator_trust" not in others
    assert set(others) < set(row(found, "all others'", "G2-10").weights)


@pytest.mark.parametrize(
    ("locator", "tenants"),
    [
        ("Annex 3 G2Q5 No1", {"G2-01"}),
        ("Annex 2 and 3 G2Q4 No14", {"G2-14"}),
        ("Annex 3 G2Q3 No9-11", {"G2-09", "G2-10", "G2-11"}),
        ("Annex 2 G3Q3 No1-3", set()),  # chamber members
        ("Annex 2 G1Q4 No3", set()),  # operators
        ("8.2.1", set()),
    ],
)
def test_the_locator_names_the_tenant(locator, tenants, catalogue):
    claim = replace(next(iter(catalogue.claims.values())), locator=locator)
    assert respondents(claim) == tenants


def test_criteria_rest_on_the_answers_that_their_claims_quote(catalogue):
    criteria = ["operator_trust", "fee_escalation_risk"]
    view = appraise(catalogue, Enterprise(), parks=PARKS, criteria=criteria)
    assert "G2Q4 No10" in catalogue.claims["sheng.ljip.trust"].locator
    assert "sheng.ljip.trust" in catalogue.ratings["ljip", "operator_trust"].claims
    assert own_word(view, "G2-10") == ("operator_trust",)
    assert own_word(view, "G2-11") == ()


def test_a_statement_of_several_names_all_their_criteria():
    both = [speaker(TENANTS[name], further=False) for name in ("G2-08", "G2-12")]
    said, criteria = statement(both)
    assert set(criteria) == {"government_support", "hometown_ties", "land_price", "investor_type"}
    assert resolve(said).as_dict() == pytest.approx(
        {
            "government_support": 1 / 2,
            "hometown_ties": 4 / 18,
            "land_price": 4 / 18,
            "investor_type": 1 / 18,
        }
    )


def test_reasons_are_merged_by_strength_and_can_be_taken_away():
    assert speaker(TENANTS["G2-10"], further=False).order == ()
    assert speaker(TENANTS["G2-10"], further=True).order == (("operator_trust",),)
    assert speaker(TENANTS["G2-15"], further=True).order == (("land_price", "hometown_ties"),)
    many = speaker(TENANTS["G2-14"], further=True)
    assert many.order == (
        ("land_price",),
        ("hometown_ties", "speed_to_operation"),
        ("infrastructure", "one_stop_services"),
    )
    left = many.without({"land_price", "infrastructure"})
    assert left.order == (("hometown_ties", "speed_to_operation"), ("one_stop_services",))
    assert Speaker(id="x", order=(("a",),)).without({"a"}).order == ()


def test_each_reason_of_each_tenant_is_counted_or_not_once(catalogue):
    placed = Counter((row.tenant, item.reason) for item in COUNTED for row in item.rows)
    placed.update((tenant, item.reason) for item in UNCOUNTED for tenant in item.tenants)
    named = {(t.id, reason) for t in TENANTS.values() for reason in t.other}
    assert set(placed) == named
    assert set(placed.values()) == {1}
    known = {info.id for info in catalogue.all_criteria}
    assert {item.criterion for item in COUNTED} <= known
    by_name = {item.reason: item.criterion for item in COUNTED if item.fit == "same"}
    # Rated in these parks by what the very tenants said of it.
    repeated = {"partner_recommendation"}
    for reason in {reason for _, reason in named} & known - repeated:
        assert by_name[reason] == reason


@pytest.mark.may_skip
@pytest.mark.parametrize("item", COUNTED, ids=lambda item: f"{item.reason}-{item.criterion}")
def test_rows_are_coded_so_and_quoted_word_for_word(item):
    files = [DOMAIN / "dissertation-annexes.md", DOMAIN / "dissertation.txt"]
    if not all(path.is_file() for path in files):
        pytest.skip("the dissertation's text is not here; set PARKWISE_SHARED to its folder")
    text = plain(" ".join(path.read_text(encoding="utf-8") for path in files))
    for row in item.rows:
        assert coded(row.tenant)[item.reason] == row.tier
        assert plain(row.quote) in text
        assert len(row.quote.split()) <= 25


def test_malformed_correspondences_are_refused():
    row = {"tenant": "G2-01", "tier": 4, "quote": "", "reference": "G2Q9"}
    item = {"reason": "x", "criterion": "y", "fit": "nearly", "why": "", "rows": [row]}
    with pytest.raises(InvalidInput) as caught:
        validate(Correspondences, {"counted": [item], "uncounted": []})
    places = {fault.path[-1] for fault in caught.value.faults}
    assert places == {"tier", "quote", "reference", "fit"}


@pytest.mark.parametrize("values", [(3, 2, 1, 0), (1, 1, 0, 0), (2, 1, 1, 1), (1, 1, 1, 1)])
def test_ties_count_as_if_broken_by_lot(values):
    ranks = [1 + sum(other > value for other in values) for value in values]
    for own, rank_of in enumerate(ranks):
        place = Place.of(rank_of, ranks)
        broken = [
            1 + order.index(own)
            for order in permutations(range(4))
            if [values[i] for i in order] == sorted(values, reverse=True)
        ]
        assert place.hit == pytest.approx(mean(rank == 1 for rank in broken))
        assert place.reciprocal == pytest.approx(mean(1 / rank for rank in broken))


def test_a_score_is_the_mean_over_tenants():
    found = score([Place(rank=1, sharing=1), Place(rank=1, sharing=2), Place(rank=4, sharing=1)])
    assert (found.tenants, found.alone, found.tied) == (3, 1, 1)
    for values, wanted in (
        ([1, 0.5, 0], (found.hit_rate, found.hit_error)),
        ([1, 0.75, 0.25], (found.reciprocal_rank, found.reciprocal_error)),
    ):
        assert wanted == pytest.approx((mean(values), stdev(values) / math.sqrt(3)))
    low, high = found.interval
    assert 1 - (1 - low) ** 3 == pytest.approx(0.025)  # one or more of three
    assert (1 - high) ** 3 + 3 * high * (1 - high) ** 2 == pytest.approx(0.025)  # one or none


def test_guessing_is_one_in_four_and_25_of_48():
    found = guessing(4, 15)
    inverses = [1, 1 / 2, 1 / 3, 1 / 4]
    assert (found.hit_rate, found.reciprocal_rank) == (1 / 4, pytest.approx(25 / 48))
    assert found.hit_error == pytest.approx(pstdev([1, 0, 0, 0]) / math.sqrt(15))
    assert found.reciprocal_error == pytest.approx(pstdev(inverses) / math.sqrt(15))
    assert found.interval is None


def test_the_most_chosen_park_is_first_for_all():
    found = by_popularity(["a", "a", "a", "b", "c"], "abcd")
    assert (found.alone, found.tied, found.hit_rate) == (3, 0, pytest.approx(3 / 5))
    assert found.reciprocal_rank == pytest.approx((3 * 1 + 2 * (1 / 2 + 1 / 3) / 2) / 5)
