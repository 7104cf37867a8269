import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest

from tests.api.assessments.desk import opened
from tests.api.document.answers import SEVEN, STUDY
from tests.api.pages.conftest import Reader, of_four_parks
from tests.prices import leased


@pytest.fixture(scope="module")
def made(current_file, tmp_path_factory):
    """Return a database in which four parks were ranked, and where the result is, with its page."""
    file = shutil.copy(current_file, tmp_path_factory.mktemp("made") / "made.db")
    with opened(f"sqlite:///{file}") as desk:
        return file, of_four_parks(Reader(desk))


@pytest.fixture
def sqlite_url(made, tmp_path):
    """Give a copy of that database to each test."""
    return f"sqlite:///{shutil.copy(made[0], tmp_path / 'own.db')}"


@pytest.fixture
def result(made):
    return made[1]


def _ranked(text):
    """Return the ids of all ranked alternatives, of the values that a page adds up."""
    found = re.search(r'id="values">(.*?)</script>', text, re.DOTALL)
    return [item["id"] for item in json.loads(found[1])["alternatives"]]


def test_it_begins_with_the_verdict(reader, result):
    place, text = result
    number = place.removeprefix("/assess/")
    stored = reader.desk.ask("GET", f"/v1/assessments/{number}", 200).json()["answer"]
    assert _ranked(text) == [line["alternative"] for line in stored["ranking"]]
    first = stored["ranking"][0]
    verdict = text[text.index('id="verdict"') :]
    assert verdict.index(first["name"]) < verdict.index(f"{100 * first['score']:.1f}")
    assert stored["decision"]["sentence"] in verdict
    assert 2 <= verdict.count('class="place-number"') <= 3
    for part in ("why", "change", "evidence", "next"):
        assert f'<a href="#{part}">' in text
        assert f'id="{part}"' in text
    assert "ranks 1 to" not in text


def test_the_points_of_a_duel_add_up_to_the_lead(reader, result):
    place, _ = result
    number = place.removeprefix("/assess/")
    report = reader.desk.ask("GET", f"/v1/assessments/{number}/document.json", 200).json()
    stored = reader.desk.ask("GET", f"/v1/assessments/{number}", 200).json()["answer"]
    scores = {line["alternative"]: line["score"] for line in stored["ranking"]}
    first = max(scores, key=scores.get)
    assert report["brief"]["duels"]["rivals"]
    for duel in report["brief"]["duels"]["rivals"]:
        lead = sum(row["points"] for row in duel["rows"])
        assert lead == pytest.approx(100 * (scores[first] - scores[duel["id"]]), abs=0.051)
        assert f"{lead:.1f}" in duel["said"]


def test_every_value_of_the_first_and_its_rivals_opens_its_sources(reader, result):
    _, text = result
    cells = re.findall(r'<a href="#e-([\w-]+)" id="c-', text)
    assert len(cells) == 4 * 9  # with what landed cost adds up
    for cell in cells:
        drawer = text[text.index(f'id="e-{cell}"') :]
        assert f'href="#c-{cell}"' in drawer
        assert 'name="source"' in drawer[: drawer.index("</aside>")]


def test_the_annex_holds_what_the_answer_says(reader, result):
    place, _ = result
    number = place.removeprefix("/assess/")
    stored = reader.desk.ask("GET", f"/v1/assessments/{number}", 200).json()["answer"]
    text = reader.get(f"{place}/annex")
    for sentence in stored["sensitivity"]["explanation"]["sentences"]:
        assert sentence in text
    assert stored["record"]["input_sha256"] in text
    for warning in stored["warnings"]:
        if warning["code"] not in ("uncertain_cell", "unknown_cell"):  # which the evidence shows
            for cell in warning["cells"]:
                assert cell["detail"] in text


def test_charts_are_drawn_in_the_page(reader, result):
    """In the colours of the page's theme, with the table behind each, and by no script."""
    place, _ = result
    text = reader.get(f"{place}/annex")
    charts = re.findall(r'<figure class="chart".*?</figure>', text, re.DOTALL)
    assert len(charts) == 4
    for chart in charts:
        assert "<svg" in chart
        assert "var(--ink)" in chart
        assert "style=" not in chart
    assert "vega" not in text.lower().replace("vegalite", "")


