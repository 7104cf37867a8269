import re

import pytest

from api.access.caller import THIS_MACHINE
from api.pages.compare.question import ComparedParty, ComparisonQuestion
from api.pages.compare.routes import look_up
from api.settings import Settings
from tests.handover import handed_over

TWO = (ComparedParty("tariff-hit-exporter"), ComparedParty("equal"))


def _find(desk, language="en", **fields):
    plain = {"sides": TWO, "parks": ("tcr", "ssez"), "assessment": "", "method": "topsis"}
    return look_up(
        ComparisonQuestion(**{**plain, **fields}),
        database=desk.database,
        caller=THIS_MACHINE,
        settings=Settings(),
        language=language,
        compute=handed_over,
    )


def test_nothing_asked_is_the_form(reader):
    found = look_up(
        None,
        database=reader.desk.database,
        caller=THIS_MACHINE,
        settings=Settings(),
        language="en",
        compute=handed_over,
    )
    assert (found.answer, found.status, found.faults) == (None, 200, [])
    assert found.options.profiles


def test_the_answer_is_that_of_the_service(reader):
    found = _find(reader.desk)
    spec = found.answer["record"]["spec"]
    body = {name: spec[name] for name in ("enterprise", "parks", "weightings", "method")}
    sent = reader.desk.ask("POST", "/v1/comparisons", 200, json=body).json()
    assert found.answer["rankings"] == sent["rankings"]
    assert found.answer["consensus"] == sent["consensus"]
    assert found.status == 200


def test_an_assessment_is_named(reader):
    path = reader.desk.create()
    found = _find(reader.desk, assessment=path.rpartition("/")[2])
    assert found.assessment == "Parts maker"
    assert found.answer["record"]["spec"]["enterprise"]["home"]["city"] == "Hangzhou"


def test_an_assessment_that_is_not_there_is_told(reader):
    found = _find(reader.desk, assessment="nope")
    assert (found.answer, found.status) == (None, 404)
    assert "nope" in found.faults[0].detail


def test_complaints_are_told(reader):
    found = _find(reader.desk, sides=TWO[:1])
    assert (found.answer, found.status) == (None, 422)
    assert "1 chosen" in found.faults[0].detail


def test_a_long_list_of_mistakes_is_cut_short(reader):
    many = tuple(f"nowhere-{number}" for number in range(500))
    assert len(_find(reader.desk, parks=many).faults) == 10


@pytest.mark.parametrize(("language", "criterion"), [("en", "Hometown ties"), ("zh", "同乡联系")])
def test_a_profile_that_does_not_fit_is_called_by_name(reader, language, criterion):
    weights = {"kind": "ranked", "order": [["land_price"], ["infrastructure"]]}
    body = {"name": "Board", "weights": weights}
    reader.desk.ask("PUT", "/v1/own-profiles/own:board", 201, json=body)
    found = _find(reader.desk, language, sides=(ComparedParty("equal"), ComparedParty("own:board")))
    assert (found.answer, found.status) == (None, 422)
    assert all(
        fault.detail.startswith(("Weighting “Board”: ", "侧重“Board”：")) for fault in found.faults
    )
    assert any(criterion in fault.detail for fault in found.faults)
    assert all(fault.remedy for fault in found.faults)


def test_a_method_that_cannot_take_the_data_says_whose(reader):
    none = {"criterion": "hometown_ties", "value": 0, "source": "ours"}
    number = reader.desk.create(overrides=[{"alternative": "kitic", **none}]).rpartition("/")[2]
    found = _find(reader.desk, parks=(), assessment=number, method="weighted_product")
    assert (found.answer, found.status) == (None, 422)
    assert "“China-Indonesia Economic and Trade Cooperation Zone”" in found.faults[0].detail
    assert "“Hometown ties”" in found.faults[0].detail


def test_conditions_that_leave_too_few_are_told(reader):
    number = reader.desk.create(must={"countries": ["TH"]}).rpartition("/")[2]
    found = _find(reader.desk, parks=(), assessment=number)
    assert (found.answer, found.status) == (None, 422)
    assert "Parts maker" in found.faults[0].detail
    assert _find(reader.desk, assessment=number).answer is not None


ADDRESS = (
    "/compare?weighting=cost-driven-labour-intensive&weighting=long-term-base-builder"
    "&weighting=equal&park=tcr&park=szeged&park=ljip&park=ssez"
)


