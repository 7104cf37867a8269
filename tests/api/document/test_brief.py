"""What a reader takes from a result in one minute, against the answer it is made from."""

import re

import pytest

from api.document.brief.verdict import draws
from api.document.document import with_rival
from api.document.result import Result
from api.document.teller import tell
from api.http.localisation import names_in
from tests.api.document.answers import kept


@pytest.fixture
def answer(study):
    return study


def texts(part):
    """Yield every text of a part, at whatever depth."""
    if isinstance(part, dict):
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value)
    elif isinstance(part, str):
        yield part


def brief(answer, language="en"):
    return tell(kept(answer), language)["brief"]


def test_twenty_draws_are_the_shares_of_first_places(drawn):
    found = brief(drawn)
    assert sum(one["count"] for one in found["draws"]) == 20
    shares = {
        key: row[0] for key, row in drawn["sensitivity"]["acceptability"]["rank_shares"].items()
    }
    for one in found["draws"]:
        if one["id"]:
            assert abs(one["count"] - 20 * shares[one["id"]]) < 1
    assert str(found["draws"][0]["count"]) in found["certainty"]["said"]


def test_the_rivals_draws_are_those_of_the_verdicts_sentence(drawn):
    found = {one["role"]: one for one in brief(drawn)["draws"]}
    name, count = found["rival"]["name"], found["rival"]["count"]
    said = drawn["verdict"]["sentence"].say("en", names_in(drawn))
    assert re.search(rf"its main rival, {re.escape(name)}.*?, in about {count} of 20", said)


@pytest.mark.parametrize(
    ("shares", "counts"),
    [
        ((0.525, 0.475, 0.0), [10, 10, 0]),
        ((0.575, 0.425, 0.0), [12, 8, 0]),
        ((0.45, 0.275, 0.275), [9, 6, 5, 0]),
        ((0.36, 0.124, 0.07), [7, 2, 1, 10]),
    ],
)
def test_twenty_draws_are_never_more_or_fewer(drawn, shares, counts):
    ids = [line["alternative"] for line in drawn["ranking"]][:3]
    found = {"rank_shares": {key: [share] for key, share in zip(ids, shares, strict=True)}}
    verdict = {**drawn["verdict"], "main_rival": ids[1]}
    sensitivity = {**drawn["sensitivity"], "acceptability": found}
    changed = {**drawn, "verdict": verdict, "sensitivity": sensitivity}
    assert [one.count for one in draws(Result(changed))] == counts


def test_bars_and_words_of_certainty_agree(study, drawn):
    """A decision is told by its word and by what it may lose, and by no draws."""
    levels = {"leaning": 2, "open": 1, "answer": 1, "ask": 2}  # of four bars
    for answer, part in ((study, "decision"), (drawn, "verdict")):
        found = brief(answer)
        assert found["certainty"]["code"] == answer[part]["word"]
        assert found["certainty"]["level"] == levels[answer[part]["word"]]
        assert found["sentence"] == answer[part]["sentence"].say("en", names_in(answer))
    found, lost = brief(study), 100 * study["decision"]["loss"]["points"]
    assert found["draws"] == []
    assert f"average {lost:.1f} of" in found["certainty"]["said"]


def test_reasons_are_the_greatest_leads_over_the_field(answer):
    gaps, first = answer["gaps"], answer["ranking"][0]["alternative"]
    field = [park["alternative"] for park in answer["decision"]["parks"][1:]]
    lead = {name: sum(gaps[key][name] for key in field) / len(field) for name in gaps[field[0]]}
    best = sorted((name for name in lead if lead[name] > 0.005), key=lambda name: -lead[name])
    found = brief(answer)["reasons"]
    assert [reason["criterion"] for reason in found] == best[:3]
    for reason in found:
        grade = answer["evidence"][first][reason["criterion"]]["quality"]["grade"]
        assert reason["grade"]["dots"] == {"strong": 3, "fair": 2, "weak": 1}.get(grade, 0)


def test_every_duel_stands_on_one_axis(answer):
    found = brief(answer)["duels"]
    assert found["rivals"][0]["id"] == answer["verdict"]["main_rival"]
    for duel in found["rivals"]:
        for row in duel["rows"]:
            room = found["zero"] if row["points"] > 0 else 1 - found["zero"]
            assert row["share"] <= room + 1e-9


def test_a_duel_tells_what_speaks_for_the_first_most_and_what_against(answer):
    duels = brief(answer)["duels"]["rivals"]
    assert any("nobody knows" not in duel["said"] for duel in duels)
    for duel in duels:
        rows = duel["rows"]
        most = max(rows, key=lambda row: row["points"])
        least = min(rows, key=lambda row: row["points"])
        assert f"{sum(row['points'] for row in rows):.1f} points" in duel["said"]
        if "nobody knows" not in duel["said"]:
            assert f"{most['points']:.1f}" in duel["said"]
            assert (least["points"] < 0) == ("less by" in duel["said"])


@pytest.mark.parametrize("place", [2, -1])
def test_whoever_is_asked_about_comes_first_among_the_rivals(answer, place):
    key = answer["ranking"][place]["alternative"]
    found = tell(with_rival(kept(answer), key), "en")["brief"]
    assert found["duels"]["rivals"][0]["id"] == key
    assert found["evidence"]["rows"][1]["id"] == key
    assert tell(with_rival(kept(answer), "nowhere"), "en")["brief"] == brief(answer)


