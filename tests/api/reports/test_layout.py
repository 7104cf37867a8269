import xml.etree.ElementTree as ET

from tests.api.document.answers import Plain, printed, texts, written


def blocks(found: Plain, kind: str) -> list[Plain]:
    those = [block for section in found["sections"] for block in section["blocks"]]
    return [block for block in those if block["kind"] == kind]


def test_charts_are_drawn_and_what_they_show_is_not_told_again(study):
    found = printed(study)
    drawn = blocks(found, "chart")
    assert [chart["name"] for chart in drawn] == ["ranking", "gaps", "stability", "acceptability"]
    for chart in drawn:
        assert ET.fromstring(chart["svg"]).tag.endswith("svg")
        assert chart["title"]
    assert any(table["behind"] for table in blocks(written(study), "table"))
    assert not any(table["behind"] for table in blocks(found, "table"))


def test_what_was_not_examined_is_not_drawn(plain, nobody):
    names = {chart["name"] for chart in blocks(printed(plain), "chart")}
    assert {"stability", "acceptability"}.isdisjoint(names)
    assert blocks(printed(nobody), "chart") == []


def test_names_cannot_break_out_of_a_chart(tied):
    charts = [chart["svg"] for chart in blocks(printed(tied), "chart")]
    assert any("&lt;b&gt;" in chart for chart in charts)
    assert not any("<b>" in chart for chart in charts)


def test_groups_of_rows_stand_under_their_names(study):
    (whole,) = [table for table in blocks(written(study), "table") if table["grouped"]]
    evidence = next(part for part in printed(study)["sections"] if part["id"] == "evidence")
    names = [block["text"] for block in evidence["blocks"] if block["kind"] == "heading"]
    assert names == list(dict.fromkeys(row[0]["text"] for row in whole["rows"]))
    parts = [block for block in evidence["blocks"] if block["kind"] == "table"]
    assert sum(len(table["rows"]) for table in parts) == len(whole["rows"])
    assert all(table["head"] == whole["head"][1:] for table in parts)
    assert texts(parts[0]["rows"][0]) in texts(whole["rows"][0])
