from api.reports.change import argument, bounds_table, change, fact, reasons, smallest, tightest
from tests.api.reports.conftest import seen, texts


def test_sentences_are_those_of_the_answer(study):
    found = study["sensitivity"]
    view = seen(study)
    assert smallest(view) == found["smallest_change"]["sentence"]
    assert argument(view) == found["explanation"]["sentences"][-1]
    assert [*reasons(view), argument(view)] == found["explanation"]["sentences"]


def test_the_two_weights_with_the_least_room(study):
    rows = tightest(seen(study))["rows"]
    room = {}
    for item in study["sensitivity"]["stability"]:
        ends = item["winner"]
        ways = [item["weight"] - ends["low"]] if ends["challenger_low"] else []
        ways += [ends["high"] - item["weight"]] if ends["challenger_high"] else []
        if ways:
            room[item["criterion"]] = min(ways)
    closest = sorted(room, key=lambda key: room[key])[:2]
    assert [row[0]["text"] for row in rows] == [seen(study).criterion(key) for key in closest]


def test_a_fact_counts_where_its_bounds_allow_it(whole):
    said = fact(seen(whole))
    facts = {item["sentence"]: item for item in whole["sensitivity"]["facts"]}
    ends = [facts[said][side] for side in ("below", "above")]
    assert any(end and end["within_bounds"] for end in ends)


def test_what_was_not_examined_is_said_so(plain, alone, nobody):
    assert "without a sensitivity analysis" in texts(change(seen(plain)))
    for answer in (alone, nobody):
        assert "nothing can change places" in texts(change(seen(answer)))
    assert (reasons(seen(plain)), argument(seen(plain)), fact(seen(plain))) == ([], None, None)
    assert smallest(seen(plain)).endswith("how firm it is was not examined.")


def test_a_weight_of_one_has_no_bounds(study):
    item = {"criterion": "land_price", "weight": 1.0, "winner": None}
    row = bounds_table(seen(study), [item], "caption")["rows"][0]
    assert [cell["text"] for cell in row] == ["Land price", "100.0%", "–", "–", "–"]
