import xml.etree.ElementTree as ET

from api.reports.drawn import charts
from tests.api.reports.conftest import seen


def test_four_charts_as_svg(study):
    found = charts(seen(study))
    assert list(found) == ["ranking", "gaps", "stability", "acceptability"]
    for block in found.values():
        assert ET.fromstring(block["svg"]).tag.endswith("svg")
        assert block["title"]


def test_what_was_not_examined_is_not_drawn(plain, nobody):
    assert {"stability", "acceptability"}.isdisjoint(charts(seen(plain)))
    assert charts(seen(nobody)) == {}


def test_names_cannot_break_out_of_a_chart(tied):
    for block in charts(seen(tied)).values():
        assert "<b>" not in block["svg"]
