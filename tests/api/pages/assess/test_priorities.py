import re

import pytest

from api.pages.assess.kinds import Kinds
from api.settings import Settings

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
    names = re.findall(r'name="profile" value="([^"]+)"', text)
    assert names[:2] == [EXPORTER, HIT]


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
