import re

import pytest

from api.http.numbers import Numbers


def test_each_page_saves_and_leads_to_the_next(reader):
    path = reader.begin()
    place, text = reader.send(
        f"{path}/company",
        name="Parts",
        province="Zhejiang",
        city="杭州",
        employees="300_to_1000",
        first_investment="yes",
    )
    assert place == f"{path}/business"
    assert reader.content(path)["enterprise"]["home"] == {"province": "Zhejiang", "city": "杭州"}
    place, _ = reader.send(
        f"{path}/business",
        sectors=["auto_parts", "tyres"],
        products="brake drums",
        market_US="60",
        intent="trial",
        budget="150",
        budget_unit="usd_m2",
        partners_in=["tcr"],
    )
    assert place == f"{path}/priorities"
    found = reader.content(path)
    assert found["name"] == "Parts"
    assert (found["employees"], found["enterprise"]["size"]) == ("300_to_1000", "sme")
    assert found["enterprise"]["sectors"] == ["auto_parts", "tyres", "other"]
    assert found["enterprise"]["markets"] == {"US": 0.6}
    assert found["requirements"] == [{"criterion": "land_price", "at_most": 150.0}]
    shown = reader.get(f"{path}/business")
    assert _value(shown, "products") == "brake drums"
    assert "filled in: 1" in shown
    assert text


def test_six_questions_and_nothing_chosen_beforehand(reader):
    path = reader.begin()
    pages = [reader.get(f"{path}/{section}") for section in ("company", "business")]
    asked = sum(
        len(re.findall(r'class="asked', text.partition('<details class="more-fold')[0]))
        for text in pages
    )
    assert asked == 6
    for text in [*pages, reader.get(f"{path}/priorities"), reader.get("/assess/new")]:
        assert not re.search(r"<input[^>]* checked", text)
    assert "I don't know" not in pages[0]


def test_nothing_is_saved_before_the_first_answers(reader):
    before = reader.get("/assess")
    text = reader.get("/assess/new")
    assert 'action="/assess/new/company"' in text
    assert reader.get("/assess") == before
    _, text = reader.send("/assess/new/company", 422, province="Atlantis", employees="under_300")
    assert 'role="alert"' in text
    assert reader.get("/assess") == before
    place, _ = reader.send("/assess/new/company", province="Zhejiang", employees="under_300")
    path = place.removesuffix("/business")
    assert path != "/assess/new"
    assert reader.content(path)["employees"] == "under_300"


def test_who_goes_back_to_the_first_form_changes_what_it_began(reader):
    first = reader.desk.client.get("/assess/new?lang=en")
    address = f"{first.url.path}?{first.url.query.decode()}"
    assert first.text == reader.desk.client.get(address).text
    (form,) = re.findall(r'name="form" value="([\w-]{16})"', first.text)
    sent = {"form": form, "province": "Zhejiang"}
    _, text = reader.send("/assess/new/company", 422, form=form, province="Atlantis")
    assert f'name="form" value="{form}"' in text
    place, _ = reader.send("/assess/new/company", **sent, employees="under_300")
    again, _ = reader.send("/assess/new/company", **sent, employees="over_1000")
    assert again == place
    path = place.removesuffix("/business")
    assert reader.content(path)["employees"] == "over_1000"
    assert reader.desk.client.get(address).url.path == f"{path}/company"
    assert reader.desk.ask("GET", "/v1/assessments", 200).json()["total"] == 1
    reader.send(f"{path}/delete")
    assert f'name="form" value="{form}"' not in reader.get(address)
    another, _ = reader.send("/assess/new/company", **sent, employees="under_300")
    assert another != place
    reader.get(another)


