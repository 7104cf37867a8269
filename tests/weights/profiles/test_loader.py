"""Loading: what is found, and how a broken file is refused."""

from importlib.resources import files
from pathlib import Path
from string import Formatter
from tomllib import loads

import pytest

from mcda.errors import CatalogueFault, InvalidWeights, NotFound
from mcda.problem import Alternative, Criterion, Problem
from mcda.texts.suggestions import listed
from weights.profiles import DEFAULT_PROFILE, load_profiles, load_subjects, profile
from weights.profiles.loader import read_folder
from weights.weightings import resolve

DATA = files("weights.profiles").joinpath("data")
NAME = "host-market-seller.toml"
CODES = {
    "unknown_profile",
    "profile_malformed",
    "profile_wrong_id",
    "profile_criterion_not_once",
    "profile_unknown_name",
    "profile_without_evidence",
    "profile_without_criterion",
    "profile_swings_without_anchor",
    "profile_swing_unsupported",
}


def test_all_profiles_are_loaded_once():
    assert set(load_profiles()) == {
        "anchor-follower",
        "cost-driven-labour-intensive",
        "experienced-park-investor",
        "first-time-private-exporter",
        "hometown-network-follower",
        "host-market-seller",
        "long-term-base-builder",
        "newcomer-park-investor",
        "public-park-investor",
        "region-choice-exporter",
        "region-choice-home-market",
        "security-seeker",
        "tariff-hit-exporter",
        "way-in-base-builder",
        "way-in-leading-firm",
        "way-in-newcomer",
    }
    assert load_profiles() is load_profiles()


def test_the_default_is_a_profile():
    assert profile(DEFAULT_PROFILE).ranked[1:3] == ("land_price", "hometown_ties")


def test_only_profiles_about_parks_state_swings_and_their_order_follows():
    for found in load_profiles().values():
        assert (found.form == "swings") is (found.about == "parks")
        points = {swing.criterion: swing.points for swing in found.swings}
        if points:
            assert [*points] == [*found.ranked]
            assert [{points[name] for name in tie} for tie in found.order] == [
                {size} for size in sorted({*points.values()}, reverse=True)
            ]


def test_forty_points_of_duty_are_no_small_swing_to_an_exporter():
    for name in ("first-time-private-exporter", "cost-driven-labour-intensive"):
        assert profile(name).swings[0].criterion == "trade_cost_exposure"


def test_tariffs_put_trade_cost_first():
    assert profile("tariff-hit-exporter").order[0] == ("trade_cost_exposure",)


def test_a_host_market_seller_excludes_trade_cost_with_a_reason():
    seller = profile("host-market-seller")
    assert seller.excluded == ("trade_cost_exposure",)
    assert seller.excluded_because is not None


def test_an_exporter_puts_trade_risk_before_production_cost():
    ranked = profile("region-choice-exporter").ranked
    assert ranked[:3] == ("trade_risk", "logistics_cost", "production_cost")
    assert profile("region-choice-home-market").order[0] == ("financing_access", "policy_support")


def test_ways_in_differ_by_what_a_firm_can_bear():
    assert set(profile("way-in-newcomer").order[0]) == {"government_liaison", "shared_risk"}
    assert profile("way-in-leading-firm").excluded == ("shared_risk",)
    assert profile("way-in-base-builder").ranked[-1] == "land_cost"


def test_park_investors_differ_in_what_comes_first():
    firsts = {
        "newcomer-park-investor": ("speed_to_operation",),
        "experienced-park-investor": ("site_cost",),
        "public-park-investor": ("government_support",),
    }
    assert {name: profile(name).order[0] for name in firsts} == firsts
    assert profile("public-park-investor").order[-1] == ("profit",)


def seven() -> Problem:
    criteria = [Criterion(id=c, direction="benefit") for c in load_subjects()["parks"].criteria]
    return Problem(
        criteria=tuple(criteria),
        alternatives=(Alternative(id="a"), Alternative(id="b")),
        performances=[[1.0] * 7, [2.0] * 7],
    )


STRANGE = [p for p in load_profiles().values() if p.about != "parks"]
SEVEN = set(load_subjects()["parks"].criteria)


@pytest.mark.parametrize("name", [p.id for p in STRANGE if not SEVEN & {*p.ranked, *p.excluded}])
def test_a_profile_of_none_of_the_seven_criteria_does_not_fit_them(name):
    with pytest.raises(InvalidWeights) as caught:
        resolve({"kind": "profile", "id": name}, seven())
    assert {fault.code for fault in caught.value.faults} == {"profile_without_criterion"}
    assert "says nothing on any of the criteria land_price, " in caught.value.say()
    assert "未涉及任何一项准则（land_price、" in caught.value.say("zh")


@pytest.mark.parametrize("name", [p.id for p in STRANGE if SEVEN & {*p.ranked, *p.excluded}])
def test_what_a_profile_about_another_subject_does_not_know_is_level_with_the_least(name):
    """Of the seven those about investors know `government_support` alone: nothing is less."""
    assert SEVEN & {*profile(name).ranked, *profile(name).excluded} == {"government_support"}
    found = resolve({"kind": "profile", "id": name}, seven())
    assert found.as_dict() == pytest.approx(dict.fromkeys(SEVEN, 1 / 7))
    assert set(found.diagnostics["beyond"]) == SEVEN - {"government_support"}


def test_profiles_of_both_sorts_are_about_other_subjects():
    knowing = {p.id for p in STRANGE if SEVEN & {*p.ranked, *p.excluded}}
    assert knowing == {p.id for p in STRANGE if p.about == "park-model"}
    assert len(STRANGE) - len(knowing) == 5