def test_it_is_read_in_either_language(reader, result):
    place, english = result
    chinese = reader.get(place, headers={"Accept-Language": "zh"})
    assert "平均放弃" in chinese
    assert "泰中罗勇工业园" in chinese
    assert "万元/亩" in chinese
    assert "北京时间" in chinese
    assert _ranked(chinese) == _ranked(english)


def test_weights_are_tried_and_nothing_is_kept(reader, result):
    place, text = result
    names = re.findall(r'name="weight_(\w+)"', text)
    weights = {f"weight_{name}": "0" for name in names} | {"weight_landed_cost": "1"}
    answer = reader.desk.client.post(f"{place}/weights/tried", data=weights)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Nothing is saved" in answer.text
    marks = [
        re.findall(r'<rect x="([-\d.]+)" width="4" height="6"/>', page)
        for page in (text, answer.text)
    ]
    assert len(marks[0]) == len(names)
    assert marks[0] == marks[1]  # of the weights that the result has
    cheapest = reader.desk.client.post(f"{place}/weights", data=weights)
    shown = re.search(r'<h1 id="verdict">([^<]+)', unescape(cheapest.text))[1]
    assert f'<h1 id="verdict">{shown}' in unescape(answer.text)
    results = reader.desk.ask("GET", f"/v1{place.replace('/assess/', '/assessments/')[:-2]}", 200)
    assert len(results.json()["items"]) == 2


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
    weights = {f"weight_{name}": "0" for name in criteria} | {"weight_landed_cost": "900"}
    after, page = reader.send(f"{place}/weights", **weights)
    assert after == place.replace("/results/1", "/results/2")
    assert reader.content(place.partition("/results")[0])["weights"] == {
        "kind": "direct",
        "values": {name: 900.0 if name == "landed_cost" else 0.0 for name in criteria},
    }
    assert _ranked(page)


def test_any_park_can_be_compared_with_the_first(reader, result):
    place, text = result
    assert 'name="against"' not in text, "all four are shown"
    assessment = f"/v1{place.replace('/assess/', '/assessments/').partition('/results')[0]}"
    parks = ["ljip", "vcep", "tcr", "kitic", "ssez", "eiz"]
    headers = {"If-Match": reader.desk.ask("GET", assessment, 200).headers["ETag"]}
    reader.desk.ask("PATCH", assessment, 200, json={"parks": parks}, headers=headers)
    place, text = reader.send(place.partition("/results")[0] + "/run")
    options = re.findall(r'<option value="(\w+)">\d+ · ([^<]+)<', text)
    assert {key for key, _ in options} < set(parks)
    assert len(options) == 5
    key, name = options[-1]
    page = reader.get(f"{place}?against={key}")
    assert f'<option value="{key}" selected>' in page
    why = page[page.index('id="why"') :]
    assert name.partition(" (")[0] in why[: why.index("<table>")], "before all rivals"
    assert f'id="e-{key}-land_price"' in page, "with its evidence"
    assert f'id="e-{key}-land_price"' not in text


def test_own_weights_can_be_kept_as_a_profile(reader, result):
    place, text = result
    weights = {f"weight_{name}": "5" for name in re.findall(r'name="weight_(\w+)"', text)}
    after, page = reader.send(f"{place}/weights", **weights, name="CFO 2026", keep="1")
    assert after == place
    assert "Saved as “CFO 2026”" in page
    [kept] = reader.desk.ask("GET", "/v1/own-profiles", 200).json()["items"]
    assert kept["name"] == "CFO 2026"
    assert kept["id"].startswith("own:cfo-2026-")
    for wrong in ({"weight_landed_cost": "nan"}, {"weight_landed_cost": "-1"}, {"name": "x" * 201}):
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
    after, moved = reader.send(f"{place}/own", **fields)
    assert after.endswith("/results/2")
    assert "Still first: " in moved or "First now: " in moved
    assert "quotation" in reader.get(f"{after}/evidence/tcr")
    reader.send(f"{place}/own", **{**fields, "value": "97"})
    own = reader.content(place.partition("/results")[0])["overrides"]
    assert [(item["alternative"], item["value"]) for item in own] == [("tcr", 97.0)]
    reader.send(f"{place}/own", 422, **{**fields, "value": "cheap"})


