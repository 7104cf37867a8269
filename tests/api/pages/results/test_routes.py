import re
from html import unescape

import pytest

from tests.prices import leased

LIMITED = {"which_parks": "these", "parks": ["ljip", "vcep", "tcr", "kitic"]}


def _rows(text):
    ranking, _, _ = text.partition('id="annex"')
    found = re.findall(r'<th scope="row"><a href="[^"]*/evidence/(\w+)">', ranking)
    return list(dict.fromkeys(found))


def test_it_shows_the_answer_that_is_stored(reader, result):
    place, text = result
    number = place.removeprefix("/assess/").replace("/results/", "/results/")
    stored = reader.desk.ask("GET", f"/v1/assessments/{number}", 200).json()["answer"]
    assert _rows(text) == [line["alternative"] for line in stored["ranking"]]
    for sentence in stored["sensitivity"]["explanation"]["sentences"]:
        assert sentence in text
    assert stored["sensitivity"]["smallest_change"]["sentence"] in text
    assert stored["record"]["input_sha256"] in text
    for warning in stored["warnings"]:
        if warning["code"] not in ("uncertain_cell", "unknown_cell"):  # which the evidence shows
            for cell in warning["cells"]:
                assert cell["detail"] in text


def test_it_is_read_in_either_language(reader, result):
    place, english = result
    chinese = reader.get(place, headers={"Accept-Language": "zh"})
    assert "推荐" in chinese
    assert "泰中罗勇工业园" in chinese
    assert _rows(chinese) == _rows(english)
    assert "领先" in chinese


def test_charts_come_as_specs(reader, result):
    place, _ = result
    specs = reader.desk.client.get(f"{place}/charts").json()
    assert set(specs) == {"ranking", "gaps", "stability", "acceptability"}
    assert all("vega-lite" in spec["$schema"] for spec in specs.values())


def test_evidence_has_quotations_sources_and_dates(reader, result):
    place, _ = result
    text = reader.get(f"{place}/evidence/tcr")
    assert "<blockquote>" in text
    assert "as of" in text
    assert "In US dollars: about 109.8 USD/m2, at 35.2845 THB per USD (2024)" in text
    reader.get(f"{place}/evidence/nowhere", 404)


def test_own_weights_make_the_next_result(reader, result):
    place, text = result
    criteria = re.findall(r'name="weight_(\w+)"', text)
    weights = {f"weight_{name}": "0" for name in criteria} | {"weight_land_price": "900"}
    after, page = reader.send(f"{place}/weights", **weights)
    assert after == place.replace("/results/1", "/results/2")
    assert reader.content(place.partition("/results")[0])["weights"] == {
        "kind": "direct",
        "values": {name: 900.0 if name == "land_price" else 0.0 for name in criteria},
    }
    assert _rows(page)


def test_own_weights_can_be_kept_as_a_profile(reader, result):
    place, text = result
    weights = {f"weight_{name}": "5" for name in re.findall(r'name="weight_(\w+)"', text)}
    after, _ = reader.send(f"{place}/weights", **weights, name="CFO 2026", keep="1")
    assert after == place
    [kept] = reader.desk.ask("GET", "/v1/own-profiles", 200).json()["items"]
    assert kept["name"] == "CFO 2026"
    assert kept["id"].startswith("own:cfo-2026-")
    for wrong in ({"weight_land_price": "nan"}, {"weight_land_price": "-1"}, {"name": "x" * 201}):
        reader.send(f"{place}/weights", 422, **{**weights, "name": "y", "keep": "1", **wrong})
    nothing = dict.fromkeys(weights, "0")
    reader.send(f"{place}/weights", 422, **nothing, name="y", keep="1")
    assert len(reader.desk.ask("GET", "/v1/own-profiles", 200).json()["items"]) == 1


def test_a_figure_of_one_s_own_with_its_source(reader, result):
    place, _ = result
    fields = {
        "alternative": "tcr",
        "criterion": "land_price",
        "value": "９５",
        "source": "quotation",
    }
    after, _ = reader.send(f"{place}/own", **fields)
    assert after.endswith("/results/2")
    assert "quotation" in reader.get(f"{after}/evidence/tcr")
    reader.send(f"{place}/own", **{**fields, "value": "97"})
    own = reader.content(place.partition("/results")[0])["overrides"]
    assert [(item["alternative"], item["value"]) for item in own] == [("tcr", 97.0)]
    reader.send(f"{place}/own", 422, **{**fields, "value": "cheap"})


