"""The templates: criteria of the profiles' subjects, bounds by rule, the unknown left unknown."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.errors import InvalidEnterprise, NotFound
from mcda.parks import Catalogue, Override
from mcda.parks.template_view import appraise_template
from mcda.parks.templates import template, templates
from weights.profiles import load_subjects

TODAY = date(2026, 11, 25)


def test_criteria_are_those_of_the_subjects() -> None:
    assert [item.id for item in templates()] == list(load_subjects())
    for item in templates()[1:]:
        subject = load_subjects()[item.id].criteria
        assert {info.id: info.name for info in item.criteria} == dict(subject)


def test_what_the_text_does_not_say_is_unknown(catalogue: Catalogue) -> None:
    found = appraise_template(template("park-model"), catalogue, today=TODAY)
    cell = found.evidence["park_in_park"]["host_development_plan"]
    assert (cell.cell, cell.kind) == (None, "unknown")


def test_alternatives_criteria_and_overrides_are_chosen(catalogue: Catalogue) -> None:
    own = Override(park="own_site", criterion="site_cost", value=1, source="our offer")
    found = appraise_template(template("park-model"), catalogue, ["own_site"], ["site_cost"], [own])
    assert found.performances == [[1]]
    wrong = replace(own, park="tcr", criterion="land_price")
    with pytest.raises(InvalidEnterprise) as caught:
        appraise_template(template("location"), catalogue, ["tcr"], ["land_price"], [wrong])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("unknown_template_alternative", ("parks", 0)),
        ("unknown_criterion", ("criteria", 0)),
        ("unknown_template_alternative", ("overrides", 0, "park")),
        ("unknown_criterion", ("overrides", 0, "criterion")),
    ]
    assert all(fault.say(language) for fault in caught.value.faults for language in ("en", "zh"))
    with pytest.raises(NotFound):
        template("moon")
