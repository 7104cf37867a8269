"""Private figures that become the newest of an optional criterion."""

from dataclasses import replace

import pytest

from mcda.parks import Enterprise, appraise
from mcda.parks.overlay import Overlay, figure_before, findings, merge


@pytest.fixture
def port(claim):
    return replace(
        claim, id="own.tcr.port", attribute="distance_port", value="80", low=None, high=None,
        unit="km", as_of="2026-03-03", quote="80 km from the port",
    )  # fmt: skip


@pytest.fixture
def lay(catalogue, source):
    def lay(*rows):
        overlay = Overlay(sources=(source,), claims=rows)
        return overlay, merge(catalogue, overlay)[0]

    return lay


@pytest.fixture
def told(catalogue, lay):
    def told(*rows):
        return findings(lay(*rows)[0], catalogue).replaced

    return told


def _served(catalogue, park, criterion):
    return appraise(catalogue, Enterprise(), [park], [criterion]).evidence[park][criterion].value


def test_what_was_what_is_and_the_sources_are_told(catalogue, lay, told, port):
    (found,) = told(port)
    assert _served(catalogue, "tcr", "port_distance") == 27
    assert _served(lay(port)[1], "tcr", "port_distance") == 80
    for language, parts in (
        (
            "en",
            (
                "claims!D2",
                "Distance to a port",
                "your 80 km",
                "the catalogue's 27 km",
                "2026-03-03",
            ),
        ),
        ("zh", ("claims!D2", "泰中罗勇工业园", "您的 80 公里", "目录中的 27 公里", "2026年3月3日")),
    ):
        said = found.say(language)
        for part in (*parts, "=Holley, offer", found.fields["shipped_source"]):
            assert part in said
        assert "distance_port" not in said.replace(found.fields["claim"], "")


def test_a_distance_of_another_year_contradicts_too(catalogue, lay, port):
    found = findings(lay(port)[0], catalogue).disputed
    assert {item.fields["claim"] for item in found} == {"sheng.tcr.ports", "tcr.distance_port.1"}


def test_what_is_older_no_figure_or_of_a_gap_replaces_nothing(told, port):
    others = (
        {"as_of": "2016"},
        {"unit": "miles"},
        {"value": "far"},
        {"attribute": "distance_airport", "unit": "km"},
        {"subject": "deep_c"},
    )
    rows = [replace(port, id=f"own.{n}", **other) for n, other in enumerate(others)]
    assert told(*rows) == ()
    assert len(told(*rows, port)) == 1


def test_a_figure_of_a_country_is_told_once(catalogue, told, port):
    row = replace(
        port,
        id="own.tax",
        subject="vietnam",
        attribute="corporate_income_tax",
        value="17",
        unit="%",
    )
    found = told(port, row)
    assert [
        (item.fields["subject"]["en"], item.fields["criterion"]["en"]) for item in found[1:]
    ] == [("Vietnam", catalogue.criterion("profit_tax").name["en"])]


def test_only_the_newest_of_several_replaces(told, port):
    newer = replace(port, id="own.newer", value="70", as_of="2026-04")
    assert [item.fields["own"]["en"] for item in told(port, newer)] == ["70 km"]


def test_what_a_figure_was(catalogue, lay, port):
    info = catalogue.criterion("port_distance")
    laid = lay(port)[1]
    assert figure_before("tcr", info, laid, catalogue).value == 27
    assert figure_before("ljip", info, laid, catalogue) is None
    assert figure_before("tcr", catalogue.criterion("land_price"), laid, catalogue) is None
    alone = lay(replace(port, subject="deep_c"))[1]
    assert figure_before("deep_c", info, alone, catalogue) is None
