import re

import pytest


def test_each_page_saves_and_leads_to_the_next(reader):
    path = reader.begin()
    place, text = reader.send(
        f"{path}/company", name="Parts", province="Zhejiang", city="杭州", first_investment="yes"
    )
    assert place == f"{path}/business"
    assert reader.content(path)["enterprise"]["home"] == {"province": "Zhejiang", "city": "杭州"}
    place, _ = reader.send(f"{path}/business", sectors=["auto_parts", "tyres"], market_US="60")
    assert place == f"{path}/project"
    place, _ = reader.send(f"{path}/project", intent="trial", budget="150")
    assert place == f"{path}/trust"
    place, _ = reader.send(f"{path}/trust", which_parks="all", partners_in=["tcr"])
    assert place == f"{path}/priorities"
    found = reader.content(path)
    assert found["name"] == "Parts"
    assert found["enterprise"]["markets"] == {"US": 0.6}
    assert found["screens"] == [{"id": "budget", "at_most": 150.0}]
    assert "checked" in reader.get(f"{path}/trust")
    assert text


def test_what_cannot_be_used_is_shown_as_typed_and_not_saved(reader):
    path = reader.begin()
    before = reader.content(path)
    _, text = reader.send(f"{path}/business", 422, market_US="60", market_EU="fifty")
    assert 'role="alert"' in text
    assert 'value="fifty"' in text
    assert 'value="60"' in text
    _, text = reader.send(f"{path}/business", 422, market_US="60", market_EU="50")
    assert 'role="alert"' in text
    assert reader.content(path) == before


def test_chapters_and_chinese_parts_are_saved_shown_and_emptied(reader):
    path = reader.begin()
    reader.send(f"{path}/business", hs_chapters="87、40", chinese_parts="35%")
    saved = reader.content(path)["enterprise"]
    assert (saved["hs_chapters"], saved["chinese_parts"]) == (["87", "40"], 0.35)
    shown = reader.get(f"{path}/business")
    assert _value(shown, "hs_chapters") == "87, 40"
    assert _value(shown, "chinese_parts") == "35"
    reader.send(f"{path}/business", hs_chapters="", chinese_parts="")
    saved = reader.content(path)["enterprise"]
    assert not saved.get("hs_chapters")
    assert saved.get("chinese_parts") is None
    assert _value(reader.get(f"{path}/business"), "chinese_parts") == ""


@pytest.mark.parametrize(
    "wrong", [{"hs_chapters": "87, 99x"}, {"hs_chapters": "00"}, {"chinese_parts": "130"}]
)
def test_goods_that_there_are_not_are_shown_as_typed_and_not_saved(reader, wrong):
    path = reader.begin()
    before = reader.content(path)
    _, text = reader.send(f"{path}/business", 422, market_US="60", **wrong)
    assert 'role="alert"' in text
    for name, said in wrong.items():
        assert _value(text, name) == said
    assert reader.content(path) == before


def _value(page, name):
    return re.search(rf'<input[^>]* name="{name}" value="([^"]*)"', page)[1]


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
        ([("company", {"size": "sme"})], "business"),
        ([("company", {"size": "sme"}), ("business", {"market_US": "5"})], "project"),
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
