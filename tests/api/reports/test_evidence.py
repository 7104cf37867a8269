from api.reports.evidence import cell_text, dated, evidence, quoted
from api.reports.sources import numbered
from tests.api.reports.conftest import HOSTILE, seen, texts


def test_each_value_with_bounds_kind_grade_and_quotations(study):
    blocks = evidence(seen(study))["blocks"]
    assert blocks[1]["text"] == "Thai-Chinese Rayong Industrial Zone"
    found = study["evidence"]["tcr"]["land_price"]
    row = blocks[2]["rows"][list(study["evidence"]["tcr"]).index("land_price")]
    said = [cell["text"] for cell in row]
    assert said[:5] == ["Land price", "109.8 USD/m2", "82 to 164", "derived", "weak"]
    assert said[5] == found["rationale"]
    assert row[4]["tone"] == "weak"
    assert len(row[6]["refs"]) == len(found["claims"])


def test_quotations_stand_word_for_word(study):
    view = seen(study, "zh")
    told = texts(quoted(view, numbered(view.answer)[0]))
    for row in study["evidence"].values():
        for cell in row.values():
            for claim in cell["claims"]:
                assert claim["quote"] in told
                assert claim["translations"].get("zh", "") in told


def test_a_figure_of_ones_own(ask):
    own = {"park": "tcr", "criterion": "land_price", "value": 95.0, "source": HOSTILE}
    answer = ask(parks=["tcr", "ljip"], overrides=[own], sensitivity=False)
    assert f"Your own figure: {HOSTILE}" in texts(evidence(seen(answer)))


def test_a_problem_has_the_data_that_were_sent(tied, study):
    found = evidence(seen(tied))["blocks"][0]
    assert found["head"][1] == "=Price (USD/m2; less is better)"
    assert [cell["text"] for cell in found["rows"][2]] == ["c", "2 to 3", "not known"]
    assert evidence(seen({**study, "evidence": {}})) is None
    assert quoted(seen(tied), []) is None


def test_cells_of_every_kind(study):
    view = seen(study)
    assert cell_text(view, 1234.5) == "1,234.5"
    assert cell_text(view, {"low": 1.0, "mode": 2.0, "high": 3.0}) == "2 (1 to 3)"
    assert cell_text(view, {"dist": "normal", "mean": 2.0, "sd": 0.5}) == "normal mean 2, sd 0.5"


def test_a_cell_without_a_grade(study):
    from api.reports.evidence import grade

    assert grade(seen(study), {"quality": None}) == "–"


def test_dates_of_statements(study):
    english, chinese = seen(study), seen(study, "zh")
    assert dated(english, "2024-06-30") == "as of 2024-06-30"
    assert dated(chinese, "c.2016-05") == "截至 约2016年5月"
    assert dated(english, "undated (after Nov 2021)") == "undated (after Nov 2021)"
    assert dated(chinese, "undated (after Nov 2020)") == "未注明日期（2020年11月之后）"
    assert dated(chinese, "undated (nobody translated this)") == "未注明日期"
    assert dated(chinese, "undated (2025-2026)") == "未注明日期（2025–2026年）"


def details(found):
    return [item for source in found["blocks"][1]["sources"] for item in source["claims"]]


def test_private_claims_are_marked(study):
    claim = {"id": "own.1", "source": "=ours", "as_of": "2026", "quote": "", "private": True}
    source = {"number": 1, "title": "=ours", "url": "", "weak": False}
    found = quoted(seen(study), [{**source, "claims": [{**claim, "ref": "1.1"}]}])
    assert details(found)[0]["details"] == "as of 2026, your own data"
