"""Charts of real answers: their figures and SVG."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import altair as alt
import pytest
from altair.utils import schemapi

from api.document.charts import chart_rows
from api.document.drawings import Spec, specs, svg
from api.http.language import Language
from api.parks.labels import Labels, labels_of_catalogue
from api.rankings.requests import default_parts
from tests.clients import TestClient

Answer = dict[str, Any]
ENTERPRISE = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "first_investment": True,
}
FAST = {"acceptability": {"samples": 500, "seed": 7}, "methods": False, "reversal": False}
ODD = "\0\x01\ufffe\t</text>&\u202e\U0001f3ed"


def ask(client: TestClient, path: str, **body: Any) -> Answer:
    reply = client.post(path, json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def problem(rows: list[list[float]]) -> Answer:
    return {
        "criteria": [
            {"id": f"c{place}", "direction": "benefit", "range": [0, 1000]}
            for place in range(len(rows[0]))
        ],
        "alternatives": [{"id": f"a{place}"} for place in range(len(rows))],
        "performances": rows,
    }


def rank(client: TestClient, rows: list[list[float]], **more: Any) -> Answer:
    asked = problem(rows)
    weights = {"kind": "direct", "values": {one["id"]: 1 for one in asked["criteria"]}}
    body = {"sensitivity": False, **more}
    return ask(client, "/v1/rankings", problem=asked, weights=weights, **body)


@pytest.fixture(scope="module")
def recommended(client: TestClient) -> Answer:
    return ask(
        client,
        "/v1/recommendations",
        enterprise=ENTERPRISE,
        sensitivity={**default_parts(), **FAST},
        parks=["ljip", "vcep", "tcr", "kitic", "ssez", "great_stone"],
        weights={"kind": "profile", "id": "first-time-private-exporter"},
    )


def labels(language: Language = "en") -> Labels:
    return labels_of_catalogue(language)


def drawn_specs(answer: Answer, called: Labels, language: Language) -> dict[str, Spec]:
    return specs(chart_rows(answer), called, language)


def rows(spec: Answer) -> list[Answer]:
    """Return the data set that the marks of a spec share."""
    for layer in [spec, *spec["layer"]]:
        if layer.get("data", {}).get("name") == "rows":
            return list(layer["data"]["values"])
    raise AssertionError


def test_a_result_has_its_charts(recommended: Answer) -> None:
    of_result = ["ranking", "gaps", "stability", "acceptability"]
    assert list(drawn_specs(recommended, labels(), "en")) == of_result


@pytest.mark.parametrize("answer", [{}, {"ranking": [], "sensitivity": None, "weights": None}])
def test_what_has_no_figures_is_left_out(answer: Answer) -> None:
    assert drawn_specs(answer, labels(), "en") == {}


def test_which_charts_an_answer_has(client: TestClient) -> None:
    matrix = [[1.0, 2.0], [3.0, 4.0]]
    assert set(drawn_specs(rank(client, matrix), labels(), "en")) == {"ranking"}
    analysed = rank(
        client, matrix, method={"name": "vikor"}, sensitivity={**default_parts(), **FAST}
    )
    assert set(drawn_specs(analysed, labels(), "en")) == {"ranking", "stability", "acceptability"}
    needed = [{"criterion": "c1", "at_least": 900}]
    assert drawn_specs(rank(client, matrix, requirements=needed), labels(), "en") == {}


def test_each_chart_is_valid(recommended: Answer) -> None:
    found = drawn_specs(recommended, labels(), "en")
    assert found
    for spec in found.values():
        assert (spec["width"], spec.pop("background")) == ("container", None)
        alt.LayerChart.from_dict(spec)


def shared(found: Mapping[str, Answer], name: str, *keys: str) -> dict[Any, Answer]:
    """Return the rows of a chart by the fields that tell them apart."""
    return {tuple(row[key] for key in keys): row for row in rows(found[name])}


def test_figures_are_those_of_the_answer(recommended: Answer) -> None:
    found, said, analysed = (
        drawn_specs(recommended, labels(), "en"),
        labels(),
        recommended["sensitivity"],
    )
    shares = analysed["acceptability"]["rank_shares"]
    scores = shared(found, "ranking", "alternative")
    gaps = shared(found, "gaps", "alternative", "criterion")
    reached = shared(found, "acceptability", "alternative", "reached")
    for place in recommended["ranking"]:
        key = place["alternative"]
        row = scores[key,]
        assert (row["score"], row["rank"]) == (place["score"], place["rank"])
        assert [row["half_low"], row["half_high"]] == recommended["ranks"][key]["half"]
        assert row["share_first"] == shares[key][0]
        for rank_reached, share in enumerate(shares[key], 1):
            assert reached.pop((key, rank_reached))["share"] == share
        for criterion, value in recommended["gaps"].get(key, {}).items():
            if place is not recommended["ranking"][0]:
                assert gaps.pop((key, said.criterion(criterion)))["value"] == value
    assert not gaps
    assert not reached
    for item in analysed["possible_ranks"]:
        row = scores[item["alternative"],]
        assert (row["best"], row["worst"]) == (item["best"], item["worst"])
    bounds = shared(found, "stability", "criterion")
    for item in analysed["stability"]:
        row, winner = bounds.pop((item["criterion"],)), item["winner"]
        for end in ("low", "high"):
            assert row[f"winner_{end}"] == winner[end]
            assert row[f"challenger_{end}"] == winner[f"challenger_{end}"]
    assert not bounds


def test_text_stays_text(recommended: Answer) -> None:
    picture = svg(drawn_specs(recommended, labels("zh"), "zh")["ranking"], "zh")
    assert ET.fromstring(picture).get("width") == "720"
    assert "泰中罗勇工业园</text>" in picture
    assert "Noto Sans CJK SC" in picture


def test_any_name_can_be_drawn(recommended: Answer) -> None:
    said: Mapping[str, str] = dict.fromkeys(labels().alternatives, ODD)
    spec = drawn_specs(recommended, Labels(said, labels().criteria), "en")["ranking"]
    assert ET.fromstring(svg(spec, "en")).tag.endswith("svg")


def test_as_many_alternatives_and_criteria_as_a_request_may_have(client: TestClient) -> None:
    matrix = [[1.0 + (r * 7 + c * 13) % 97 for c in range(30)] for r in range(200)]
    answer = rank(client, matrix)
    things = answer["record"]["spec"]["problem"]
    named = Labels(
        *(
            {item["id"]: item["name"].get("en", item["id"]) for item in things[kind]}
            for kind in ("alternatives", "criteria")
        )
    )
    found = drawn_specs(answer, named, "en")
    assert "185 more" in svg(found["ranking"], "en")
    assert max(spec["height"] for spec in found.values()) < 800


def test_a_picture_loads_nothing_from_anywhere(recommended: Answer, tmp_path: Any) -> None:
    spec = drawn_specs(recommended, labels(), "en")["ranking"]
    file = tmp_path / "rows.json"
    file.write_text("[]")
    for url in ("https://example.com/rows.json", file.as_uri(), str(file)):
        with pytest.raises(PermissionError):
            svg({**spec, "data": {"url": url}}, "en")


def test_whoever_else_draws_is_checked_as_before(recommended: Answer) -> None:
    drawn_specs(recommended, labels(), "en")
    assert schemapi.DEBUG_MODE
