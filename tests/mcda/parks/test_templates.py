"""Templates are data: what is shipped keeps the rules, and a further one takes a file alone."""

import ast
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from mcda import rank
from mcda.parks import Enterprise
from mcda.parks.evidence import headline
from mcda.parks.template_appraisal import appraise_template
from mcda.parks.templates import (
    PARKS,
    Template,
    read_template,
    template,
    template_faults,
    templates,
)
from weights.weightings import resolve

ROOT = Path(__file__).parents[3]
MOULDS = Path(__file__).with_name("moulds.toml")


@pytest.fixture
def moulds() -> Template:
    return read_template("moulds", tomllib.loads(MOULDS.read_text(encoding="utf-8")))


def test_a_template_takes_no_more_than_a_file(catalogue, moulds):
    assert list(template_faults(catalogue, moulds)) == []
    seller = Enterprise(markets={"US": 0.5, "China": 0.5})
    told = {}
    for enterprise in (Enterprise(), seller):
        problem = appraise_template(moulds, catalogue, enterprise=enterprise)
        weights = resolve({"kind": "objective", "scheme": "equal"}, problem)
        told[enterprise is seller] = rank(problem, weights)
    assert told[False].winner == "abroad"  # lower on both costs, by the levels of the text
    average = catalogue.schedule.goods(())
    duty = headline(catalogue.default_scenario.rate("US", "china", average))
    row = told[True].problem.evidence["at_home"]
    assert duty is not None
    assert row["tariff"].value == pytest.approx(duty / 2)
    assert (row["transport"].low, row["transport"].high) == (1.0, 2.0)
    assert (row["quality"].value, row["quality"].kind) == (3, "rated")
    mixed = told[True].problem.evidence["both"]
    assert mixed["quality"].value == 2
    assert mixed["tariff"].low == told[True].problem.evidence["abroad"]["tariff"].low


@pytest.mark.long
def test_no_code_knows_a_template_by_its_id():
    ids = {item.id for item in templates()} - {PARKS, "location"}  # "location" is a criterion too
    assert ids
    for package in ("mcda", "weights", "api"):
        for path in ROOT.joinpath(package).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            assert not ids & {n.value for n in nodes if isinstance(n, ast.Constant)}, path


def test_what_is_shipped_has_no_faults(catalogue):
    assert [fault for item in templates() for fault in template_faults(catalogue, item)] == []


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
def test_contradictions_are_found(catalogue, change, problem):
    item = template("location")
    first = item.alternatives[0]
    reading = replace(first.readings["trade_risk"], **change)  # type: ignore[arg-type]
    changed = replace(first, readings={**first.readings, "trade_risk": reading})
    assert problem in "; ".join(template_faults(catalogue, replace(item, alternatives=(changed,))))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"parts": ("moon",)}, "unknown part moon"),
        ({"parts": ("both_small",)}, "unknown part both_small"),
        ({"countries": ("moon",)}, "unknown country moon"),
        ({"readings": {"moon": template("location").alternatives[0].readings["trade_risk"]}},
         "both_small/moon: unknown criterion"),
    ],
)  # fmt: skip
def test_parts_countries_and_criteria_exist(catalogue, change, problem):
    item = template("location")
    changed = [replace(c, **change) if c.parts else c for c in item.alternatives]  # type: ignore[arg-type]
    faults = template_faults(catalogue, replace(item, alternatives=tuple(changed)))
    assert problem in "; ".join(faults)


def test_what_is_read_of_markets_is_known(catalogue):
    item = replace(template("location"), markets={"trade_risk": "weather"})
    assert "unknown rule of markets weather" in "; ".join(template_faults(catalogue, item))
