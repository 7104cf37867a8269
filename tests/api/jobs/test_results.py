"""A portfolio is kept with its warnings by number and told in full, whatever rows are called."""

import orjson
import pytest

from api.http.localisation import encode
from api.jobs.results import portfolio_kept, result_table, result_told
from mcda.texts import Note

NAMES = {"alternatives": {"tcr": Note.of({"en": "Rayong", "zh": "罗勇"})}, "criteria": {}}
KNOWN = [
    {"code": "first", "detail": Note.of({"en": "One", "zh": "一"})},
    {"code": "second", "detail": Note.naming("tcr")},
]
BEST = [{"alternative": "tcr", "rank": 1, "score": 0.5, "unknown": 2}]


def portfolio(*rows):
    lines = (orjson.dumps({"id": name, "best": BEST, "warnings": found}) for name, found in rows)
    common = {
        "parks": ("tcr",),
        "names": NAMES,
        "warnings": [{"code": "all", "detail": Note.naming("tcr")}],
    }
    return portfolio_kept(common, KNOWN, lines)


@pytest.mark.parametrize(
    ("language", "one", "name"), [("en", "One", "Rayong"), ("zh", "一", "罗勇")]
)
def test_every_row_has_its_warnings_in_the_language_of_the_reader(language, one, name):
    content = portfolio(("a", [0, 1]), ("b", []), ("c", [1]))
    told = orjson.loads(result_told("portfolio", content, language))
    first, second = {"code": "first", "detail": one}, {"code": "second", "detail": name}
    assert [row["warnings"] for row in told["items"]] == [[first, second], [], [second]]
    assert [row["id"] for row in told["items"]] == ["a", "b", "c"]
    assert all(row["best"] == BEST for row in told["items"])
    assert told["warnings"] == [{"code": "all", "detail": name}]
    assert told["names"]["alternatives"] == {"tcr": name}
    assert "known" not in told
    assert next(iter(told)) == "items"


@pytest.mark.parametrize("name", ['"warnings":[0]', '\\"warnings":[0]', 'x","warnings":[1]', "\n"])
def test_what_an_enterprise_is_called_is_not_taken_for_numbers(name):
    content = portfolio((name, [1]))
    (row,) = orjson.loads(result_told("portfolio", content, "en"))["items"]
    assert (row["id"], row["warnings"]) == (name, [{"code": "second", "detail": "Rayong"}])
    assert result_table("portfolio", content)["items"][0]["id"] == name


def test_no_rows_are_an_empty_list():
    assert orjson.loads(result_told("portfolio", portfolio(), "en"))["items"] == []
    assert result_table("portfolio", portfolio()) == {"items": []}


@pytest.mark.parametrize(("language", "name"), [("en", "Rayong"), ("zh", "罗勇")])
def test_of_several_answers_each_is_told_by_its_own_names(language, name):
    other = {"names": {"alternatives": {"tcr": Note.of({"en": "B", "zh": "乙"})}}}
    answers = [{"names": NAMES, "said": Note.naming("tcr")}, {**other, "said": Note.naming("tcr")}]
    content = b'{"items":[%b]}' % b",".join(map(encode, answers))
    told = orjson.loads(result_told("recommendations", content, language))["items"]
    assert [one["said"] for one in told] == [name, {"en": "B", "zh": "乙"}[language]]
