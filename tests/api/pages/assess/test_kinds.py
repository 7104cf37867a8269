import pytest

from api.pages.assess.kinds import Kinds, moved, statement_of, ticked_in
from api.settings import Settings
from weights.weightings import resolve

EXPORTER, HIT = "first-time-private-exporter", "tariff-hit-exporter"
FACTS = {"size": "sme", "first_investment": True, "markets": {"US": 0.6, "EU": 0.2}}
NAMED = {"kind": "profile", "id": EXPORTER}


def kinds_of(**fields):
    return Kinds.of({"name": "x", "enterprise": FACTS, **fields}, Settings())


@pytest.mark.parametrize(
    "ticked", [[EXPORTER], [EXPORTER, HIT], [HIT, EXPORTER, "security-seeker"]]
)
def test_the_weights_shown_are_those_that_are_saved(ticked):
    found = kinds_of().ordering(ticked)
    saved = statement_of(found)
    assert ticked_in(saved) == ticked
    assert found.shares == pytest.approx(resolve(saved).as_dict())
    assert list(found.shares.values()) == sorted(found.shares.values(), reverse=True)
    assert kinds_of().saved(saved) == found


def test_nothing_ticked_follows_from_the_facts_and_saves_nothing():
    found = kinds_of().ordering([])
    assert (found.source, set(found.kinds)) == ("facts", {EXPORTER, HIT})
    assert found.shares == kinds_of().ordering([EXPORTER, HIT]).shares
    nothing = kinds_of(enterprise={}).ordering([])
    assert nothing.source == "nothing"
    assert set(nothing.shares.values()) == {1 / 7}
    assert statement_of(found) is statement_of(nothing) is None


def test_an_order_of_one_s_own_has_the_mean_weights_of_its_places():
    kinds = kinds_of()
    order = moved(list(kinds.ordering([EXPORTER]).shares), "hometown_ties", -2)
    assert order[0] == "hometown_ties"
    own = kinds.own(order)
    assert own.source == "own"
    assert own.shares == pytest.approx(resolve(statement_of(own)).as_dict())
    assert kinds.saved(statement_of(own)) == own
    for wrong in ([], order[1:], [*order, order[0]], [*order[1:], "x"]):
        assert kinds.own(wrong) is None


def test_places_end_at_both_ends():
    assert moved(["a", "b", "c"], "a", -1) == ["a", "b", "c"]
    assert moved(["a", "b", "c"], "a", 1) == ["b", "a", "c"]
    assert moved(["a", "b", "c"], "c", 1) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("weights", "shown"),
    [
        ({"kind": "direct", "values": {"land_price": 3, "infrastructure": 1}}, 2),
        ({"kind": "ranked", "order": [["land_price", "infrastructure"]]}, 2),
        ({**NAMED, "caps": [{"criteria": ["land_price"], "at_most": 0.1}]}, 7),
        ({"kind": "objective", "scheme": "entropy"}, 0),
        (
            {
                "kind": "blend",
                "parts": [
                    {"share": 2, "weights": NAMED},
                    {"share": 1, "weights": {"kind": "profile", "id": HIT}},
                ],
            },
            7,
        ),
        (
            {
                "kind": "blend",
                "combine": "geometric",
                "parts": [
                    {"share": 1, "weights": NAMED},
                    {"share": 1, "weights": {"kind": "profile", "id": HIT}},
                ],
            },
            7,
        ),
    ],
)
def test_other_weights_are_kept_and_shown_where_they_can_be(weights, shown):
    assert ticked_in(weights) == []
    found = kinds_of(weights=weights).saved(weights)
    assert found.source == "kept"
    assert len(found.shares) == shown
    assert statement_of(found) is None


def test_only_criteria_that_are_compared():
    criteria = ["land_price", "infrastructure"]
    found = kinds_of(criteria=criteria).ordering([EXPORTER]).shares
    assert found == pytest.approx({"land_price": 80 / 120, "infrastructure": 40 / 120})
