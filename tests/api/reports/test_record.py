from api.rankings.present import engine
from api.reports.record import day, method_line, record, record_rows
from api.reports.view import Head
from tests.api.reports.conftest import HOSTILE, seen, texts


def test_what_identifies_an_answer(study):
    rows = dict(record_rows(seen(study)))
    assert rows["Input SHA-256"] == study["record"]["input_sha256"]
    assert rows["Engine"] == engine()
    assert rows["Result"] == "3, from version 2 of the assessment"
    assert rows["Made at"] == "25 Nov 2026, 08:30 UTC"
    assert rows["Asked by"] == "key of tests"
    assert "Report made by" not in rows
    assert method_line(seen(study)) == "AHP (mode: ratings)"


def test_private_data_are_told_where_there_were_any(study):
    assert "Private data SHA-256" not in dict(record_rows(seen(study)))
    private = {**study, "record": {**study["record"], "overlay": "0" * 64}}
    assert dict(record_rows(seen(private)))["Private data SHA-256"] == "0" * 64
    assert dict(record_rows(seen(private, "zh")))["自有数据 SHA-256"] == "0" * 64
    del private["record"]["overlay"]  # as records were before
    assert "Private data SHA-256" not in dict(record_rows(seen(private)))


def test_another_engine_is_named(study):
    old = {**study, "record": {**study["record"], "engine": "parkwise 0.0.1"}}
    rows = dict(record_rows(seen(old)))
    assert (rows["Engine"], rows["Report made by"]) == ("parkwise 0.0.1", engine())


def test_the_day(study, tied):
    assert day(seen(study)) == "25 November 2026"
    nameless = seen(study, "en", Head())
    assert day(nameless) == nameless.numbers.day(study["record"]["spec"]["as_of"])
    assert "20" in day(seen(tied, "en", Head()))
    assert "Result" not in dict(record_rows(nameless))


def test_what_the_caller_changed(ask):
    own = {"park": "tcr", "criterion": "land_price", "value": 95.0, "source": HOSTILE}
    rules = [
        {"criterion": "infrastructure", "at_least": 1, "at_most": 9},
        {"criterion": "one_stop_services", "one_of": [1, 2, 3, 4]},
    ]
    answer = ask(parks=["tcr", "ljip"], overrides=[own], requirements=rules, sensitivity=False)
    told = texts(record(seen(answer)))
    assert f"Land price of Thai-Chinese Rayong Industrial Zone is 95 ({HOSTILE})" in told
    assert "Requirement: Infrastructure at least 1, at most 9." in told
    assert "one of 1, 2, 3, 4" in told
