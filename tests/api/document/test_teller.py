"""Every value in both languages."""

import pytest

from api.document import values
from api.document.blocks import Cell
from api.document.teller import _block, _cell
from api.document.values import Teller
from mcda.texts import Note, Unit

NAMES = {"tcr": {"en": "Rayong", "zh": "罗勇"}, "price": "Price"}
EN, ZH = Teller("en", NAMES), Teller("zh", NAMES)


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("as it is {x}", "as it is {x}", "as it is {x}"),
        (None, "–", "–"),
        (Note.naming("tcr"), "Rayong", "罗勇"),
        (Unit("USD/m2"), "USD/m2", "美元/平方米"),
        (
            values.say("at_least", value=values.Figure(1234.5, 6)),
            "at least 1,234.5",
            "不低于 1,234.5",
        ),
        (values.Kind("grade", "weak"), "weak", "薄弱"),
        (values.Kind("grade", "unheard"), "unheard", "unheard"),
        (values.AlternativeName("tcr"), "Rayong", "罗勇"),
        (values.AlternativeName("other"), "other", "other"),
        (values.AlternativeName(None), "–", "–"),
        (values.CriterionName("price"), "Price", "Price"),
        (values.Share(0.1234, 1), "12.3%", "12.3%"),
        (values.Share(None), "–", "–"),
        (values.Figure(None), "–", "–"),
        (values.Fixed(1.005, 2), "1.01", "1.01"),
        (values.Fixed(None), "–", "–"),
        (values.Quantity(160, "USD/m2"), "160 USD/m2", "160 美元/平方米"),
        (values.Quantity(5, ""), "5", "5"),
        (values.Quantity(None, "km"), "not known", "未知"),
        (values.ValueRange(82, 164), "82 to 164", "82 至 164"),
        (values.ValueRange(3, 3), "–", "–"),
        (values.ValueRange(None, 3), "–", "–"),
        (values.ValueRange(0.1, 0.25, as_shares=True), "10.0% – 25.0%", "10.0% – 25.0%"),
        (values.Day("2026-11-25"), "25 November 2026", "2026年11月25日"),
        (
            values.Timestamp("2026-11-25T08:30:00Z"),
            "25 Nov 2026, 08:30 UTC",
            "2026年11月25日 16:30（北京时间）",
        ),
        (values.StatementDate("2026-02-24"), "2026-02-24", "2026年2月24日"),
        (values.Enumeration(["a", "b", "c", "d"], 2), "a, b, 2 more", "a、b、另有 2 项"),
        (values.Enumeration(["a", "b", "c"], 2), "a, b, c", "a、b、c"),
        (values.Enumeration(["a", " > ", "b"], between=""), "a > b", "a > b"),
        (values.Sentences(["X.", "Y."]), "X. Y.", "X.Y."),
        (values.alternatives(["tcr", "x"]), "Rayong, x", "罗勇、x"),
        (values.criteria(["price"]), "Price", "Price"),
    ],
)
def test_values(value, en, zh):
    assert (EN.tell(value), ZH.tell(value)) == (en, zh)


def test_cells_keep_the_number_behind_their_text():
    told = _cell(EN, values.Share(0.5))
    assert (told["text"], told["value"], told["kind"]) == ("50%", 0.5, "share")
    told = _cell(ZH, values.Quantity(160, "USD/m2"))
    assert (told["value"], told["unit"]) == (160, "美元/平方米")
    told = _cell(EN, values.ValueRange(1, 2))
    assert (told["low"], told["high"], told["kind"]) == (1, 2, "bounds")
    assert _cell(EN, values.AlternativeName("tcr"))["id"] == "tcr"
    told = _cell(EN, Cell(value="", tone="weak", refs=("1.1",)))
    assert (told["tone"], told["refs"]) == ("weak", ["1.1"])
    assert "value" not in told


def test_an_id_beside_its_name():
    found = Teller("en", NAMES, with_ids=True)
    assert found.tell(values.AlternativeName("tcr")) == "Rayong (tcr)"
    assert found.tell(values.AlternativeName("x")) == "x"


@pytest.mark.parametrize(
    ("as_of", "en", "zh"),
    [
        ("2024-06-30", "as of 2024-06-30", "截至 2024年6月30日"),
        ("c.2016-05", "as of about 2016-05", "截至 约2016年5月"),
        ("undated (after Nov 2021)", "undated (after Nov 2021)", None),
        ("undated (after Nov 2020)", None, "未注明日期（2020年11月之后）"),
        ("undated (nobody translated this)", None, "未注明日期"),
        ("undated (2025-2026)", None, "未注明日期（2025–2026年）"),
    ],
)
def test_dates_of_statements(as_of, en, zh):
    from api.document.blocks import Quotations

    claim = {"ref": "1.1", "quote": "q", "as_of": as_of}
    source = {"number": 1, "title": "t", "url": "", "link": "", "weak": False, "claims": [claim]}
    for teller, expected in ((EN, en), (ZH, zh)):
        (told,) = _block(teller, Quotations(sources=[source]))["sources"]
        assert expected in (None, told["claims"][0]["details"])


def test_translations_stand_where_they_say_something_else():
    from api.document.blocks import Quotations

    claim = {"ref": "1", "quote": "hello", "translations": {"zh": "你好", "en": "hello"}}
    claim["locator"] = "p. 3"
    source = {"number": 1, "title": "t", "url": "", "link": "", "weak": False, "claims": [claim]}
    told = [_block(t, Quotations(sources=[source]))["sources"][0]["claims"][0] for t in (EN, ZH)]
    assert (told[0]["translation"], told[0]["locator"]) == ("", "p. 3")
    assert told[1]["translation"] == "我们的译文：你好"
