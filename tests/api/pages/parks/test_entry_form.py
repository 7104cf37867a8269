"""What a form sends as a statement, and what is wrong with it."""

import pytest

from api.pages.parks.entry_form import NAMES, entry_of, refuse
from mcda.errors import Fault, InvalidTable
from mcda.parks import load_catalogue
from mcda.parks.overlay import Overlay, StatementEntry, add_entry

SENT = {
    "criterion": ["land_price"],
    "value": ["118"],
    "quote": ["118 美元，可谈"],
    "who": ["招商经理"],
    "as_of": ["2026-03"],
}


def test_a_statement():
    found = entry_of("tcr", {**SENT, "url": [" https://example.com "], "weak": ["yes"]})
    assert found == StatementEntry(
        park="tcr",
        criterion="land_price",
        value="118",
        quote="118 美元，可谈",
        who="招商经理",
        as_of="2026-03",
        url="https://example.com",
        weak=True,
    )
    assert not entry_of("tcr", SENT).weak
    leased = entry_of("tcr", {**SENT, "tenure": ["lease"], "lease_years": ["５０"]})
    assert (leased.tenure, leased.lease_years) == ("lease", "50")


def test_an_empty_form():
    assert entry_of("tcr", {}) == StatementEntry(park="tcr", criterion="")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,250", "1250"),
        ("1,250,000.5", "1250000.5"),
        ("１１８．５", "118.5"),
        ("118,5", "118,5"),
        ("118 USD", "118 USD"),
        ("seven", "seven"),
    ],
)
def test_numbers_as_people_write_them(typed, read):
    found = entry_of("tcr", {"value": [typed], "low": [typed], "high": [typed]})
    assert (found.value, found.low, found.high) == (read, read, read)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026", "2026"),
        ("2026年", "2026"),
        ("2026/3", "2026-03"),
        ("2026年3月", "2026-03"),
        ("2026.3.12", "2026-03-12"),
        ("2026年3月12日", "2026-03-12"),
        ("２０２６ 年 ３ 月", "2026-03"),
        ("2026-03-12", "2026-03-12"),
        ("12 March 2026", "12 March 2026"),
    ],
)
def test_dates_as_people_write_them(typed, read):
    assert entry_of("tcr", {"as_of": [typed]}).as_of == read


def test_signs_that_no_workbook_holds_are_left_out():
    assert entry_of("tcr", {"quote": ["\x00a\x0b\nb\t\ud800 "]}).quote == "a\nb"


def _refused(**fields: str) -> InvalidTable:
    sent = {**SENT, **{name: [value] for name, value in fields.items()}}
    with pytest.raises(InvalidTable) as error:
        add_entry(Overlay(), entry_of("tcr", sent), load_catalogue())
    return error.value


@pytest.mark.parametrize(
    ("fields", "name", "english", "chinese"),
    [
        ({"value": "cheap"}, "value", "“cheap” is no number", "“cheap”不是数"),
        (
            {"value": "-5"},
            "value",
            "0.0127315 to 114,663 USD/m2.",
            "0.0127315 至 114,663（美元/平方米）",
        ),
        (
            {"value": "50000", "tenure": "rent"},
            "value",
            "0.00101852 to 10,185.2 USD/m2",
            "0.00101852 至 10,185.2（美元/平方米）",
        ),
        ({"tenure": "rent", "lease_years": "5"}, "lease_years", "Only a lease", "只有租期"),
        ({"tenure": "lease", "lease_years": "0"}, "lease_years", "at most 999", "不超过 999"),
        ({"tenure": "lease", "lease_years": "x"}, "lease_years", "“x” is no", "“x”不是数"),
        ({"value": ""}, "value", "fill this in", "请填写"),
        ({"low": "x"}, "low", "“x” is no number", "“x”不是数"),
        ({"low": "120", "high": "130"}, "value", "not between", "不在区间"),
        ({"value": "", "low": "130", "high": "120"}, "low", "above its end", "大于上限"),
        ({"quote": "w " * 26}, "quote", "25 words", "25 个词"),
        ({"quote": ""}, "quote", "fill this in", "请填写"),
        ({"who": "w" * 2001}, "who", "2,000 characters", "2,000 个字符"),
        ({"as_of": "soon"}, "as_of", "“soon” is no date", "“soon”不是日期"),
        ({"as_of": "2099"}, "as_of", "2099 lies in the future", "2099 尚未到来"),
        ({"criterion": "infrastructure", "value": "x"}, "value", "one of the levels", "各等级"),
        ({"criterion": "infrastructure", "value": "scope"}, "value", "one of", "各等级"),
    ],
)
def test_what_is_wrong_stands_at_its_field(fields, name, english, chinese):
    error = _refused(**fields)
    sent = {**SENT, **{key: [value] for key, value in fields.items()}}
    for language, told in (("en", english), ("zh", chinese)):
        found = refuse(sent, error, language)  # type: ignore[arg-type]
        assert told in found["wrong"][name]
        assert found["others"] == []
        assert "{" not in "".join(found["wrong"].values())


def test_what_was_typed_is_kept_as_it_was():
    sent = {**SENT, "value": ["1,00"], "weak": ["yes"]}
    found = refuse(sent, InvalidTable.at("sheet_unreadable", file="a", reason="b"), "en")
    assert found["criterion"] == "land_price"
    assert set(found["said"]) == set(NAMES)
    assert (found["said"]["value"], found["said"]["weak"], found["said"]["url"]) == (
        "1,00",
        "yes",
        "",
    )


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        (Fault("sheet_unreadable", (), {"file": "a", "reason": "b"}), None),
        (_a := Fault("cell_id", (), {"cell": "claims!A2", "column": "id", "value": "x"}), None),
        (Fault("cell_id", (), {**_a.fields, "column": "quote"}), "quote"),
    ],
)
def test_other_faults_say_so_in_their_own_words(fault, name):
    found = refuse(SENT, InvalidTable([fault]), "zh")
    told = [*found["wrong"].values()] if name else [*found["others"]]
    assert len(told) == 1
    assert fault.say("zh") in told[0]
    assert [*found["wrong"]] == ([name] if name else [])