def test_a_figure_that_cannot_be_comes_back_in_its_open_drawer(reader, result):
    place, shown = result
    park, criterion = re.search(r'id="e-([^"]+)-(land_price)"', shown).groups()
    fields = {"alternative": park, "criterion": criterion, "source": "by telephone"}
    chinese = {"Accept-Language": "zh"}
    wrongs = {
        "value": {
            "三十": "“三十”不是数字。",
            "99999999": "请核对单位（应在0.01至100,000美元/㎡之间）",
        },
        "local": {"99999999": "请核对单位（应在0.0048至48,000万元/亩之间）"},
    }
    for name, said in ((name, said) for name, wrong in wrongs.items() for said in wrong):
        answer = reader.desk.client.post(
            f"{place}/own", data={**fields, name: said}, headers=chinese
        )
        text = unescape(answer.text)
        assert answer.status_code == 422
        drawer = text.partition(f'<aside class="drawer open" id="e-{park}-{criterion}"')[2]
        drawer = drawer.partition("</aside>")[0]
        assert f'value="{said}"' in drawer
        assert 'value="by telephone"' in drawer
        assert re.search(rf'id="own-{park}-{criterion}-{name}"[^>]*aria-invalid="true"', drawer)
        assert wrongs[name][said] in drawer
        assert f'href="{place}#c-{park}-{criterion}"' in drawer  # closes it without scripts
        assert text.count("drawer open") == 1
    assert reader.get(f"{place}/own").partition("<main")[2] == shown.partition("<main")[2]
    assert "overrides" not in reader.content(place.partition("/results")[0])


def test_a_figure_typed_beside_all_evidence_comes_back_there(reader, result):
    place, _ = result
    fields = {"alternative": "tcr", "criterion": "land_price", "source": "q", "apart": "1"}
    _, text = reader.send(f"{place}/own", 422, **fields, value="cheap")
    assert "What stands behind" in text
    assert len(re.findall(r"<details open><summary>I have a newer figure", text)) == 1
    assert 'value="cheap"' in text
    _, text = reader.send(f"{place}/own", 422, **{**fields, "alternative": "nowhere"}, value="9")
    assert "nowhere" in text


def test_a_figure_of_one_s_own_has_a_mark_of_its_own(reader, result):
    place, shown = result
    assert "own, not verified" not in shown
    park = re.search(r'id="e-([^"]+)-land_price"', shown)[1]
    fields = {"alternative": park, "criterion": "land_price", "source": "by telephone"}
    after, _ = reader.send(f"{place}/own", **fields, value="55")
    text = reader.get(after, headers={"Accept-Language": "zh"})
    cell = text[text.index(f'id="c-{park}-land_price"') :].partition("</a>")[0]
    assert (
        'class="dots yours" viewBox="0 0 8 8" role="img" aria-label="企业自己提供，未核实"' in cell
    )
    assert (
        "企业自己提供，未核实</span>"
        in text[text.index('<p class="legend">') :].partition("</p>")[0]
    )
    drawer = text[text.index(f'id="e-{park}-land_price"') :].partition("</aside>")[0]
    assert "<b>企业自己提供，未核实</b>" in drawer
    assert "<b>有力</b>" not in drawer
    assert "企业自己提供，未核实" in reader.get(
        f"{after}/evidence/{park}", headers={"Accept-Language": "zh"}
    )


def test_figures_that_are_sent_at_once_are_all_kept(reader, result):
    place, _ = result
    parks = ("ljip", "vcep", "tcr", "kitic")
    figure = {"criterion": "land_price", "value": "95", "source": "quotation"}
    with ThreadPoolExecutor(len(parks)) as tabs:
        list(tabs.map(lambda park: reader.send(f"{place}/own", **figure, alternative=park), parks))
    own = reader.content(place.partition("/results")[0])["overrides"]
    assert {item["alternative"] for item in own} == set(parks)


def test_a_price_may_be_said_in_yuan(reader, result):
    place, _ = result
    fields = {"alternative": "tcr", "criterion": "land_price", "source": "by telephone"}
    reader.send(f"{place}/own", **fields, value="", local="48")
    (own,) = reader.content(place.partition("/results")[0])["overrides"]
    assert own["value"] == pytest.approx(100, rel=0.02)  # 48 of ten thousand yuan per mu
    reader.send(f"{place}/own", 422, **fields, value="", local="")


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


