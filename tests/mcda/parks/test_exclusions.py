"""What stands apart from a ranking, and what stands beside it."""

from datetime import date

import numpy as np
import pytest

from mcda import rank
from mcda.parks import Enterprise, Override, appraise
from mcda.parks.exclusions import ask_enterprise, exclusions, first_ask
from mcda.parks.gates import gates
from mcda.parks.rated_problem import beside
from mcda.robust import agreement, scales_kept
from weights.weightings import resolve

HERE = Enterprise(home="Zhejiang/Hangzhou", markets={"US": 0.6, "host": 0.4})
EQUAL = {"kind": "objective", "scheme": "equal"}


def _own(park: str, criterion: str, value: float) -> Override:
    return Override(alternative=park, criterion=criterion, value=value, source="quotation")


def test_what_the_enterprise_has_not_said_is_no_gap_though_of_one_park_it_is_known(catalogue):
    view = appraise(catalogue, Enterprise(partners_in=["tcr"]), ["tcr", "ljip", "vcep"])
    ties = {park: row["hometown_ties"] for park, row in view.evidence.items()}
    assert ties["tcr"].cell is not None
    assert (ties["ljip"].cell, ties["ljip"].unsaid) == (None, "home")
    only = dict.fromkeys(view.criterion_ids, 0.0) | {"hometown_ties": 1.0}
    assert first_ask(view, resolve({"kind": "direct", "values": only}, view)) == []


def test_parks_of_which_four_tenths_are_unknown(catalogue):
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
    park = exclusions([found], gates(catalogue, HERE, ["mckip", "bagamoyo"], date(2026, 12, 1)))
    assert [(item.alternative, [note.code for note in item.reasons]) for item in park] == [
        ("bagamoyo", ["gate_failure"]),
        ("mckip", ["first_ask"]),
    ]


def test_what_nobody_knows_of_any_park_is_no_gap(catalogue):
    known_of_some = appraise(catalogue, HERE, ["mckip", "tcr"], ["land_price"])
    of_none = appraise(catalogue, HERE, ["mckip"], ["land_price"])
    (asked,) = first_ask(known_of_some, resolve(EQUAL, known_of_some))
    assert asked.alternative == "mckip"
    assert first_ask(of_none, resolve(EQUAL, of_none)) == []


def test_what_the_enterprise_has_not_said_is_no_gap_of_a_park(catalogue):
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


def test_a_partner_counts_where_no_home_is_said(catalogue):
    view = appraise(catalogue, Enterprise(partners_in=["tcr"]), ["tcr", "ljip"], ["hometown_ties"])
    weights = resolve({"kind": "direct", "values": {"hometown_ties": 1}}, view)
    assert rank(view, weights).winners == ("tcr",)
    assert view.unsaid == {"hometown_ties": "home"}, "of the others nothing is known"
    [asked] = ask_enterprise(view, weights)
    assert (asked.field, asked.criteria, asked.weight) == ("home", ("hometown_ties",), 1)


def test_what_stands_beside(catalogue):
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
        others = agreement(one, ["ahp", "topsis"]).rankings  # the methods compared are no others
        assert others[other.method.name] == other.alternatives
    # By the formula: the weights inside the distance.
    worth = ratings.contributions / weights.values
    best, worst = (np.sqrt(part**2 @ weights.values) for part in (1 - worth, worth))
    assert topsis.scores == pytest.approx(worst / (best + worst))


def test_other_scales_and_forms_by_brute_force(catalogue):
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
