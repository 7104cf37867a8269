import re

import pytest

ADDRESS = (
    "/compare?weighting=cost-driven-labour-intensive&weighting=security-seeker&weighting=equal"
    "&park=tcr&park=ssez&park=ljip&park=vcep"
)


def _cells(text, caption):
    """Return the rows of the table under a heading, first cell a row's name."""
    table = text.split(f'<h2 id="{caption}">')[1].split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [
        [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def test_the_form_offers_what_there_is(reader):
    text = reader.get("/compare")
    assert '<form method="get" action="/compare">' in text
    assert 'value="security-seeker"' in text
    assert len(re.findall(r'name="weighting"[^>]* checked', text)) == 2
    assert 'name="park" value="tcr"' in text
    assert '<option value="ahp" selected>' in text
    assert 'name="assessment"' not in text
    assert 'role="alert"' not in text


def test_it_shows_what_the_service_answers(reader):
    text = reader.get(ADDRESS)
    profiles = ["cost-driven-labour-intensive", "security-seeker"]
    weightings = [{"name": i, "weights": {"kind": "profile", "id": i}} for i in profiles]
    weightings.append({"name": "e", "weights": {"kind": "objective", "scheme": "equal"}})
    body = {"enterprise": {}, "parks": ["tcr", "ssez", "ljip", "vcep"], "weightings": weightings}
    answer = reader.desk.ask("POST", "/v1/comparisons", 200, json=body).json()
    first = [line["alternative"] for line in answer["rankings"][1]["ranking"]]
    ranks = _cells(text, "ranks")
    assert len(ranks) == 4
    names = {"tcr": "Thai-Chinese Rayong Industrial Zone", "ssez": "Sihanoukville Special"}
    for park, name in names.items():
        [row] = [row for row in ranks if row[0].startswith(name)]
        assert row[2].split()[0] == str(first.index(park) + 1)
    agreement = _cells(text, "agreement")
    assert len(agreement) == 3
    tau = answer["kendall_tau"][profiles[0]][profiles[1]]
    assert agreement[0][1].lstrip("-") == f"{abs(tau):.2f}"
    distance = answer["weight_distance"][profiles[0]][profiles[1]]
    assert agreement[0][2] == f"{distance:.0%}"
    assert answer["winner_gaps"]
    gaps = _cells(text, "differences")
    assert len(gaps) == len(answer["winner_gaps"])
    for row in gaps:
        assert sum(map(float, row[1:-1])) == pytest.approx(float(row[-1]), abs=1e-9)
    for ranking in answer["rankings"][:2]:
        assert ranking["verdict"]["sentence"] in text
    plain = text.replace("“Equal weights”", "“e”")
    assert answer["consensus"]["sentence"].partition(" Who objects")[0] in plain


def test_the_chosen_stay_chosen(reader):
    text = reader.get(ADDRESS)
    assert len(re.findall(r'name="weighting"[^>]* checked', text)) == 3
    assert len(re.findall(r'name="park"[^>]* checked', text)) == 4


def test_it_is_read_in_either_language(reader):
    text = reader.get(f"{ADDRESS}&lang=zh")
    assert "3 套权重方案" in text
    assert "求稳型企业" in text
    assert "泰中罗勇工业园" in text
    back = re.search(r'href="(/compare\?[^"]*lang=en[^"]*)"', text)
    assert back is not None
    assert back[1].count("weighting=") == 3
    assert back[1].count("park=") == 4


def test_charts_come_as_specs_at_the_address_the_page_names(reader):
    text = reader.get(ADDRESS)
    place = re.search(r'data-charts="([^"]*)"', text)
    assert place is not None
    answer = reader.desk.client.get(place[1])
    assert answer.headers["cache-control"] == "no-store"
    specs = answer.json()
    assert set(specs) == set(re.findall(r'<figure data-chart="(\w+)"', text))
    assert set(specs) == {"slopes", "winner_gaps"}
    assert all("vega-lite" in spec["$schema"] for spec in specs.values())


def test_where_all_agree_there_is_nothing_to_explain(reader):
    every = ("infrastructure", "one_stop_services", "investor_type", "hometown_ties")
    rest = dict.fromkeys((*every, "trade_cost_exposure", "government_support"), 0)
    own = {"kind": "direct", "values": {"land_price": 1, **rest}}
    for slug in ("a", "b"):
        body = {"name": f"<b>{slug}</b>", "weights": own}
        reader.desk.ask("PUT", f"/v1/own-profiles/own:{slug}", 201, json=body)
    raw = reader.desk.client.get("/compare?weighting=own:a&weighting=own:b").text
    assert "All 2 weightings put" in raw
    assert "nobody objects" in raw
    assert "there is no difference to explain" in raw
    assert "&lt;b&gt;a&lt;/b&gt;" in raw
    assert "<b>a</b>" not in raw
    specs = reader.desk.client.get("/compare/charts?weighting=own:a&weighting=own:b").json()
    assert set(specs) == {"slopes"}


def test_ties_are_shown_as_ties(reader):
    """Nothing is said of a home, so that all parks are level on hometown ties."""
    rest = ("infrastructure", "one_stop_services", "investor_type", "land_price")
    values = dict.fromkeys((*rest, "trade_cost_exposure", "government_support"), 0)
    own = {"kind": "direct", "values": {"hometown_ties": 1, **values}}
    body = {"name": "ties", "weights": own}
    reader.desk.ask("PUT", "/v1/own-profiles/own:ties", 201, json=body)
    raw = reader.desk.client.get("/compare?weighting=equal&weighting=own:ties").text
    assert re.search(r'\d+ <abbr title="tied with [^"]+">=</abbr>', raw)


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("method=topsis", 422, "0 chosen"),
        ("weighting=equal", 422, "1 chosen"),
        ("weighting=equal&weighting=nope", 422, "“nope”"),
        ("weighting=equal&weighting=security-seeker&park=nope&park=tcr", 422, "“nope”"),
        ("weighting=equal&weighting=security-seeker&assessment=nope", 404, "nope"),
        ("weighting=equal&weighting=security-seeker&method=dice", 422, "“dice”"),
        ("weighting=equal&weighting=own%3A%00&weighting=a", 422, "There is no weighting"),
    ],
)
def test_what_cannot_be_compared_is_said_above_the_form(reader, query, status, says):
    text = reader.get(f"/compare?{query}", status)
    alert = text.split('role="alert"')[1].split("</div>")[0]
    assert says in alert
    assert '<form method="get" action="/compare">' in text
    charts = reader.desk.client.get(f"/compare/charts?{query}")
    assert (charts.status_code, charts.json()) == (status, {})