def test_a_price_of_one_s_own_counts_by_what_it_buys(reader, result):
    place, _ = result
    page = reader.get(f"{place}/evidence/tcr")
    assert page.count('name="tenure"') == page.count('name="lease_years"') == 1
    fields = {
        "alternative": "tcr",
        "criterion": "land_price",
        "value": "118",
        "source": "quotation",
    }
    lease = {"tenure": "lease", "lease_years": "50"}
    after, _ = reader.send(f"{place}/own", **fields, **lease)
    path, _, number = after.partition("/results/")
    address = f"/v1/assessments/{path.removeprefix('/assess/')}/results/{number}"
    cell = reader.desk.ask("GET", address, 200).json()["answer"]["evidence"]["tcr"]["land_price"]
    assert cell["kind"] == "override"
    assert cell["value"] == pytest.approx(118 * leased(50))
    (own,) = reader.content(path)["overrides"]
    assert (own["value"], own["tenure"]) == (118.0, {"kind": "lease", "years": 50.0})
    for wrong in ({"lease_years": "1000"}, {"tenure": "sale"}, {"lease_years": "fifty"}):
        reader.send(f"{place}/own", 422, **{**fields, **lease, **wrong})
    assert reader.content(path)["overrides"] == [own]


def test_what_a_screen_removed_is_shown_and_put_back(reader, result):
    place, _ = result
    path = place.partition("/results")[0]
    reader.send(f"{path}/project", budget="30")
    _, text = reader.send(f"{path}/run")
    removed = set(re.findall(r'name="park" value="(\w+)"', text))
    assert removed
    _, text = reader.send(f"{path}/keep", park=min(removed))
    assert min(removed) in _rows(text)


def test_a_change_since_then_is_said(reader, result):
    place, text = result
    path = place.partition("/results")[0]
    assert f'action="{path}/run"' not in text
    reader.send(f"{path}/company", name="Parts", size="large")
    assert f'action="{path}/run"' in reader.get(place)


@pytest.fixture
def unexamined(reader):
    """Return where the result of an assessment without sensitivity analysis is."""
    enterprise = {"home": {"province": "Zhejiang", "city": "Hangzhou"}, "markets": {"US": 0.6}}

    def run(sensitivity):
        content = {"name": "Plain", "enterprise": enterprise, "sensitivity": sensitivity}
        made = reader.desk.ask("POST", "/v1/assessments", 201, json=content).json()["id"]
        reader.desk.ask("POST", f"/v1/assessments/{made}/run", 201)
        return f"{made}/results/1"

    return run


@pytest.mark.parametrize(
    ("language", "said", "never"),
    [
        ("en", "how firm it is was not examined", "No change of weights makes another first"),
        ("zh", "其稳健程度未经检验", "无论权重如何变动"),
    ],
)
def test_a_result_without_sensitivity_shows_what_there_is(
    reader, unexamined, language, said, never
):
    place = unexamined(False)
    text = reader.get(f"/assess/{place}", headers={"Accept-Language": language})
    stored = reader.desk.ask("GET", f"/v1/assessments/{place}", 200).json()["answer"]
    assert stored["sensitivity"] is None
    assert _rows(text) == [line["alternative"] for line in stored["ranking"]]
    assert text.count(said) >= 2
    assert never not in text
    for form in ("html", "pdf", "xlsx"):
        path = f"/v1/assessments/{place}/report.{form}?lang={language}"
        report = reader.desk.ask("GET", path, 200)
        assert len(report.content) > 20_000
    report = unescape(reader.desk.ask("GET", path.replace(".xlsx", ".html"), 200).text)
    assert said in report
    assert never not in report


@pytest.mark.parametrize(
    ("language", "said", "never"),
    [
        ("en", "was not examined", "No change of weights makes another first"),
        ("zh", "未经检验", "无论权重如何变动"),
    ],
)
def test_a_part_that_was_left_out_is_no_finding(reader, unexamined, language, said, never):
    place = unexamined({"smallest_change": False, "acceptability": False})
    page = reader.get(f"/assess/{place}", headers={"Accept-Language": language})
    path = f"/v1/assessments/{place}/report.html?lang={language}"
    for text in (page, unescape(reader.desk.ask("GET", path, 200).text)):
        assert text.count(said) >= 2
        assert never not in text