def test_what_a_must_have_removed_is_shown_and_put_back(reader, result):
    """What a limit of price removed, no tap brings back."""
    path = result[0].partition("/results")[0]
    sent = {"countries_excluded": "Thailand, ID", "budget": "80", "budget_unit": "usd_m2"}
    reader.send(f"{path}/business", **sent, parks=["ljip", "vcep", "tcr", "kitic"])
    _, text = reader.send(f"{path}/run")
    assert set(re.findall(r'name="park" value="(\w+)"', text)) == {"tcr", "kitic"}
    after, text = reader.send(f"{path}/keep", park="tcr")
    assert re.findall(r'name="park" value="(\w+)"', text) == ["kitic"]
    address = f"/v1/assessments/{after.removeprefix('/assess/')}"
    answer = reader.desk.ask("GET", address, 200).json()["answer"]
    assert {line["alternative"] for line in answer["ranking"]} == {"vcep", "tcr"}
    assert {item["alternative"] for item in answer["excluded"]} == {"ljip", "kitic"}


@pytest.mark.parametrize("since", ["-99999999999999999999", "99999999999999999999", "0"])
def test_a_number_that_no_result_has_is_refused(reader, result, since):
    place, _ = result
    reader.get(f"{place}?since={since}", 422)


def test_a_change_since_then_is_said(reader, result):
    place, text = result
    path = place.partition("/results")[0]
    assert f'action="{path}/run"' not in text
    reader.send(f"{path}/company", name="Parts", employees="over_1000")
    assert f'action="{path}/run"' in reader.get(place)


@pytest.fixture
def unexamined(reader):
    """Return where the result of an assessment without sensitivity analysis is."""
    enterprise = {"home": {"province": "Zhejiang", "city": "Hangzhou"}, "markets": {"US": 0.6}}

    def run(sensitivity):
        content = {"name": "Plain", "enterprise": enterprise, "sensitivity": sensitivity}
        body = {**content, "parks": STUDY}
        made = reader.desk.ask("POST", "/v1/assessments", 201, json=body).json()["id"]
        reader.desk.ask("POST", f"/v1/assessments/{made}/run", 201)
        return f"{made}/results/1"

    return run


def test_a_result_without_sensitivity_shows_what_there_is(reader, unexamined):
    """How sure it is was not looked at, so nothing is said of that; nor that nothing changes it."""
    place = unexamined(False)
    stored = reader.desk.ask("GET", f"/v1/assessments/{place}", 200).json()["answer"]
    assert stored["sensitivity"] is None
    for language in ("en", "zh"):
        text = reader.get(f"/assess/{place}", headers={"Accept-Language": language})
        assert _ranked(text) == [line["alternative"] for line in stored["ranking"]]
        assert 'class="squares"' not in text[: text.index('id="evidence"')]
        assert 'id="change"' not in text
        for form in ("html", "pdf", "xlsx"):
            path = f"/v1/assessments/{place}/report.{form}?lang={language}"
            assert len(reader.desk.ask("GET", path, 200).content) > 20_000


def test_a_part_that_was_left_out_is_no_finding(reader, unexamined):
    place = unexamined({"smallest_change": False, "acceptability": False})
    told = {"en": "No change of weights makes another first", "zh": "无论权重如何变动"}
    for language, never in told.items():
        page = reader.get(f"/assess/{place}", headers={"Accept-Language": language})
        path = f"/v1/assessments/{place}/report.html?lang={language}"
        for text in (page, unescape(reader.desk.ask("GET", path, 200).text)):
            assert never not in text


def test_parks_of_which_too_little_is_known_are_named_with_what_to_ask(reader):
    weights = {"kind": "direct", "values": dict.fromkeys(SEVEN, 0) | {"land_price": 1}}
    content = {"name": "All", "enterprise": {}, "weights": weights, "sensitivity": False}
    made = reader.desk.ask("POST", "/v1/assessments", 201, json=content).json()["id"]
    reader.desk.ask("POST", f"/v1/assessments/{made}/run", 201)
    answer = reader.desk.ask("GET", f"/v1/assessments/{made}/results/1", 200).json()["answer"]
    assert answer["first_ask"]
    text = reader.get(f"/assess/{made}/results/1")
    told = text[text.index("To be asked first") :]
    for item in answer["first_ask"]:
        assert f'<a href="/parks/{item["alternative"]}">{item["name"]}</a>: Land price' in told