def _cells(text, table):
    """Return the rows of a table by its id, first cell a row's name."""
    body = text.split(f'id="{table}"')[1].split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [
        [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def _chosen(text):
    """Return name and weighting of each row of the form."""
    names = re.findall(r'name="name"[^>]* value="([^"]*)"', text)
    chosen = [
        (re.findall(r'<option value="([^"]*)" selected', box) or [""])[0]
        for box in re.findall(r'<select name="weighting">(.*?)</select>', text, re.DOTALL)
    ]
    return list(zip(names, chosen, strict=True))


def _seen(text, tag):
    said = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", text, re.DOTALL)[1]
    return " ".join(re.sub(r"<[^>]*>", "", said).split())


def test_the_form_offers_what_there_is_and_chooses_nothing(reader):
    text = reader.get("/compare")
    assert '<option value="security-seeker">' in text
    assert _chosen(text) == [("", "")] * 3
    assert 'name="park" value="tcr"' in text
    assert '<option value="ahp" selected>' in text
    assert 'name="assessment"' not in text
    assert 'role="alert"' not in text
    assert "from 190 USD/m2 for 20 years to 20 USD/m2 for 20 years" in text


def test_the_example_is_one(reader):
    text = reader.get("/compare")
    [address] = re.findall(r'<a href="(/compare\?[^"]*)">Look at an example', text)
    shown = reader.get(address)
    assert _seen(shown, "h1").startswith("Of three weightings, two choose ")
    assert all(name in shown for name in ("“CFO”", "“Owner”"))


def test_it_shows_what_the_service_answers(reader):
    text = reader.get(ADDRESS)
    profiles = ["cost-driven-labour-intensive", "long-term-base-builder"]
    called = ["Cost-driven, labour-intensive maker", "Builder of a long-term base"]
    weightings = [
        {"name": name, "weights": {"kind": "profile", "id": i}}
        for name, i in zip(called, profiles, strict=True)
    ]
    equal = {"kind": "objective", "scheme": "equal"}
    weightings.append({"name": "Equal weights", "weights": equal})
    parks = ["tcr", "szeged", "ljip", "ssez"]
    body = {"enterprise": {}, "parks": parks, "weightings": weightings}
    answer = reader.desk.ask("POST", "/v1/comparisons", 200, json=body).json()
    assert f"{_seen(text, 'h1')}." == answer["sentence"]
    first = [line["alternative"] for line in answer["rankings"][1]["ranking"]]
    ranks = _cells(text, "ranks")
    names = {"tcr": "Thai-Chinese Rayong Industrial Zone", "szeged": "Szeged"}
    for park, name in names.items():
        [row] = [row for row in ranks if row[0].startswith(name)]
        assert row[2].split()[0] == str(first.index(park) + 1)
    pairs = _cells(text, "pairs")
    assert len(pairs) == 3
    tau = answer["kendall_tau"][called[0]][called[1]]
    assert pairs[0][1].lstrip("-") == f"{abs(tau):.2f}"
    assert pairs[0][2] == f"{answer['weight_distance'][called[0]][called[1]]:.0%}"
    plain = re.sub(r"<[^>]*>", "", text)
    assert answer["disagreement"][0]["sentence"] in plain
    assert answer["consensus"]["sentence"] in plain


def test_drawings_are_there_without_scripts(reader):
    raw = reader.desk.client.get(ADDRESS).text
    main = raw.split("<main")[1].split("</main>")[0]
    assert "<script" not in raw
    assert "style=" not in main
    assert len(re.findall(r'<g class="(?:first|rival)">', main)) == 2
    assert len(re.findall(r'<svg class="shape-axis"', main)) == 7
    assert len(re.findall(r'<svg class="attribution"', main)) == 7
    assert "vega" not in raw


def test_the_chosen_stay_chosen(reader):
    text = reader.get(
        "/compare?name=CFO&weighting=equal&name=Me&weighting=points:land_price=40"
        "&park=tcr&park=ssez&park=ljip&park=great_stone"
    )
    assert _chosen(text) == [("CFO", "equal"), ("Me", "points"), ("", "")]
    assert len(re.findall(r'name="park"[^>]* checked', text)) == 4
    assert re.search(r'name="points_1_land_price"[^>]* value="(\d+)"', text)[1] == "40"


def test_the_form_leads_to_the_shortest_address(reader):
    sent = (
        "/compare?sent=1&name=CFO&weighting=equal&points_0_land_price=50&name=&weighting="
        "&name=Me&weighting=points&points_2_land_price=40&park=tcr&park=ssez&method=ahp"
    )
    answer = reader.desk.client.get(sent, follow_redirects=False)
    assert answer.status_code == 303
    place = answer.headers["location"]
    assert place == (
        "/compare?name=CFO&weighting=equal&name=Me&weighting=points%3Aland_price%3D40"
        "&park=tcr&park=ssez"
    )
    assert "“CFO”" in reader.get(place)


def test_one_more_row_is_given_until_the_screen_is_full(reader):
    text = reader.get("/compare?sent=1&more=1&name=CFO&weighting=equal&name=&weighting=")
    assert _chosen(text) == [("CFO", "equal"), ("", ""), ("", "")]
    assert 'role="alert"' not in text
    rows = "&".join("weighting=equal&name=" + str(number) for number in range(3))
    text = reader.get(f"/compare?sent=1&more=1&{rows}")
    assert [chosen for _, chosen in _chosen(text)] == ["equal"] * 3 + [""]
    full = "&".join("weighting=equal&name=" + str(number) for number in range(6))
    text = reader.get(f"/compare?sent=1&more=1&{full}")
    assert len(_chosen(text)) == 6
    assert 'name="more"' not in text


def test_an_empty_form_is_told_what_is_missing(reader):
    assert "0 chosen" in reader.get("/compare?sent=1&name=&weighting=&method=ahp", 422)


def test_it_is_read_in_either_language(reader):
    text = reader.get(f"{ADDRESS}&lang=zh")
    assert _seen(text, "h1").startswith("三种侧重里，")
    assert "泰中罗勇工业园" in text
    back = re.search(r'href="(/compare\?[^"]*lang=en[^"]*)"', text)
    assert back is not None
    assert back[1].count("weighting=") == 3
    assert back[1].count("park=") == 4


def test_where_all_agree_there_is_nothing_to_explain(reader):
    every = ("infrastructure", "one_stop_services", "investor_type", "hometown_ties")
    rest = dict.fromkeys((*every, "trade_cost_exposure", "government_support"), 0)
    own = {"kind": "direct", "values": {"land_price": 1, **rest}}
    for slug in ("a", "b"):
        body = {"name": f"<b>{slug}</b>", "weights": own}
        reader.desk.ask("PUT", f"/v1/own-profiles/own:{slug}", 201, json=body)
    raw = reader.desk.client.get("/compare?weighting=own:a&weighting=own:b").text
    assert _seen(raw, "h1").startswith("Both weightings choose ")
    assert 'id="differences"' not in raw
    assert "&lt;b&gt;a&lt;/b&gt;" in raw
    assert "<b>a</b>" not in raw


def test_ties_are_shown_as_ties(reader):
    raw = reader.desk.client.get(
        "/compare?weighting=equal&weighting=points:investor_type=1&park=tcr&park=ssez"
    ).text
    assert re.search(r'1 <abbr title="level with [^"]+">=</abbr>', raw)
    assert "(level)" in raw


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("method=topsis", 422, "0 chosen"),
        ("weighting=equal", 422, "1 chosen"),
        ("weighting=equal&weighting=nope", 422, "“nope”"),
        ("weighting=equal&weighting=security-seeker&park=nope&park=tcr", 422, "“nope”"),
        ("weighting=equal&weighting=security-seeker&assessment=nope", 404, "nope"),
        ("weighting=equal&weighting=assessment:nope", 404, "nope"),
        ("weighting=equal&weighting=security-seeker&method=dice", 422, "“dice”"),
        ("weighting=equal&weighting=own%3A%00&weighting=a", 422, "There is no weighting"),
    ],
)
def test_what_cannot_be_compared_is_said_above_the_form(reader, query, status, says):
    text = reader.get(f"/compare?{query}", status)
    assert says in text.split('role="alert"')[1].split("</div>")[0]
    assert 'method="get" action="/compare">' in text


