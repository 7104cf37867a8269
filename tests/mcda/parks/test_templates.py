"""The templates: criteria of the profiles' subjects, bounds by rule, the unknown left unknown."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.errors import InvalidEnterprise, NotFound
from mcda.parks import Catalogue, Override
from mcda.parks.templates import template, template_faults, templates
from weights.profiles import load_subjects

TODAY = date(2026, 11, 25)


def test_criteria_are_those_of_the_subjects() -> None:
    assert [item.id for item in templates()] == list(load_subjects())
    for item in templates()[1:]:
        subject = load_subjects()[item.id].criteria
        assert {info.id: info.name for info in item.criteria} == dict(subject)


def test_what_the_text_does_not_say_is_unknown(catalogue: Catalogue) -> None:
    found = template("location").appraisal(catalogue, today=TODAY)
    row = found.evidence["both_small"]
    assert [key for key, cell in row.items() if cell.cell is not None] == ["long_run_return"]
    assert row["trade_risk"].kind == "unknown"
    disputed = found.evidence["southeast_asia"]["trade_risk"].quality
    assert disputed is not None
    assert (disputed.grade, "conflict" in disputed.doubts) == ("weak", True)


def test_alternatives_criteria_and_overrides_are_chosen(catalogue: Catalogue) -> None:
    own = Override(park="own_site", criterion="site_cost", value=1, source="our offer")
    found = template("park-model").appraisal(catalogue, ["own_site"], ["site_cost"], [own])
    assert found.performances == [[1]]
    wrong = replace(own, park="tcr", criterion="land_price")
    with pytest.raises(InvalidEnterprise) as caught:
        template("location").appraisal(catalogue, ["tcr"], ["land_price"], [wrong])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("unknown_template_alternative", ("parks", 0)),
        ("unknown_criterion", ("criteria", 0)),
        ("unknown_template_alternative", ("overrides", 0, "park")),
        ("unknown_criterion", ("overrides", 0, "criterion")),
    ]
    assert all(fault.say(language) for fault in caught.value.faults for language in ("en", "zh"))
    with pytest.raises(NotFound):
        template("moon")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"low": 1.0}, "do not follow the rule"),
        ({"claims": ("ghost",)}, "unknown claim ghost"),
        ({"claims": ()}, "rests on no claim"),
        ({"mode": 2.5}, "no level of the ladder"),
        ({"rationale": {"en": "x"}}, "lacks a language"),
    ],
)
def test_contradictions_are_found(
    catalogue: Catalogue, change: dict[str, object], problem: str
) -> None:
    item = template("location")
    first = item.alternatives[0]
    reading = replace(first.readings["trade_risk"], **change)  # type: ignore[arg-type]
    changed = replace(first, readings={**first.readings, "trade_risk": reading})
    faults = template_faults(catalogue, [replace(item, alternatives=(changed,))])
    assert problem in "; ".join(faults)
