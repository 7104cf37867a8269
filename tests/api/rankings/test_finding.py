"""Findings name what they are about."""

from itertools import permutations
from typing import Any

import pytest

from api.http.localisation import localise
from api.rankings.finding import each, finding, grouped
from mcda.errors import Note
from mcda.texts import LANGUAGES, catalogue, text

CODES = ("sensitivity_trivial", "unknown_cell", "not_listed", "evidence_stale", "tied")
FACT = ("a", "roads")
MANY = {f"{code}_many" for code in catalogue()} & catalogue().keys()


def test_a_park_is_an_alternative():
    fields = {"alternative": "a", "criterion": "roads", "low": 0.0, "high": 9.0, "value": 4.5}
    told = finding(Note("unknown_cell", (), fields))
    assert (told["code"], told["alternative"], told["criterion"]) == ("unknown_cell", "a", "roads")
    assert told["detail"] == Note("unknown_cell", (), fields)
    park = finding(Note("unknown_cell", (), {"park": "tcr", "alternative": "a"}))
    assert park["alternative"] == "tcr"


def test_only_names_are_named():
    assert set(finding(Note("sensitivity_trivial"))) == {"code", "severity", "detail"}
    many = Note("alternatives_level", (), {"alternative": ["a", "b"], "criterion": None})
    assert set(finding(many)) == {"code", "severity", "detail"}


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        *(("beyond_scale", "caution"), ("controversy", "caution"), ("unknown_cell", "caution")),
        *(("sensitivity_trivial", "note"), ("of_another_package", "note")),
    ],
)
def test_how_grave_it_is_stands_by_its_code(code, severity):
    assert finding(Note(code))["severity"] == severity


def test_the_gravest_stand_first_and_each_kind_in_its_order():
    notes = [Note(code, (), {"criterion": str(i)}) for i, code in enumerate(CODES)]
    found = grouped(notes)
    assert [item["code"] for item in found] == [*CODES[1::2], *CODES[::2]]
    assert [item["cells"][0]["criterion"] for item in found] == ["1", "3", "0", "2", "4"]
    assert [item["detail"] for item in found] == [*notes[1::2], *notes[::2]]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_can_change_who_is_first_decides(order):
    about = [("a", "roads"), ("a", "price"), ("b", "roads")]
    codes = ["unknown_cell", "unknown_cell", "not_listed"]
    notes = [Note(codes[i], (), {"park": about[i][0], "criterion": about[i][1]}) for i in order]
    decides, caution = grouped(notes, {("b", "roads"), ("c", "price")})
    (cell,) = decides["cells"]
    assert (decides["severity"], cell["alternative"]) == ("decides", "b")
    assert (caution["severity"], caution["count"]) == ("caution", 2)
    assert {cell["alternative"] for cell in caution["cells"]} == {"a"}
    assert [c["criterion"] for c in caution["cells"]] == [about[i][1] for i in order if i != 2]


def test_findings_of_a_kind_that_decide_stand_apart_from_those_that_do_not():
    notes = [Note("unknown_cell", (), {"park": park, "criterion": "roads"}) for park in "abc"]
    found = grouped(notes, {FACT})
    assert [(item["severity"], item["count"]) for item in found] == [("decides", 1), ("caution", 2)]


def test_a_finding_that_names_no_fact_decides_nothing():
    found = grouped([Note("unknown_cell", (), {"park": "a"}), Note("controversy")], {FACT})
    assert [item["severity"] for item in found] == ["caution", "caution"]


def test_a_cell_named_by_its_place_can_decide():
    (found,) = grouped([Note("beyond_scale", ("evidence", "a", "roads"))], {FACT})
    (cell,) = found["cells"]
    assert (cell["alternative"], cell["criterion"], found["severity"]) == (*FACT, "decides")


def test_one_finding_has_its_own_sentence():
    note = Note("tied", (), {"alternative": "a"})
    (found,) = grouped([note])
    assert (found["count"], found["detail"]) == (1, note)
    (cell,) = found["cells"]
    assert without_name(cell) == {"alternative": "a", "detail": note}
    assert cell["name"].say(names={"a": "Alpha"}) == "Alpha"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "2 values are known only within bounds; the analysis spreads each over them."),
        ("zh", "有 2 个数值只知道上下限，分析时在其范围内取值。"),
    ],
)
def test_several_of_a_kind_have_one_sentence(language, sentence):
    (found,) = localise(grouped([uncertain("a"), uncertain("b")]), language)
    assert (found["count"], found["detail"]) == (2, sentence)
    assert [cell["alternative"] for cell in found["cells"]] == ["a", "b"]
    assert len({cell["detail"] for cell in found["cells"]}) == 2


@pytest.mark.parametrize(("language", "counted"), [("en", "(3 times)"), ("zh", "（共 3 处）")])
def test_a_kind_without_a_sentence_for_many_tells_its_title_and_the_first(language, counted):
    code = "criterion_cannot_separate"
    assert f"{code}_many" not in catalogue()
    notes = [Note(code, (), {"criterion": name}) for name in ("price", "roads", "service")]
    (found,) = localise(grouped(notes), language)
    assert found["detail"].startswith(text(code, "title", language))
    assert counted in found["detail"]
    assert found["detail"].endswith(found["cells"][0]["detail"])


@pytest.mark.parametrize(("language", "counted"), [("en", "2 of a kind"), ("zh", "同类共 2 处")])
def test_a_kind_without_a_title_tells_the_first(foreign_code, language, counted):
    (found,) = localise(grouped([Note(foreign_code)] * 2), language)
    assert counted in found["detail"]
    assert found["detail"].endswith(found["cells"][0]["detail"])


@pytest.mark.parametrize("code", sorted(MANY))
def test_a_sentence_for_many_needs_their_number_alone(code):
    for language in LANGUAGES:
        assert "7" in Note(code, (), {"count": 7}).say(language)


def without_name(found: Any) -> Any:
    return {key: value for key, value in found.items() if key != "name"}


def test_groups_are_taken_apart_again():
    notes = [uncertain("a"), Note("tied"), uncertain("b"), Note("not_listed", (), {"park": "c"})]
    found = each(grouped(notes))
    by_kind = [notes[0], notes[2], notes[1], notes[3]]
    assert [without_name(one) for one in found] == [finding(note) for note in by_kind]
    assert [one["name"].say() for one in found if "name" in one] == ["a", "b", "c"]


def test_a_kind_whose_own_sentences_were_left_out_stays_one_finding():
    one, many, unnamed = grouped([Note("tied"), *map(uncertain, "ab")], {("a", "roads")})
    short = [{**item, "cells": []} for item in (one, many, unnamed)]
    assert [item["detail"] for item in each(short)] == [item["detail"] for item in short]
    (found,) = each([{**one, "cells": [{"alternative": "a", "criterion": "roads"}]}])
    assert (found["alternative"], found["detail"]) == ("a", one["detail"])


def uncertain(park: str) -> Note:
    """Return that a value of a park is uncertain."""
    bounds = {"low": 1.0, "high": 9.0, "value": 5.0}
    return Note("uncertain_cell", (), {"alternative": park, "criterion": "roads", **bounds})