def test_other_methods_are_told_by_whom_they_put_first(answer):
    own, first = answer["method"]["name"], answer["ranking"][0]["alternative"]
    rankings = answer["sensitivity"]["methods"]["rankings"]
    told = {change["kind"]: change["said"] for change in brief(answer)["changes"]}
    others = {order[0] for name, order in rankings.items() if name != own} - {first}
    assert others, "some method puts another first"
    for key in others:
        assert answer["names"]["alternatives"][key].say("en").partition(" (")[0] in told["method"]
    assert "AHP" not in told["holds"]


def test_an_asked_fact_names_the_threshold_and_who_is_first_beyond(drawn):
    (asked, *_) = brief(drawn)["asks"]
    item = drawn["ask_next"][0]
    assert (asked["alternative"], asked["criterion"]) == (item["alternative"], item["criterion"])
    line = asked["line"]
    assert 0 < line["cut"] < 1
    assert line["known_low"] <= line["now"] <= line["known_high"]
    facts = {(one["alternative"], one["criterion"]): one for one in drawn["sensitivity"]["facts"]}
    fact = facts[item["alternative"], item["criterion"]]
    side = "below" if fact["below"] else "above"
    winner = drawn["names"]["alternatives"][fact[side]["winner"]].say("en")
    assert winner.partition(" (")[0] in line[side]


def test_offers_are_what_a_park_can_change(answer):
    found = brief(answer)
    for offer in found["offers"]:
        assert offer["id"] != answer["ranking"][0]["alternative"]
        assert not any(word in offer["said"] for word in ("Hometown", "Trade cost", "Investor"))
    assert found["offers"] or found["no_offer"]


def test_figures_are_those_that_are_counted(answer):
    """What a threshold is compared with stands beside it; no told condition is met already."""
    evidence, found = answer["evidence"], brief(answer)
    facts = answer["sensitivity"]["facts"]
    assert len(facts) > 10
    for fact in facts:
        cell = evidence[fact["alternative"]][fact["criterion"]]
        assert cell["counts_as"] == pytest.approx(fact["value"])
        assert fact["below"] is None or fact["below"]["value"] < cell["counts_as"]
        assert fact["above"] is None or fact["above"]["value"] > cell["counts_as"]
    column = {cell["criterion"]: k for k, cell in enumerate(found["evidence"]["rows"][0]["cells"])}
    told = {row["id"]: row["cells"][column["land_price"]] for row in found["evidence"]["rows"]}
    seen = 0
    for key, cell in told.items():
        given = evidence[key]["land_price"]
        if given["kind"] != "unknown":
            assert cell["value"].startswith(f"{given['counts_as']:.0f} USD/m")
            seen += given["counts_as"] != given["value"]
    assert seen


def test_a_figure_of_ones_own_is_no_strong_evidence(ask):
    """It has a mark of its own, and is counted apart."""
    parks = ["ljip", "vcep", "tcr", "kitic"]
    given = {"alternative": "tcr", "criterion": "land_price", "value": 90, "source": "telephone"}
    whole = ask(parks=parks, overrides=[given])
    found = brief(whole)["evidence"]
    own = [
        (park, criterion)
        for park, row in whole["evidence"].items()
        for criterion, cell in row.items()
        if cell["kind"] == "override"
    ]
    assert own
    marks = [
        cell["grade"]["own"] for row in found["rows"] for cell in row["cells"] if cell["grade"]
    ]
    assert any(marks)
    assert [mark["own"] for mark in found["legend"]] == [False] * 4 + [True]
    assert f"{len(own)} the firm's own" in found["said"]
    assert sum(
        map(int, re.findall(r"(\d+) (?:strong|fair|weak|the firm|not on)", found["said"]))
    ) == (sum(map(len, whole["evidence"].values())))


def test_money_is_said_in_yuan_in_chinese_alone(answer):
    english, chinese = brief(answer), brief(answer, "zh")
    assert "万元/亩" in str(chinese)
    assert "yuan" not in str(english["reasons"]) + str(english["asks"])
    remarks = re.findall(r"about ([\d,]+) yuan/mu", str(english["evidence"]))
    tens = re.findall(r"约(\d+)万元/亩", str(chinese["evidence"]))
    assert [int(one.replace(",", "")) for one in remarks] == [10_000 * int(one) for one in tens]
    assert tens


def test_no_text_shows_levels_scales_or_six_digits(answer):
    for language in ("en", "zh"):
        for said in texts(brief(answer, language)):
            assert "on a scale of 0 to 1" not in said
            assert "标度 0 至 1" not in said
            assert not re.search(r"\d\.\d{4,}", said), said


def test_a_problem_of_one_s_own_has_no_parks(ask):
    problem = {
        "criteria": [{"id": "p", "direction": "cost"}, {"id": "q", "direction": "benefit"}],
        "alternatives": [{"id": key} for key in "abc"],
        "performances": [[1.0, 9.0], [2.0, 6.0], [3.0, 1.0]],
    }
    found = brief(ask(problem=problem, weights={"kind": "direct", "values": {"p": 1, "q": 1}}))
    assert found["kicker"] == "Of 3 alternatives, first is"
    assert found["winners"] == ["a"]
    assert found["evidence"] is None
    assert (found["unscored"], found["offers"], found["no_offer"]) == ([], [], None)


def test_nobody_left_and_one_alone(nobody, alone):
    nobody, alone = brief(nobody), brief(alone)
    assert (nobody["winners"], nobody["certainty"], nobody["duels"]) == ([], None, None)
    assert alone["winners"] == ["Thai-Chinese Rayong Industrial Zone"]
    assert (alone["asks"], alone["changes"], alone["duels"]) == ([], [], None)