def test_what_nobody_named_is_named_after_what_it_is_about(reader):
    path = reader.begin()
    day = Numbers("en").short_day(
        reader.desk.ask("GET", f"/v1{_api(path)}", 200).json()["created_at"]
    )
    reader.send(f"{path}/company", employees="under_300")
    assert reader.content(path)["name"] == f"Our search for a park, {day}"
    reader.send(f"{path}/company", province="Zhejiang", city="Hangzhou")
    assert reader.content(path)["name"] == f"Hangzhou, {day}"
    reader.send(f"{path}/business", sectors=["auto_parts", "tyres", "rubber"])
    named = reader.content(path)["name"]
    assert named == f"Hangzhou, auto parts, tyres, {day}"
    reader.send(f"{path}/company", name=named, province="Zhejiang", city="Ningbo")
    assert reader.content(path)["name"] == f"Ningbo, auto parts, tyres, {day}"
    reader.send(f"{path}/company", name="Autumn", province="Zhejiang", city="Hangzhou")
    reader.send(f"{path}/business", sectors=["tyres"])
    assert reader.content(path)["name"] == "Autumn"


def test_what_cannot_be_used_is_shown_as_typed_and_not_saved(reader):
    path = reader.begin()
    before = reader.content(path)
    _, text = reader.send(f"{path}/business", 422, market_US="60", market_EU="fifty")
    assert 'value="fifty"' in text
    assert 'value="60"' in text
    # The summary leads to the field, and the field says the same beside itself.
    said = re.search(r'<a href="#market_EU">([^<]+)</a>', text)[1]
    assert f'id="market_EU-wrong">{said}<' in text
    assert re.search(
        r'id="market_EU"[^>]*aria-describedby="[^"]*market_EU-wrong"[^>]*aria-inv', text
    )
    _, text = reader.send(f"{path}/business", 422, market_US="60", market_EU="50")
    assert '<a href="#markets">Sales by market add up to 110%' in text
    assert "Together 110%" in text
    assert "1.1" not in text.partition('role="alert"')[2].partition("</div>")[0]
    assert reader.content(path) == before


def test_a_fold_opens_where_something_in_it_is_wrong(reader):
    path = reader.begin()
    _, text = reader.send(f"{path}/business", 422, budget="dear", delay_cost="7000")
    folds = dict(re.findall(r'<details class="more-fold" id="([^"]+)"( open)?>', text))
    assert [name for name, is_open in folds.items() if is_open] == ["more-land"]
    assert _value(text, "delay_cost") == "7000"
    assert _value(text, "budget") == "dear"


def test_must_haves_and_gates_are_saved_and_shown(reader):
    path = reader.begin()
    sent = {
        "plot": "2.5",
        "needs": ["gas"],
        "countries_excluded": "俄罗斯、KP",
        "gate_failure": "no",
    }
    _, text = reader.send(f"{path}/business", 422, **sent)
    assert "“KP”" in text
    assert '<details class="more-fold" id="more-must" open>' in text
    reader.send(f"{path}/business", **{**sent, "countries_excluded": "俄罗斯"})
    found = reader.content(path)
    assert found["must"] == {"plot": 25000.0, "gas": True, "countries_excluded": ["俄罗斯"]}
    assert found["gates"] == {"failure": False}
    text = reader.get(f"{path}/business")
    assert _value(text, "plot") == "2.5"
    assert re.search(r'name="gate_failure" value="no" checked', text)


def test_a_price_in_yuan_is_converted_without_scripts(reader):
    path = reader.begin()
    reader.send(f"{path}/business", budget="53", budget_unit="wan_mu")
    (price,) = reader.content(path)["requirements"]
    assert round(price["at_most"], 2) == 110.48
    for language, other in (("zh", "= 110.5 美元/㎡"), ("en", "= 110.5 USD per square metre")):
        text = reader.get(f"{path}/business", headers={"Accept-Language": language})
        assert _value(text, "budget") == "53"
        assert re.search(r'<option value="wan_mu"[^>]* selected', text)
        assert other in text
    reader.send(f"{path}/business", budget="120", budget_unit="usd_m2")
    text = reader.get(f"{path}/business", headers={"Accept-Language": "zh"})
    assert "= 57.57 万元/亩" in text


