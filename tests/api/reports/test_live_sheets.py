"""The workbook ranks as the engine does, also after its yellow cells were changed."""

import shutil

import pytest

from tests.api.document.answers import HOSTILE, SEVEN, STUDY, name
from tests.api.reports.workbooks import by_libreoffice, computed, opened

RANKED = "Alternative"
SEVEN_OF_FOUR = {"parks": STUDY, "criteria": SEVEN}
BESIDE = {"beside": True, "gaps": True}


def lines(book, language="en"):
    """Return what the first sheet ranks: name, rank, score, gap, score and rank by TOPSIS."""
    head, sheet = ("Alternative", "Ranking") if language == "en" else ("方案", "排名")
    _, rows = book.below(sheet, head)
    return [row for row in rows if row[1] != ""]


def yellow(book, answer):
    """Return the addresses of points by criterion, of values by alternative and criterion."""
    first, _ = book.below("Ranking", "Criterion")
    points = {
        key: ("Ranking", f"B{first + n}") for n, key in enumerate(answer["weights"]["values"])
    }
    if "Values" not in book.names:
        return points, {}
    first, _ = book.below("Values", "counts from worst to best")
    values = {
        (line["alternative"], key): ("Values", f"{chr(ord('D') + j)}{first + n}")
        for n, line in enumerate(answer["ranking"])
        for j, key in enumerate(answer["weights"]["values"])
    }
    return points, values


def shows(book, answer):
    """Check that the first sheet ranks as an answer does."""
    found = lines(book)
    by_name = {row[0]: row for row in found}
    beside = {line["alternative"]: line for line in answer["beside"]["ranking"]}
    scores = {line["alternative"]: line["score"] for line in answer["ranking"]}
    top = max(scores.values())
    assert {row[0] for row in found} == {name(answer, key) for key in scores}
    for line in answer["ranking"]:
        key = line["alternative"]
        row = by_name[name(answer, key)]
        assert row[1] == line["rank"]
        assert row[2] == pytest.approx(100 * line["score"], abs=1e-9)
        assert row[3] == pytest.approx(100 * (top - line["score"]), abs=1e-9)
        assert row[4] == pytest.approx(100 * beside[key]["score"], abs=1e-9)
        assert row[5] == beside[key]["rank"]
        assert row[-7:] == pytest.approx(
            [100 * part for part in answer["gaps"].get(key, {}).values()] or [0.0] * 7, abs=1e-9
        )
    assert [row[1] for row in found] == sorted(row[1] for row in found)
    first = found[0]
    assert f"{first[0]}, {round(first[2], 1):g} points" in book.rows("Ranking")[3][0]


@pytest.fixture(scope="module")
def study_again(ask):
    """The four parks with other weights and three other figures, as the engine ranks them."""
    weights = {
        "land_price": 4.0, "infrastructure": 1.0, "one_stop_services": 0.0, "investor_type": 0.5,
        "hometown_ties": 0.25, "trade_cost_exposure": 3.0, "government_support": 1.25,
    }  # fmt: skip
    figures = {("kitic", "land_price"): 52.5, ("vcep", "infrastructure"): 7.0}
    figures["tcr", "trade_cost_exposure"] = 2.0  # past the end of no scale, on a straight one
    overrides = [
        {"alternative": park, "criterion": criterion, "value": value, "source": "a test"}
        for (park, criterion), value in figures.items()
    ]
    stated = {"kind": "direct", "values": weights}
    answer = ask(**SEVEN_OF_FOUR, weights=stated, overrides=overrides, sensitivity=BESIDE)
    return weights, figures, answer


def test_untouched_it_shows_the_answer(study):
    book = opened(study)
    shows(book, study)
    shows(computed(book, {}), study)
    values = study["weights"]["values"]
    _, rows = book.below("Ranking", "Criterion")
    assert [row[2] for row in rows[: len(values)]] == pytest.approx([*values.values()])


def changes(book, answer, weights, figures):
    points, values = yellow(book, answer)
    return {
        **{points[key]: value for key, value in weights.items()},
        **{values[place]: value for place, value in figures.items()},
    }


def test_changed_weights_and_values_rank_as_the_engine_does(study, study_again):
    weights, figures, answer = study_again
    book = opened(study)
    shows(computed(book, changes(book, study, weights, figures)), answer)
    before = [line["alternative"] for line in study["ranking"]]
    assert before != [line["alternative"] for line in answer["ranking"]]


@pytest.mark.long
@pytest.mark.may_skip
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_ranks_as_the_engine_does(study, study_again):
    weights, figures, answer = study_again
    book = opened(study)
    shows(by_libreoffice(book, {}), study)
    shows(by_libreoffice(book, changes(book, study, weights, figures)), answer)


@pytest.mark.long
def test_one_weight_alone(study, ask):
    stated = {"kind": "direct", "values": {**study["weights"]["values"], "hometown_ties": 0.0}}
    book = opened(study)
    points, _ = yellow(book, study)
    found = computed(book, {points["hometown_ties"]: 0.0})
    shows(found, ask(**SEVEN_OF_FOUR, weights=stated, sensitivity=BESIDE))


@pytest.mark.long
@pytest.mark.parametrize(
    "prices", [(20.0, 35.0, 47.0, 66.00474051890447), (150.0, 189.0, 190.0, 195.0)]
)
def test_beyond_the_ends_and_between_the_points(study, ask, prices):
    book = opened(study)
    _, values = yellow(book, study)
    own = [
        {"alternative": park, "criterion": "land_price", "value": value, "source": "t"}
        for park, value in zip(STUDY, prices, strict=True)
    ]
    changed = {values[item["alternative"], "land_price"]: item["value"] for item in own}
    shows(computed(book, changed), ask(**SEVEN_OF_FOUR, overrides=own, sensitivity=BESIDE))


