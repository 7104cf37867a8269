"""Section 1: `Accept-Language` decides what an answer speaks; English where nothing is said."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mcda.texts.figures import known_units, unit_names

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Four English words in a row are a sentence nobody translated; names of fields come alone.
ENGLISH = re.compile(r"\b[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{1,} [A-Za-z]{2,}\b")


def assert_chinese(text: str) -> None:
    assert CHINESE.search(text), text
    assert not ENGLISH.search(text), text


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("*", "en"),
        ("fr", "en"),
        ("en", "en"),
        ("en-GB", "en"),
        ("zh", "zh"),
        ("ZH", "zh"),
        ("zh-CN", "zh"),
        ("zh-Hant-TW", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.3,zh;q=0.7", "zh"),
        ("zh;q=0.3,en;q=0.7", "en"),
        ("zh;q=0", "en"),
        ("fr,zh;q=0.1", "zh"),
        ("fr;q=1, zh ; q=0.2 , en ; q=0.1", "zh"),
        ("zh;Q=0.2,en;q=0.5", "en"),
        ("zh;q=abc", "en"),
        ("zh;q=nan,en;q=0.1", "en"),
        ("zh;q=5,en;q=1", "zh"),
        (",,;;q=,", "en"),
    ],
)
def test_the_header_chooses(client, header, language):
    headers = {} if header is None else {"Accept-Language": header}
    answer = client.get("/nowhere", headers=headers)
    assert answer.headers["content-language"] == language
    assert bool(CHINESE.search(answer.json()["title"])) == (language == "zh")


def misfits(schema: dict[str, Any]) -> Iterator[str]:
    """Yield values of a query that do not fit a schema."""
    for one in schema.get("anyOf", [schema]):
        if one.get("type") in ("integer", "boolean"):
            yield from ("x", "", "1.5", "9" * 5000)
        if "maximum" in one:
            yield from (str(one["maximum"] + 1), str(one["minimum"] - 1))
        if "enum" in one:
            yield "x"
        if "maxLength" in one:
            yield "x" * (one["maxLength"] + 1)
        if "pattern" in one:
            yield "a\0b"


def test_what_does_not_fit_a_query_is_said_in_both_languages(client):
    """Never in the words of the framework, which are English alone."""
    seen: set[str] = set()
    for path, item in client.get("/openapi.json").json()["paths"].items():
        for method, operation in item.items():
            for said in operation.get("parameters", ()):
                asked = misfits(said["schema"]) if said["in"] == "query" else iter(())
                for value in asked:
                    address = re.sub(r"\{[^}]*\}", "1", path)
                    for language in ("en", "zh"):
                        answer = client.request(
                            method.upper(),
                            address,
                            params={said["name"]: value},
                            headers={"Accept-Language": language},
                        )
                        where = f"{method} {address} {said['name']}={value[:9]} {answer.text[:300]}"
                        assert answer.status_code == 422, where
                        (error,) = answer.json()["errors"]
                        assert error["in"] == "query", where
                        assert "should" not in error["detail"], where
                        if language == "zh":
                            assert_chinese(error["detail"])
                    seen.add(str(said["schema"].get("type", "either")))
    assert seen >= {"integer", "boolean", "string", "either"}


def refusals(make: Callable[..., Any]) -> Iterator[tuple[str, str, Any]]:
    yield "missing field", "/v1/rankings", {"problem": make()["problem"]}
    yield "unknown field", "/v1/rankings", make(extra=1)
    yield "wrong type", "/v1/rankings", make(unknowns=1)
    yield "no number", "/v1/rankings", make([["x", 3, 4], *make()["problem"]["performances"][1:]])
    yield "no choice", "/v1/rankings", make(unknowns="maybe")
    yield "no object", "/v1/rankings", []
    yield "no body", "/v1/rankings", b""
    yield "no json", "/v1/rankings", b"{"
    yield "kind unknown", "/v1/rankings", make(weights={"kind": "none"})
    yield "kind missing", "/v1/rankings", make(weights={})
    yield "list too short", "/v1/weights", {"weights": {"kind": "ranked", "order": []}}
    yield (
        "out of bounds",
        "/v1/weights",
        {"weights": {"kind": "ranked", "order": [["a"]], "scheme": "exponent", "exponent": 99}},
    )
    yield "duplicate", "/v1/rankings", make(weights={"kind": "ranked", "order": [["price"] * 2]})
    yield "no profile", "/v1/rankings", make(weights={"kind": "profile", "id": "nobody"})
    yield "weights", "/v1/rankings", make(weights={"kind": "direct", "values": {"price": -1}})
    yield "requirement", "/v1/rankings", make(requirements=[{"criterion": "x"}])
    yield "no enterprise", "/v1/recommendations", {}
    yield "no park", "/v1/recommendations", {"enterprise": {}, "parks": ["x"]}
    yield "no scenario", "/v1/recommendations", {"enterprise": {}, "scenario": "x"}
    yield "scenario", "/v1/recommendations", {"enterprise": {}, "scenario": {}}
    yield "sectors", "/v1/recommendations", {"enterprise": {"sectors": ["x"] * 51}}
    yield "intent", "/v1/recommendations", {"enterprise": {"intent": "x"}}
    yield "markets", "/v1/recommendations", {"enterprise": {"markets": {"US": 2}}}


@pytest.mark.parametrize("place", range(23))
def test_a_refusal_speaks_chinese_throughout(send, ranking, place):
    _, path, body = list(refusals(ranking))[place]
    english = send(path, body, status=422)
    chinese = send(path, body, status=422, language="zh")
    assert not CHINESE.search(english["title"])
    assert_chinese(chinese["title"])
    assert_chinese(chinese["detail"])
    for item in chinese["errors"]:
        assert_chinese(item["detail"])
    for name in ("type", "status", "code"):
        assert chinese[name] == english[name]
    places = [[(e["pointer"], e["code"]) for e in d["errors"]] for d in (english, chinese)]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/v1/parks/x", "/v1/countries/x", "/v1/profiles/x", "/problems/x"]
)
def test_404_speaks_chinese(client, path):
    answer = client.get(path, headers={"Accept-Language": "zh"})
    assert answer.status_code == 404
    assert_chinese(answer.json()["title"])
    assert_chinese(answer.json()["detail"])


def test_405_speaks_chinese(client):
    answer = client.get("/v1/rankings", headers={"Accept-Language": "zh"})
    assert answer.status_code == 405
    assert_chinese(answer.json()["detail"])


def test_an_explanation_speaks_chinese(client):
    answer = client.get("/problems/duplicate_id", headers={"Accept-Language": "zh"}).json()
    for part in ("title", "cause", "remedy"):
        assert_chinese(answer[part])


def test_every_sentence_of_a_ranking_speaks_chinese(rank, ranking):
    body = ranking(
        [[100, None, 4], [150, 6, 3], [{"low": 100, "high": 140}, 2, 5], [90, 1, 2]],
        requirements=[{"criterion": "roads", "at_least": 1.5}],
        sensitivity=True,
        detail="full",
    )
    answer = rank(body, language="zh")
    assert {w["code"] for w in answer["warnings"]} >= {"unknown_cell", "uncertain_cell"}
    for warning in answer["warnings"]:
        for told in (warning, *warning["cells"]):
            assert_chinese(told["detail"])
    (excluded,) = answer["excluded"]
    for reason in excluded["reasons"]:
        assert_chinese(reason["detail"])
    found = answer["sensitivity"]
    assert_chinese(found["smallest_change"]["sentence"])
    for case in found["reversal"]["cases"]:
        assert_chinese(case["change"])
    for note in found["methods"]["unavailable"].values():
        assert_chinese(note["detail"])


def test_language_changes_no_number(rank, ranking):
    english, chinese = (rank(ranking(sensitivity=True), language=name) for name in ("en", "zh"))
    assert_chinese(chinese["weights"]["source"].pop("sentence"))
    del english["weights"]["source"]["sentence"]
    names = [[row.pop("name") for row in answer["ranking"]] for answer in (english, chinese)]
    assert names[0] != names[1]
    for part in ("ranking", "answer_set", "weights", "method", "record"):
        assert english[part] == chinese[part]
    assert english["sensitivity"]["stability"] == chinese["sensitivity"]["stability"]
    drawn = [answer["sensitivity"]["acceptability"] for answer in (english, chinese)]
    assert_chinese(drawn[1]["drawn_from"].pop("sentence"))
    del drawn[0]["drawn_from"]["sentence"]
    assert drawn[0] == drawn[1]


def test_a_recommendation_speaks_chinese(send, recommendation):
    body = recommendation(sensitivity=True, detail="full")
    answer = send("/v1/recommendations", body, language="zh")
    for row in answer["evidence"].values():
        for cell in row.values():
            assert CHINESE.search(cell["rationale"]), cell["rationale"]
    for warning in answer["warnings"]:
        for told in (warning, *warning["cells"]):
            assert_chinese(told["detail"])
    assert CHINESE.search(answer["scenario"]["name"])
    assert CHINESE.search(answer["scenario"]["description"])
    english = send("/v1/recommendations", recommendation(sensitivity=True))
    for row in english["evidence"].values():
        for cell in row.values():
            assert not CHINESE.search(cell["rationale"]), cell["rationale"]


def chinese_texts(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield the sentences of an answer, not its codes and nobody's quotations."""
    if isinstance(found, dict):
        for key, item in found.items():
            if key not in {"claims", "record", "quote"}:
                yield from chinese_texts(item, (*path, key))
    elif isinstance(found, list):
        for place, item in enumerate(found):
            yield from chinese_texts(item, (*path, place))
    elif isinstance(found, str) and CHINESE.search(found):
        yield path, found


