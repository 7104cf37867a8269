from api.reports.annex import annex
from api.reports.blocks import chart
from api.reports.sources import numbered
from tests.api.reports.conftest import seen, texts


def keys(answer, charts=None):
    return [item["id"] for item in annex(seen(answer), numbered(answer)[0], charts or {})]


def test_all_parts_of_a_whole_answer(whole):
    assert keys(whole) == [
        *("enterprise", "weights", "full_ranking", "gaps", "stability"),
        *("acceptability", "methods", "reversal", "scenario", "all_screened", "evidence"),
        *("sources", "warnings", "record"),
    ]


def test_a_park_to_ask_about_first_stands_among_what_was_set_aside(whole, study):
    (apart,) = whole["first_ask"]
    told = next(x for x in annex(seen(whole), [], {}) if x["id"] == "all_screened")
    assert seen(whole).name(apart["alternative"]) in texts(told)
    assert study["first_ask"] == []
    assert "all_screened" not in keys(study)


def test_parts_that_an_answer_lacks_are_left_out(plain, tied, nobody, alone):
    assert {"stability", "acceptability", "methods"}.isdisjoint(keys(plain))
    assert {"enterprise", "sources", "scenario"}.isdisjoint(keys(tied))
    assert "evidence" in keys(tied)
    assert {"full_ranking", "gaps"}.isdisjoint(keys(nobody))
    assert "all_screened" in keys(nobody)
    assert "stability" not in keys(alone)


def test_charts_stand_in_their_sections(study):
    figure = chart("<svg/>", "title")
    names = ("ranking", "gaps", "stability", "acceptability")
    found = annex(seen(study), [], dict.fromkeys(names, figure))
    with_chart = [item["id"] for item in found if figure in item["blocks"]]
    assert with_chart == ["full_ranking", "gaps", "stability", "acceptability"]


def test_a_method_of_lower_scores_says_so(ask):
    found = ask(parks=["tcr", "ljip"], method={"name": "vikor"}, sensitivity=False)
    blocks = next(x for x in annex(seen(found), [], {}) if x["id"] == "full_ranking")["blocks"]
    assert "lower score is better" in blocks[1]["text"]