@pytest.mark.long
def test_what_is_not_on_record_can_be_filled_in(ask):
    answer = ask(parks=["pengsheng", "tcr", "hawassa"], criteria=SEVEN, sensitivity=BESIDE)
    book = opened(answer)
    _, values = yellow(book, answer)
    _, rows = book.below("Values", "counts from worst to best")
    assert {row[0]: row[3] for row in rows}[name(answer, "pengsheng")] == "not on record"
    shows(computed(book, {}), answer)
    own = {"alternative": "pengsheng", "criterion": "land_price", "value": 40.0, "source": "t"}
    expected = ask(
        parks=["pengsheng", "tcr", "hawassa"], criteria=SEVEN, overrides=[own], sensitivity=BESIDE
    )
    shows(computed(book, {values["pengsheng", "land_price"]: 40.0}), expected)


@pytest.mark.long
def test_what_the_engine_sets_apart_is_not_ranked(ask):
    value, demands = 120.0, [{"criterion": "land_price", "at_most": 110.0}]
    three = {"parks": ["tcr", "ssez", "hofusan"], "criteria": SEVEN, "sensitivity": BESIDE}
    answer = ask(**three, requirements=demands)
    own = {"alternative": "hofusan", "criterion": "land_price", "value": value, "source": "t"}
    expected = ask(**three, requirements=demands, overrides=[own])
    assert [out["alternative"] for out in expected["excluded"]] == ["hofusan"]
    book = opened(answer)
    _, values = yellow(book, answer)
    rows = lines(computed(book, {values["hofusan", "land_price"]: value}))
    assert rows[-1][:2] == [name(answer, "hofusan"), "–"]
    ranked = [[name(answer, line["alternative"]), line["rank"]] for line in expected["ranking"]]
    assert [row[:2] for row in rows[:-1]] == ranked


def test_topsis_may_come_first(ask):
    method = {"name": "topsis"}
    answer = ask(**SEVEN_OF_FOUR, method=method, sensitivity=BESIDE)
    weights = dict.fromkeys(answer["weights"]["values"], 1.0)
    stated = {"kind": "direct", "values": weights}
    expected = ask(**SEVEN_OF_FOUR, method=method, weights=stated, sensitivity=BESIDE)
    book = opened(answer)
    points, _ = yellow(book, answer)
    found = computed(book, {points[key]: 1.0 for key in weights})
    for sheet, told in ((book, answer), (found, expected)):
        rows = {row[0]: row for row in lines(sheet)}
        beside = {line["alternative"]: line for line in told["beside"]["ranking"]}
        for line in told["ranking"]:
            row, other = rows[name(told, line["alternative"])], beside[line["alternative"]]
            assert row[1] == line["rank"]
            assert row[2] == pytest.approx(100 * line["score"])
            assert row[4:6] == [pytest.approx(100 * other["score"]), other["rank"]]


@pytest.mark.long
def test_weights_of_a_problem_of_ones_own(ask):
    answer = ask(**SEVEN_OF_FOUR, method={"name": "weighted_sum"}, sensitivity=BESIDE)
    weights = {key: float(place) for place, key in enumerate(answer["weights"]["values"])}
    stated = {"kind": "direct", "values": weights}
    expected = ask(
        **SEVEN_OF_FOUR, method={"name": "weighted_sum"}, weights=stated, sensitivity=BESIDE
    )
    book = opened(answer)
    points, values = yellow(book, answer)
    assert values == {}
    rows = lines(computed(book, {points[key]: value for key, value in weights.items()}))
    for row, line in zip(rows, expected["ranking"], strict=True):
        assert row[:2] == [name(answer, line["alternative"]), line["rank"]]
        assert row[2] == pytest.approx(line["score"])


@pytest.mark.parametrize("method", ["weighted_product", "promethee2", "vikor"])
def test_scores_that_are_no_sum_stand_as_they_are(ask, method):
    answer = ask(**SEVEN_OF_FOUR, method={"name": method}, sensitivity=BESIDE)
    book = opened(answer)
    assert "Calculation" not in book.names
    assert book.formulas("Ranking") == []
    assert "FFFFF2B8" not in book.parts.read("xl/styles.xml").decode()
    assert "run it again" in str(book.rows("Ranking"))
    for row, line in zip(lines(book), answer["ranking"], strict=True):
        rank = f"{line['rank']} =" if line["tied_with"] else line["rank"]
        assert row[:2] == [name(answer, line["alternative"]), rank]
        assert row[2] == pytest.approx(line["score"])


def test_ties_are_named_and_names_stay_texts(tied):
    book = opened(tied)
    for sheet in (book, computed(book, {})):
        rows = lines(sheet)
        assert [row[1] for row in rows] == [1.0, 1.0, 3.0]
        assert rows[0][0] == HOSTILE
        assert sheet.rows("Ranking")[3][0].startswith(f"First now: {HOSTILE} and 1 more, level")
    assert not any("=#1" in formula for formula in book.formulas("Ranking"))


@pytest.mark.long
def test_the_chart_has_its_place_and_follows_the_cells(whole):
    book = opened(whole)
    chart = book.parts.read("xl/charts/chart1.xml").decode()
    first, _ = book.below("Ranking", RANKED)
    assert f"Ranking!$C${first}:$C${first + 9}" in chart
    drawing = book.parts.read("xl/drawings/drawing1.xml").decode()
    bottom = int(drawing.split("<xdr:to>")[1].split("<xdr:row>")[1].split("<")[0])
    assert bottom < first - 1


def test_nobody_is_left(nobody):
    assert opened(nobody).names[0] == "Ranking"
    assert "Values" not in opened(nobody).names
