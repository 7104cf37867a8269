"""The reasons against reading a replay as validation, and the facts that they state."""

from mcda.parks import Catalogue
from weights.replay import Replay, load_tenants
from weights.replay.caveats import caveats


def test_facts_of_the_caveats_are_those_of_the_data(catalogue: Catalogue, found: Replay) -> None:
    fields = {note.code: note.fields for note in found.caveats}
    assert fields["replay_ties_by_choice"] == {"count": 5}
    assert fields["replay_by_park"] == {"low": 3, "high": 5}
    assert fields["replay_few"] == {"count": 15}
    assert fields["replay_afterwards"] == {"years": ["2019", "2023"]}
    assert fields["replay_silent"] == {"tenants": list(found.without_reason)}
    for tenant in found.tenants:
        thai = catalogue.park(tenant.chosen).country == "thailand"
        assert tenant.interviewed[:4] == ("2023" if thai else "2019")
    proxies = [p for p in {t.chosen for t in found.tenants} if _is_proxy(catalogue, p)]
    assert len(proxies) > 2  # "most land prices"


def test_one_recommendation_for_all_is_said_where_it_is_so(catalogue: Catalogue) -> None:
    tenants = load_tenants()
    codes = [
        [note.code for note in caveats(tenants, catalogue, advised)]
        for advised in ([("tcr",)], [("tcr",), ("vcep",)], [("tcr", "vcep")])
    ]
    assert [code[0] == "replay_one_park" for code in codes] == [True, False, False]
    said = caveats(tenants, catalogue, [("tcr",)])[0]
    assert "the 5 hits" in said.say()
    assert "泰中罗勇工业园" in said.say("zh")


def test_they_are_said_in_both_languages(found: Replay) -> None:
    for note in found.caveats:
        assert "{" not in note.say() + note.say("zh")
    said = "\n".join(note.say("zh") for note in found.caveats)
    assert "一站式服务、贸易成本风险" in said


def _is_proxy(catalogue: Catalogue, park: str) -> bool:
    return catalogue.ratings[park, "land_price"].kind == "derived"
