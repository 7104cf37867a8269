"""Reasons outside the seven: each placed once, by answers that are coded and quoted as given."""

from collections import Counter

import pytest

from mcda.errors import InvalidInput
from mcda.parks import Catalogue
from tests.weights.replay.test_tenants import DOMAIN, TENANTS, coded, plain
from weights.replay.correspondence import Correspondences, Speaker, extended, load_correspondences
from weights.validation import validated

COUNTED = load_correspondences().counted
UNCOUNTED = load_correspondences().uncounted


def test_each_reason_of_each_tenant_is_placed_once(catalogue: Catalogue) -> None:
    placed = Counter((row.tenant, item.reason) for item in COUNTED for row in item.rows)
    placed.update((tenant, item.reason) for item in UNCOUNTED for tenant in item.tenants)
    named = {(t.id, reason) for t in TENANTS.values() for reason in t.other}
    assert set(placed) == named
    assert set(placed.values()) == {1}
    known = {info.id for info in catalogue.all_criteria}
    assert {item.criterion for item in COUNTED} <= known
    for item in (*COUNTED, *UNCOUNTED):
        assert set(item.why) == {"en", "zh"}


def test_what_has_a_criterion_of_its_own_name_counts_by_it(catalogue: Catalogue) -> None:
    known = {info.id for info in catalogue.all_criteria}
    named = {reason for tenant in TENANTS.values() for reason in tenant.other}
    by_name = {item.reason: item.criterion for item in COUNTED if item.fit == "same"}
    for reason in named & known:
        assert by_name[reason] == reason


@pytest.mark.may_skip
@pytest.mark.parametrize("item", COUNTED, ids=lambda item: f"{item.reason}-{item.criterion}")
def test_rows_are_coded_so_and_quoted_word_for_word(item) -> None:
    files = [DOMAIN / "dissertation-annexes.md", DOMAIN / "dissertation.txt"]
    if not all(path.is_file() for path in files):
        pytest.skip("the dissertation's text is not here; set PARKWISE_SHARED to its folder")
    text = plain(" ".join(path.read_text(encoding="utf-8") for path in files))
    for row in item.rows:
        assert coded(row.tenant)[item.reason] == row.tier
        assert plain(row.quote) in text
        assert len(row.quote.split()) <= 25


def test_reasons_are_merged_by_strength_and_can_be_taken_away() -> None:
    assert extended(TENANTS["G2-10"]).order == (("operator_trust",),)
    assert extended(TENANTS["G2-15"]).order == (("land_price", "hometown_ties"),)
    many = extended(TENANTS["G2-14"])
    assert many.order == (
        ("land_price",),
        ("hometown_ties", "speed_to_operation"),
        ("infrastructure", "one_stop_services"),
    )
    left = many.without({"land_price", "infrastructure"})
    assert left.order == (("hometown_ties", "speed_to_operation"), ("one_stop_services",))
    assert Speaker(id="x", order=(("a",),)).without({"a"}).order == ()


def test_a_malformed_file_is_refused() -> None:
    row = {"tenant": "G2-01", "tier": 4, "quote": "", "reference": "G2Q9"}
    item = {"reason": "x", "criterion": "y", "fit": "nearly", "why": {"en": ""}, "rows": [row]}
    with pytest.raises(InvalidInput) as caught:
        validated(Correspondences, {"counted": [item], "uncounted": []})
    places = {fault.path[-1] for fault in caught.value.faults}
    assert places == {"tier", "quote", "reference", "fit"}