@pytest.mark.parametrize("name", [p.id for p in load_profiles().values() if p.about == "parks"])
def test_a_profile_about_parks_fits_the_seven_criteria(name):
    assert len(resolve({"kind": "profile", "id": name}, seven()).as_dict()) == 7


def test_an_unknown_id_is_named_with_the_known_ones():
    with pytest.raises(NotFound) as caught:
        profile("nobody")
    fault = caught.value.faults[0]
    assert (fault.code, fault.path) == ("unknown_profile", ("id",))
    assert fault.fields == {"profile": "nobody", **listed(load_profiles())}
    assert "“nobody”" in caught.value.say()
    assert "“nobody”" in caught.value.say("zh")


def broken(folder: Path, old: str, new: str, name: str = NAME) -> CatalogueFault:
    text = DATA.joinpath(NAME).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFault) as caught:
        read_folder(folder)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('id = "host-market-seller"', "", "id"),
        ('id = "host-market-seller"', "id = 3", "id"),
        ('number = "P8"', "", "number"),
        ('about = "parks"', 'about = "weather"', "about"),
        ('level = "moderate"', 'level = "certain"', "support.level"),
        ('excluded = ["trade_cost_exposure"]', "excluded = [1]", "excluded"),
        ("swings = {", "order = {", "order"),
        ("swings = {", 'order = [[], ["land_price"]]\nswing = {', "order"),
        ("swings = {", 'order = ["land_price"]\nswing = {', "order"),
        ("land_price = 100", "land_price = true", "swings.land_price"),
        ("swings = {", 'order = [["land_price"]]\nswings = {', "order"),
        ("[because.land_price]", "[because.weather]", "because.land_price"),
        ('sells_to = ["host", "CN"]', 'sells_to = "host"', "fits.0.sells_to"),
        ('sells_to = ["host", "CN"]', "partners_inside = 1", "fits.0.partners_inside"),
        ('not_when = {en = "', 'not_when = {fr = "", en = "', "not_when"),
        ('zh = "面向东道国市场的企业"', 'zh = " "', "name.zh"),
        ('filler = ["', 'colour = 1\nfiller = ["', "colour"),
        ("[support]", "[[support]]", "support"),
        ("[[also_named]]", "[also_named]", "also_named"),
        ('quote = "We invested', 'note = "We invested', "claims.5.quote"),
        ("excluded_because =", "[unexpected]\nexcluded_because =", "filler"),
        ('supports = ["infrastructure"]', "", "claims.7.supports"),
    ],
)
def test_a_malformed_field_is_named(tmp_path, old, new, field):
    error = broken(tmp_path, old, new)
    fault = next(fault for fault in error.faults if fault.code == "profile_malformed")
    assert fault.fields == {"file": NAME, "field": field}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("excluded = [", 'excluded = ["land_price", ', "profile_criterion_not_once"),
        ("excluded = [", 'excluded = ["weather", ', "profile_unknown_name"),
        ("land_price = 100", "land_price = 99", "profile_swings_without_anchor"),
        ("land_price = 100", "land_price = 101", "profile_swings_without_anchor"),
        ("infrastructure = 55", "infrastructure = 0", "profile_swings_without_anchor"),
        ('["Annex 3 G3Q7 No8"]', "[]", "profile_swing_unsupported"),
        ('["Annex 3 G3Q7 No8"]', '["Annex 3 G3Q6 No9"]', "profile_swing_unsupported"),
        ("claims = []", 'claims = ["Annex 3 G3Q7 No8"]', "profile_swing_unsupported"),
        ('filler = ["', 'filler = ["weather", "', "profile_unknown_name"),
        ('supports = ["infrastructure"]', 'supports = ["investor_type"]', "profile_unknown_name"),
        ('supports = ["infrastructure"]', 'counters = ["weather"]', "profile_unknown_name"),
        ('criteria = ["land_price"]', 'criteria = ["investor_type"]', "profile_unknown_name"),
        ('"infrastructure"]\nlevel', '"land_price"]\nlevel', "profile_without_evidence"),
        ('supports = ["infrastructure"]', 'counters = ["land_price"]', "profile_without_evidence"),
        ('excluded = ["trade_cost_exposure"]', "excluded = []", "profile_malformed"),
        ('about = "parks"', 'about = "location"', "profile_criterion_not_once"),
        ('about = "parks"', 'about = "location"', "profile_unknown_name"),
    ],
)
def test_a_contradiction_is_found(tmp_path, old, new, code):
    error = broken(tmp_path, old, new)
    assert code in {fault.code for fault in error.faults}
    assert error.say()
    assert error.say("zh")


def test_a_profile_is_about_parks_where_it_says_nothing(tmp_path):
    text = DATA.joinpath(NAME).read_text(encoding="utf-8").replace('about = "parks"\n', "")
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert read_folder(tmp_path)["host-market-seller"].about == "parks"


def test_the_file_is_named_after_the_profile(tmp_path):
    error = broken(tmp_path, "id =", "id =", name="other.toml")
    assert error.code == "profile_wrong_id"
    assert error.faults[0].fields == {"profile": "host-market-seller", "file": "other.toml"}


def test_other_files_are_left_alone(tmp_path):
    (tmp_path / "README.md").write_text("no profile", encoding="utf-8")
    assert dict(read_folder(tmp_path)) == {}


def test_every_code_has_its_texts_with_equal_placeholders():
    entries = loads(files("weights.profiles").joinpath("texts.toml").read_text(encoding="utf-8"))
    assert set(entries) == CODES
    for entry in entries.values():
        assert set(entry) == {"title", "detail", "cause", "remedy"}
        for text in entry.values():
            names = [{field for _, field, _, _ in Formatter().parse(text[x])} for x in ("en", "zh")]
            assert names[0] - {None} == names[1] - {None}
