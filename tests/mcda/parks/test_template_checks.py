"""Contradictions in a template are named."""

from dataclasses import replace

import pytest

from mcda.parks import Catalogue
from mcda.parks.template_checks import template_faults
from mcda.parks.templates import template


def test_what_is_shipped_has_none(catalogue: Catalogue) -> None:
    assert list(template_faults(catalogue)) == []


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


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"parts": ("moon",)}, "unknown part moon"),
        ({"parts": ("both_small",)}, "unknown part both_small"),
        ({"countries": ("moon",)}, "unknown country moon"),
    ],
)
def test_parts_and_countries_exist(
    catalogue: Catalogue, change: dict[str, tuple[str, ...]], problem: str
) -> None:
    item = template("location")
    changed = [replace(c, **change) if c.parts else c for c in item.alternatives]  # type: ignore[arg-type]
    faults = template_faults(catalogue, [replace(item, alternatives=tuple(changed))])
    assert problem in "; ".join(faults)


def test_criteria_that_markets_change_exist(catalogue: Catalogue) -> None:
    item = replace(template("location"), markets={"moon": "duty"})
    assert "unknown criterion moon" in "; ".join(template_faults(catalogue, [item]))
