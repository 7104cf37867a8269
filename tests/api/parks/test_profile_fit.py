"""Profiles follow from what an enterprise says of itself; what is not read is told."""

import pytest

from api.parks.profile_fit import (
    _read,
    fitting_profiles,
    profile_notes,
    statement_for,
    unread_notes,
)
from api.parks.schemas import EnterpriseModel
from mcda.parks import Enterprise
from mcda.parks.templates import template
from weights.kinds.profile import Profile
from weights.profiles import load_profiles
from weights.spec import Statement
from weights.weightings import statement_of


@pytest.mark.parametrize(
    ("markets", "profile"),
    [
        ({"China": 0.51}, "region-choice-home-market"),
        ({"中国": 1}, "region-choice-home-market"),
        ({"China": 0.3, "CN": 0.3, "US": 0.4}, "region-choice-home-market"),
        ({"US": 0.4, "host": 0.2, "China": 0.4}, "region-choice-exporter"),
        ({"China": 0.5, "US": 0.5}, None),
        ({"China": 0.4}, None),  # nothing is said of the rest
        ({}, None),
    ],
)
def test_where_most_sales_are_decides(markets: dict[str, float], profile: str | None) -> None:
    found = fitting_profiles(template("location"), Enterprise(markets=markets))
    assert [fit.profile for fit in found] == ([profile] if profile else [])


@pytest.mark.parametrize(
    ("facts", "profile"),
    [
        ({"size": "large", "intent": "long_term"}, "way-in-leading-firm"),
        ({"size": "sme", "intent": "long_term"}, "way-in-base-builder"),
        ({"size": "sme"}, "way-in-newcomer"),
        ({"first_investment": True}, "way-in-newcomer"),
        ({"first_investment": False}, None),
        ({"intent": "trial"}, None),
    ],
)
def test_what_a_firm_can_bear_decides(facts: dict[str, object], profile: str | None) -> None:
    found = fitting_profiles(template("way-in"), Enterprise(**facts))  # type: ignore[arg-type]
    assert [fit.profile for fit in found] == ([profile] if profile else [])


def test_other_choices_have_no_rule() -> None:
    large = Enterprise(size="large", partners_in=["tcr"])
    assert fitting_profiles(template("park-model"), large) == ()


@pytest.mark.parametrize(
    ("used", "chosen", "codes"),
    [
        ("region-choice-home-market", False, ["profile_by_statements"]),
        ("region-choice-home-market", True, []),
        ("region-choice-exporter", True, ["profile_fits_better"]),
        ("own:board", True, ["profile_fits_better"]),
        (None, True, []),  # weights of the caller's own
    ],
)
def test_which_profile_is_used_is_told(used: str | None, chosen: bool, codes: list[str]) -> None:
    seller = Enterprise(markets={"China": 0.75})
    sent = _sent(used) if chosen else None
    notes = list(profile_notes(template("location"), seller, sent))
    assert [note.code for note in notes] == codes
    for note in notes:
        assert "75 % of your sales are in China" in note.say("en")
        assert "75% 的销售在中国" in note.say("zh")
        assert load_profiles()["region-choice-home-market"].name["zh"] in note.say("zh")
    assert list(profile_notes(template("location"), Enterprise(), sent)) == []


def _sent(profile: str | None) -> Statement:
    if profile is None:
        return statement_of({"kind": "ranked", "order": [["tariffs"]]})
    own = {"order": [["tariffs"]]} if profile.startswith("own") else {}
    return statement_of({"kind": "profile", "id": profile, **own})


@pytest.mark.parametrize(
    ("market", "profile"),
    [
        ("China", "host-market-seller"),
        ("中国", "host-market-seller"),
        ("USA", "tariff-hit-exporter"),
    ],
)
def test_weights_follow_from_where_an_enterprise_sells(market: str, profile: str) -> None:
    statement, found = statement_for(Enterprise(markets={market: 1}))
    assert isinstance(statement, Profile)
    assert statement.id == profile
    assert [fit.profile for fit in found] == [profile]


def test_markets_of_one_name_are_added() -> None:
    _, found = statement_for(Enterprise(markets={"US": 0.3, "美国": 0.3}))
    assert [fit.because["en"] for fit in found] == ["60 % of your sales go to the United States"]


def test_what_is_not_read_is_named() -> None:
    said = EnterpriseModel.model_validate({"size": "sme", "sectors": [], "intent": "trial"})
    (note,) = unread_notes(template("location"), said)
    assert "Not read: size, intent" in note.say("en")
    assert list(unread_notes(template("way-in"), said)) == []
    assert list(unread_notes(template("park-model"), EnterpriseModel())) == []


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("location", ("markets",)),
        ("park-model", ()),
        ("way-in", ("size", "first_investment", "intent")),
    ],
)
def test_what_profiles_and_criteria_ask_for_is_read(name: str, read: tuple[str, ...]) -> None:
    assert _read(template(name)) == read
