import re

import pytest

from api.pages.assess.priorities import Kinds, moved, statement_of, ticked_in
from api.settings import Settings
from weights.weightings import resolve

SHARE_EXPORTER, TARIFF_HIT = "first-time-private-exporter", "tariff-hit-exporter"
FACTS = {"size": "sme", "first_investment": True, "markets": {"US": 0.6, "EU": 0.2}}
NAMED = {"kind": "profile", "id": SHARE_EXPORTER}


def kinds_of(**fields):
    return Kinds.of({"name": "x", "enterprise": FACTS, **fields}, Settings())


@pytest.mark.parametrize(
    "ticked",
    [
        [SHARE_EXPORTER],
        [SHARE_EXPORTER, TARIFF_HIT],
        [TARIFF_HIT, SHARE_EXPORTER, "security-seeker"],
    ],
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
    assert (found.source, set(found.kinds)) == ("facts", {SHARE_EXPORTER, TARIFF_HIT})
    assert found.shares == kinds_of().ordering([SHARE_EXPORTER, TARIFF_HIT]).shares
    nothing = kinds_of(enterprise={}).ordering([])
    assert nothing.source == "nothing"
    assert set(nothing.shares.values()) == {1 / 7}
    assert statement_of(found) is statement_of(nothing) is None


def test_an_order_of_one_s_own_has_the_mean_weights_of_its_places():
    kinds = kinds_of()
    order = moved(list(kinds.ordering([SHARE_EXPORTER]).shares), "hometown_ties", -2)
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
                    {"share": 1, "weights": {"kind": "profile", "id": TARIFF_HIT}},
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
                    {"share": 1, "weights": {"kind": "profile", "id": TARIFF_HIT}},
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
    found = kinds_of(criteria=criteria).ordering([SHARE_EXPORTER]).shares
    assert found == pytest.approx({"land_price": 80 / 120, "infrastructure": 40 / 120})


EXPORTER, HIT = "first-time-private-exporter", "tariff-hit-exporter"


@pytest.fixture
def path(reader):
    path = reader.begin()
    home = {"province": "Zhejiang", "city": "Hangzhou"}
    reader.send(f"{path}/company", employees="under_300", first_investment="yes", **home)
    parks = ["ljip", "vcep", "tcr", "kitic"]
    reader.send(f"{path}/business", market_US="60", market_EU="20", parks=parks)
    return path


def _order(text):
    return re.findall(r'name="order" value="(\w+)"', text)


def _form(text, **more):
    """Return the fields of the form as a browser sends them back."""
    sent = {
        "profile": re.findall(r'name="profile" value="([^"]+)"[^>]* checked', text),
        "of": re.findall(r'name="of" value="([^"]+)"', text),
        "order": _order(text),
    }
    if 'name="moved"' in text:
        sent["moved"] = "1"
    return {**sent, **more}


def test_several_kinds_may_be_ticked_and_the_order_that_follows_is_shown(reader, path):
    text = reader.get(f"{path}/priorities")
    place, text = reader.send(
        f"{path}/priorities", **_form(text, profile=[EXPORTER, "security-seeker"], show="1")
    )
    assert place == f"{path}/priorities"
    parts = reader.content(path)["weights"]["parts"]
    assert [part["weights"]["id"] for part in parts] == [EXPORTER, "security-seeker"]
    assert _form(text)["profile"] == _form(text)["of"] == [EXPORTER, "security-seeker"]
    assert "From the kinds you ticked: First-time private exporter, Security seeker." in text
    assert _order(text)[0] == "trade_cost_exposure"
    place, _ = reader.send(f"{path}/priorities", **_form(text))
    assert place == f"{path}/interview"


def test_one_kind_is_a_profile_and_none_is_nothing(reader, path):
    text = reader.get(f"{path}/priorities")
    reader.send(f"{path}/priorities", **_form(text, profile=[HIT]))
    assert reader.content(path)["weights"] == {"kind": "profile", "id": HIT}
    text = reader.get(f"{path}/priorities")
    reader.send(f"{path}/priorities", **_form(text, profile=[]))
    assert "weights" not in reader.content(path)


def test_kinds_that_fit_are_said_and_not_ticked(reader, path):
    text = reader.get(f"{path}/priorities")
    assert "fits what you said: You are a small or medium-sized enterprise" in text
    assert "Nothing ticked. From the kinds that fit what you said" in text
    assert _form(text)["profile"] == []
    assert re.findall(r'name="profile" value="([^"]+)"', text)[:2] == [EXPORTER, HIT]


def test_the_order_is_moved_without_scripts_and_saved_as_one_s_own(reader, path):
    text = reader.get(f"{path}/priorities")
    _, text = reader.send(f"{path}/priorities", **_form(text, profile=[EXPORTER], show="1"))
    before = _order(text)
    third = before[2]
    _, text = reader.send(f"{path}/priorities", **_form(text, move=f"up:{third}"))
    assert _order(text) == [before[0], third, before[1], *before[3:]]
    saved = reader.content(path)["weights"]
    assert saved == {"kind": "ranked", "order": [[name] for name in _order(text)]}
    assert "In your own order" in text
    assert _form(text)["profile"] == [EXPORTER]  # what it was begun with stays to be seen
    _, text = reader.send(f"{path}/priorities", **_form(text, move=f"down:{_order(text)[-1]}"))
    assert [[name] for name in _order(text)] == saved["order"]
    place, _ = reader.send(f"{path}/priorities", **_form(text))
    assert place == f"{path}/interview"
    assert reader.content(path)["weights"] == saved


def test_another_kind_or_its_order_takes_the_place_of_one_s_own(reader, path):
    text = reader.get(f"{path}/priorities")
    _, text = reader.send(f"{path}/priorities", **_form(text, move=f"up:{_order(text)[3]}"))
    assert reader.content(path)["weights"]["kind"] == "ranked"
    _, text = reader.send(f"{path}/priorities", **_form(text, reset="1"))
    assert "weights" not in reader.content(path)
    _, text = reader.send(f"{path}/priorities", **_form(text, move=f"up:{_order(text)[3]}"))
    reader.send(f"{path}/priorities", **_form(text, profile=[HIT]))
    assert reader.content(path)["weights"] == {"kind": "profile", "id": HIT}


@pytest.mark.long
def test_a_kind_is_where_answers_begin_and_no_constraint(reader, path):
    """An owner whom duties do not matter may say so after ticking the kind that duties hit."""
    text = reader.get(f"{path}/priorities")
    reader.send(f"{path}/priorities", **_form(text, profile=[HIT]))
    number = path.rpartition("/")[2]
    duties = {"criterion": "trade_cost_exposure", "amount": 40}
    for criterion, amount in (("land_price", 20), ("infrastructure", 1), ("hometown_ties", 0.5)):
        answer = {"first": {"criterion": criterion, "amount": amount}, "second": duties}
        sent = {**answer, "reply": "first"}
        told = reader.desk.ask("POST", f"/v1/assessments/{number}/answers", 201, json=sent).json()
        assert told["standing"]["contradicting"] == []
    result = reader.desk.ask("POST", f"/v1/assessments/{number}/run", 201).json()
    weights = result["answer"]["weights"]["values"]
    before = Kinds.of(reader.content(path), Settings()).ordering([HIT]).shares
    assert max(before, key=before.get) == "trade_cost_exposure"
    assert weights["trade_cost_exposure"] < min(weights["land_price"], weights["infrastructure"])


def test_other_weights_stay_until_something_is_said(reader, path):
    number = path.rpartition("/")[2]
    weights = {"kind": "objective", "scheme": "equal"}
    reader.desk.ask("PATCH", f"/v1/assessments/{number}", 200, json={"weights": weights})
    text = reader.get(f"{path}/priorities")
    assert "The weights that this assessment was given." in text
    reader.send(f"{path}/priorities", **_form(text))
    assert reader.content(path)["weights"] == weights
    reader.send(f"{path}/priorities", **_form(text, profile=[HIT]))
    assert reader.content(path)["weights"] == {"kind": "profile", "id": HIT}


def test_straight_to_the_result(reader, path):
    text = reader.get(f"{path}/priorities")
    place, _ = reader.send(f"{path}/priorities", **_form(text, profile=[HIT], run="1"))
    assert place == f"{path}/results/1"
    assert reader.content(path)["weights"] == {"kind": "profile", "id": HIT}