def test_nine_are_too_many(reader):
    every = re.findall(r'name="weighting" value="([^"]+)"', reader.get("/compare"))
    assert len(every) == 9
    query = "&".join(f"weighting={name}" for name in every)
    assert "9 chosen" in reader.get(f"/compare?{query}", 422)


def test_an_assessment_is_compared_with_its_own_weights(reader):
    weights = {"kind": "profile", "id": "security-seeker"}
    number = reader.desk.create(weights=weights).rpartition("/")[2]
    assert f'<option value="{number}">Parts maker</option>' in reader.get("/compare")
    text = reader.get(f"/compare?weighting=equal&assessment={number}")
    assert "As seen by: Parts maker" in text
    assert [row[0] for row in _cells(text, "agreement")] == ["“Equal weights” and “Parts maker”"]
    assert len(_cells(text, "ranks")) == 4


def test_no_organisation_sees_anothers_work(reader):
    desk = reader.desk
    mine, other = desk.of("Mine"), desk.of("Other")
    number = mine.create().rpartition("/")[2]
    body = {"name": "Ours", "weights": {"kind": "objective", "scheme": "equal"}}
    mine.ask("PUT", "/v1/own-profiles/own:ours", 201, json=body)
    query = f"/compare?weighting=equal&weighting=security-seeker&assessment={number}"
    assert "Ours" in reader.get("/compare", headers=mine.headers)
    assert reader.get(query, headers=mine.headers)
    text = reader.get(query, 404, headers=other.headers)
    assert "Ours" not in text
    assert "Parts maker" not in text
    answer = desk.client.get("/compare", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