def units_in_english() -> re.Pattern[str]:
    units = {unit for unit in known_units() if unit_names(unit)["zh"] != unit}
    # A stray space keeps "of export value" found where only its sign was translated.
    words = {re.escape(unit.removeprefix("% ")) for unit in units}
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(sorted(words, key=len)[::-1])})(?![A-Za-z])")


@pytest.mark.parametrize("template", [{}, {"template": "location"}, {"template": "way-in"}])
def test_no_chinese_sentence_holds_an_english_unit_a_code_or_an_id(send, recommendation, template):
    body = recommendation(sensitivity=True, detail="full")
    body["enterprise"]["markets"] = {"US": 0.4, "CN": 0.2, "KH": 0.1, "host": 0.1}
    body = {key: item for key, item in body.items() if key != "parks" or not template} | template
    answer = send("/v1/recommendations", body, language="zh")
    texts = dict(chinese_texts(answer))
    assert any(path[:2] == ("sensitivity", "facts") for path in texts)
    english = units_in_english()
    assert english.search("高于 257.71 USD/m2")
    assert english.search("在 0 % of export value 到 7 connections 之间")
    ids = "|".join(item["alternative"] for item in answer["ranking"])
    raw = re.compile(rf"(?<![A-Za-z_-])(?:CN|KH|host country|{ids})(?![A-Za-z_-])")
    for path, text in texts.items():
        assert not english.search(text), (path, text)
        assert not raw.search(text), (path, text)


@pytest.mark.parametrize(("language", "names"), [("en", ["Cambodia"]), ("zh", ["柬埔寨"])])
def test_a_market_typical_rate_has_a_name(send, recommendation, language, names):
    body = recommendation(sensitivity=False)
    body["enterprise"]["markets"] = {"KH": 0.5}
    answer = send("/v1/recommendations", body, language=language)
    told = [w["detail"] for w in answer["warnings"] if w["code"] == "market_typical_rate"]
    assert told
    assert all(name in detail and "KH" not in detail for detail in told for name in names)


def test_a_unit_of_ones_own_stays(rank, ranking):
    body = ranking(sensitivity=True, detail="full")
    body["problem"]["criteria"][0]["unit"] = "wagons/hour"
    facts = rank(body, language="zh")["sensitivity"]["facts"]
    own = body["problem"]["criteria"][0]["id"]
    assert all("wagons/hour" in fact["sentence"] for fact in facts if fact["criterion"] == own)


def test_the_scenarios_of_a_country_speak_chinese(client):
    answer = client.get("/v1/countries/vietnam", headers={"Accept-Language": "zh"}).json()
    for scenario in answer["scenarios"]:
        assert_chinese(scenario["name"])
        assert_chinese(scenario["description"])