def test_nine_are_too_many(reader):
    box = reader.get("/compare").split('<select name="weighting">')[1].split("</select>")[0]
    every = [name for name in re.findall(r'value="([^"]+)"', box) if name != "points"]
    assert len(every) == 9
    query = "&".join(f"weighting={name}" for name in every)
    assert "9 chosen" in reader.get(f"/compare?{query}", 422)


def test_an_assessment_lends_its_eyes_and_its_answers(reader):
    weights = {"kind": "profile", "id": "security-seeker"}
    number = reader.desk.create(weights=weights).rpartition("/")[2]
    form = reader.get("/compare")
    assert f'<option value="{number}">Parts maker</option>' in form
    assert f'<option value="assessment:{number}">Parts maker</option>' in form
    text = reader.get(f"/compare?weighting=equal&weighting=assessment:{number}&assessment={number}")
    assert "Seen by Parts maker" in text
    assert [row[0] for row in _cells(text, "pairs")] == ["“Equal weights” and “Parts maker”"]
    assert len(_cells(text, "ranks")) == 4


def test_a_link_with_an_assessment_alone_begins_with_its_answers(reader):
    weights = {"kind": "profile", "id": "security-seeker"}
    number = reader.desk.create(weights=weights).rpartition("/")[2]
    text = reader.get(f"/compare?assessment={number}")
    assert _chosen(text) == [("", f"assessment:{number}"), ("", ""), ("", "")]
    assert f'<option value="{number}" selected>' in text
    assert 'role="alert"' not in text
    silent = reader.desk.create(name="Silent").rpartition("/")[2]
    assert _chosen(reader.get(f"/compare?assessment={silent}")) == [("", "")] * 3


def test_no_organisation_sees_anothers_work(reader):
    desk = reader.desk
    mine, other = desk.of("Mine"), desk.of("Other")
    number = mine.create(weights={"kind": "profile", "id": "security-seeker"})
    number = number.rpartition("/")[2]
    body = {"name": "Ours", "weights": {"kind": "objective", "scheme": "equal"}}
    mine.ask("PUT", "/v1/own-profiles/own:ours", 201, json=body)
    for query in (
        f"/compare?weighting=equal&weighting=security-seeker&assessment={number}",
        f"/compare?weighting=equal&weighting=assessment:{number}",
    ):
        assert "Ours" in reader.get("/compare", headers=mine.headers)
        assert reader.get(query, headers=mine.headers)
        text = reader.get(query, 404, headers=other.headers)
        assert "Ours" not in text
        assert "Parts maker" not in text
    answer = desk.client.get("/compare", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
