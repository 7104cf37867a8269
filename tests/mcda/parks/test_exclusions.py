"""What stands apart from a ranking, and what stands beside it."""

import numpy as np
import pytest

from mcda import rank
from mcda.parks import Catalogue, Enterprise, Override, appraise
from mcda.parks.exclusions import ask_enterprise, exclusions, first_ask, outside_scale
from mcda.parks.rated_problem import beside
from mcda.robust import scales_kept
from weights.weightings import resolve

HERE = Enterprise(home="Zhejiang/Hangzhou", markets={"US": 0.6, "host": 0.4})
EQUAL = {"kind": "objective", "scheme": "equal"}


def _own(park: str, criterion: str, value: float) -> Override:
    return Override(alternative=park, criterion=criterion, value=value, source="quotation")


def test_parks_of_which_four_tenths_are_unknown(catalogue: Catalogue) -> None:
    view = appraise(catalogue, HERE, ["mckip", "tcr", "ljip"])
    points = {**dict.fromkeys(view.criterion_ids, 10), "land_price": 20, "one_stop_services": 20}
    weights = resolve({"kind": "direct", "values": points}, view)
    assert [c for c, seen in view.evidence["mckip"].items() if seen.cell is None] == [
        "land_price",
        "one_stop_services",
    ]
    (found,) = first_ask(view, weights)
    assert (found.alternative, found.criteria) == ("mckip", ("land_price", "one_stop_services"))
    assert found.unknown_weight == pytest.approx(40 / 90)
    less = resolve({"kind": "direct", "values": {**points, "land_price": 10}}, view)
    assert first_ask(view, less) == []


def test_what_the_enterprise_has_not_said_is_no_gap_of_a_park(catalogue: Catalogue) -> None:
    view = appraise(catalogue, Enterprise(), ["tcr", "ljip"])
    points = {**dict.fromkeys(view.criterion_ids, 0), "hometown_ties": 3, "trade_cost_exposure": 7}
    weights = resolve({"kind": "direct", "values": points}, view)
    assert first_ask(view, weights) == []
    asked = ask_enterprise(view, weights)
    assert [(item.field, item.criteria, item.weight) for item in asked] == [
        ("markets", ("trade_cost_exposure",), pytest.approx(0.7)),
        ("home", ("hometown_ties",), pytest.approx(0.3)),
    ]
    names = {one.id: one.name for one in view.criteria}
    for item in asked:
        for language in ("en", "zh"):
            said = item.sentence.say(language, names)
            assert all(names[criterion][language] in said for criterion in item.criteria)
    assert np.ptp(rank(view, weights).scores) == pytest.approx(0, abs=1e-12)


def test_a_partner_counts_where_no_home_is_said(catalogue: Catalogue) -> None:
    view = appraise(catalogue, Enterprise(partners_in=["tcr"]), ["tcr", "ljip"], ["hometown_ties"])
    weights = resolve({"kind": "direct", "values": {"hometown_ties": 1}}, view)
    assert rank(view, weights).winners == ("tcr",)
    assert view.unsaid == {"hometown_ties": "home"}, "of the others nothing is known"
    [asked] = ask_enterprise(view, weights)
    assert (asked.field, asked.criteria, asked.weight) == ("home", ("hometown_ties",), 1)


# A tenth of the scale from 190 to 35 is 15.5; past the best end nothing stands apart.
@pytest.mark.parametrize(("price", "end"), [(205.4, None), (205.6, 190), (19.4, None), (1, None)])
def test_past_a_worst_end_by_more_than_a_tenth(
    catalogue: Catalogue, price: float, end: float | None
) -> None:
    view = appraise(catalogue, HERE, ["tcr", "ljip"], overrides=[_own("tcr", "land_price", price)])
    found = outside_scale(view)
    assert [(item.alternative, item.end) for item in found] == (
        [] if end is None else [("tcr", end)]
    )
    excluded = exclusions(view, [], found)
    assert [item.alternative for item in excluded] == [item.alternative for item in found]
    for item in excluded:
        for language in ("en", "zh"):
            assert "205.6" in item.reasons[0].say(language)


def test_what_stands_beside(catalogue: Catalogue) -> None:
    view = appraise(catalogue, HERE)
    weights = resolve(EQUAL, view)
    ratings, topsis = rank(view, weights), rank(view, weights, "topsis")
    assert (ratings.method.name, ratings.method.mode) == ("ahp", "ratings")  # type: ignore[attr-defined]
    for one, other in (
        (ratings, topsis),
        (topsis, ratings),
        (rank(view, weights, "vikor"), ratings),
    ):
        found = beside(one)
        assert found is not None
        assert found.ranking.method == other.method
        assert found.ranking.scores == pytest.approx(other.scores)
        assert found.same_first == (one.winner in other.winners)
    # By the formula: the weights inside the distance.
    worth = ratings.contributions / weights.values
    best, worst = (np.sqrt(part**2 @ weights.values) for part in (1 - worth, worth))
    assert topsis.scores == pytest.approx(worst / (best + worst))


def test_other_scales_and_forms_by_brute_force(catalogue: Catalogue) -> None:
    """One criterion and two parks of certain prices: who is cheaper is first on every scale."""
    own = [_own("tcr", "land_price", 100.0), _own("ljip", "land_price", 150.0)]
    view = appraise(catalogue, HERE, ["tcr", "ljip"], ["land_price"], own)
    assert scales_kept(rank(view, resolve(EQUAL, view))) == 1
    # Two criteria that are nearly even: the first place hangs on where the ends are. A price of 1.8
    # times the other is worth ln 1.8 / ln (190 / 35) = 0.35 less, two of four connections 0.5.
    own[1] = _own("ljip", "land_price", 180.0)
    own += [_own("tcr", "infrastructure", 4.0), _own("ljip", "infrastructure", 6.0)]
    both = appraise(catalogue, HERE, ["tcr", "ljip"], ["land_price", "infrastructure"], own)
    kept = scales_kept(rank(both, resolve(EQUAL, both)))
    assert kept is not None
    assert 0.3 < kept < 0.9
