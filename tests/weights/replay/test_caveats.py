"""The reasons against reading a replay as validation, and the facts that they state."""

from dataclasses import replace

from mcda.errors import Note
from mcda.parks import Catalogue
from weights.replay import PARKS, Replay, replay
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


def test_one_recommendation_for_all_is_said_where_it_is_so(
    catalogue: Catalogue, found: Replay
) -> None:
    first = found.placed["left_out_without_ties"][0]
    parks = ({"tcr": 1}, {"vcep": 1}, {"tcr": 1, "vcep": 1})
    tcr, vcep, both = (replace(first, ranks=ranks) for ranks in parks)
    codes = []
    for items in ((tcr,), (tcr, vcep), (both,)):
        placed = {**found.placed, "left_out_without_ties": items}
        said = caveats(found.tenants, catalogue, placed, found.speakers, found.scores)
        codes.append(said[0].code)
    assert [code == "replay_one_park" for code in codes] == [True, False, False]
    placed = {**found.placed, "left_out_without_ties": (tcr,)}
    said = caveats(found.tenants, catalogue, placed, found.speakers, found.scores)
    assert "the 5 hits" in said[0].say()
    assert "泰中罗勇工业园" in said[0].say("zh")


def test_the_tenants_own_words_are_told(found: Replay) -> None:
    fields = {note.code: note.fields for note in found.caveats}
    told = fields["replay_own_word"]
    # G2-03, 09 and 10 gave the operator's name or trust as their reason, and the ratings quote it.
    assert {"G2-03", "G2-09", "G2-10"} <= set(told["tenants"])
    kept = {item.tenant for item in found.placed["all_own_without_word"]}
    assert set(told["tenants"]) == {tenant.id for tenant in found.tenants} - kept
    assert {"en": "Trust in the operator", "zh": "对运营方的信任"} in told["criteria"]
    assert "three of the four" in note_of(found, "replay_ladder_of_words").say()


def test_three_of_four_parks_stand_on_the_level_of_praise(catalogue: Catalogue) -> None:
    levels = {park: catalogue.ratings[park, "operator_trust"].level for park in PARKS}
    assert [park for park, level in levels.items() if level == "tenants"] == ["ljip", "vcep", "tcr"]


def test_a_doubtful_hit_by_an_unknown_figure_is_told(catalogue: Catalogue, found: Replay) -> None:
    assert "replay_unknown" not in {note.code for note in found.caveats}
    key = ("vcep", "location")
    ratings = {at: rating for at, rating in catalogue.ratings.items() if at != key}
    less = replay(samples=100, catalogue=replace(catalogue, ratings=ratings))
    note = note_of(less, "replay_unknown")
    assert note.fields["tenants"] == ["G2-04", "G2-11"]
    assert note.fields["park"] == catalogue.parks["vcep"].name


def test_how_many_figures_lie_clear_of_chance(found: Replay) -> None:
    limits = [score.interval for score in found.scores.values() if score.interval]
    fields = note_of(found, "replay_chance").fields
    assert fields == {"ways": 11, "count": sum(low > 1 / 4 for low, _ in limits)}


def test_they_are_said_in_both_languages(found: Replay) -> None:
    for note in found.caveats:
        assert "{" not in note.say() + note.say("zh")
    said = "\n".join(note.say("zh") for note in found.caveats)
    assert "一站式服务、贸易成本风险" in said


def _is_proxy(catalogue: Catalogue, park: str) -> bool:
    return catalogue.ratings[park, "land_price"].kind == "derived"


def note_of(found: Replay, code: str) -> Note:
    return next(note for note in found.caveats if note.code == code)