def test_the_sum_of_the_markets_is_said_without_scripts(reader):
    path = reader.begin()
    sent = {"market_US": "60", "market_EU": "15", "market_host": "5"}
    reader.send(f"{path}/business", **sent)
    text = reader.get(f"{path}/business", headers={"Accept-Language": "zh"})
    assert "3个市场合计80%，还差20%。" in text
    assert text.count(">没有关税记载<") == 1  # of other markets


def test_goods_and_chinese_parts_are_saved_shown_and_emptied(reader):
    path = reader.begin()
    reader.send(f"{path}/business", goods="8708.30、40", chinese_parts="35%")
    saved = reader.content(path)["enterprise"]
    assert (saved["goods"], saved["chinese_parts"]) == (["870830", "40"], 0.35)
    shown = reader.get(f"{path}/business")
    assert _value(shown, "goods") == "870830, 40"
    assert _value(shown, "chinese_parts") == "35"
    reader.send(f"{path}/business", goods="", chinese_parts="")
    saved = reader.content(path)["enterprise"]
    assert not saved.get("goods")
    assert saved.get("chinese_parts") is None
    assert _value(reader.get(f"{path}/business"), "chinese_parts") == ""


@pytest.mark.parametrize("wrong", [{"goods": "87, 99x"}, {"goods": "00"}, {"chinese_parts": "130"}])
def test_goods_that_there_are_not_are_shown_as_typed_and_not_saved(reader, wrong):
    path = reader.begin()
    before = reader.content(path)
    _, text = reader.send(f"{path}/business", 422, market_US="60", **wrong)
    assert 'role="alert"' in text
    for name, said in wrong.items():
        assert _value(text, name) == said
    assert reader.content(path) == before


def _api(path):
    return path.replace("/assess/", "/assessments/")


def _value(page, name):
    return re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', page)[1]


def test_markup_in_answers_is_text(reader):
    path = reader.begin()
    reader.send(
        f"{path}/company", name="<b>&\"'", province="Zhejiang", city="<script>alert(1)</script>"
    )
    raw = reader.desk.client.get(f"{path}/company").text
    assert "<script>" not in raw
    assert "&lt;script&gt;" in raw
    assert "&lt;b&gt;" in reader.desk.client.get("/assess").text


@pytest.mark.parametrize(
    ("sent", "next_page"),
    [
        ([], "company"),
        ([("company", {"employees": "under_300"})], "business"),
        ([("company", {"employees": "under_300"}), ("business", {"market_US": "5"})], "priorities"),
    ],
)
def test_it_goes_on_where_it_was_left(reader, sent, next_page):
    path = reader.begin()
    for section, fields in sent:
        reader.send(f"{path}/{section}", **{"name": "x", **fields})
    assert reader.desk.client.get(path).url.path == f"{path}/{next_page}"


def test_the_last_changed_comes_first(reader):
    first, second = reader.begin(), reader.begin()
    reader.send(f"{first}/company", name="changed later")
    text = reader.get("/assess")
    assert text.index(first) < text.index(second)


_NUMBERS = (
    *("budget", "plot", "hall", "power", "start", "delay_cost"),
    *("container_value", "chinese_parts", "market_US"),
)


@pytest.mark.parametrize("said", ["1e99", "1e20", "1e400", "-3", "nan", "９９９９９９９９９９"])
def test_numbers_that_cannot_be_come_back_as_typed_with_a_sentence(reader, said):
    path = reader.begin()
    sent = dict.fromkeys(_NUMBERS, said)
    _, text = reader.send(f"{path}/business", 422, **sent, budget_unit="wan_mu", intent="trial")
    assert re.search(r'value="trial" checked', text)
    for field in _NUMBERS:
        assert _value(text, field) == said
        (wrong,) = re.findall(rf'id="{field}-wrong">([^<]+)<', text)
        assert said in wrong
        assert "at_most" not in wrong
        assert field not in wrong
