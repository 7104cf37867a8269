import pytest

from api.reports.ranked import gaps_table, ranking_table, score
from tests.api.reports.conftest import seen


def test_all_columns(study):
    found = ranking_table(seen(study), study["ranking"])
    assert found["head"] == ["Rank", "Park", "Score", "Ranks, half of draws", "First in"]
    first = study["ranking"][0]
    assert [cell["text"] for cell in found["rows"][0]][:3] == [
        "1",
        "Thai-Chinese Rayong Industrial Zone",
        f"{first['score']:.3f}",
    ]


def test_the_whole_table_has_ranks_of_ninety_per_cent_and_the_proved_ones(study):
    found = ranking_table(seen(study), study["ranking"], whole=True)
    assert found["head"][3:6] == ["Ranks, half of draws", "90 % of draws", "Proved possible"]
    key = study["ranking"][1]["alternative"]
    proved = {p["alternative"]: p for p in study["sensitivity"]["possible_ranks"]}[key]
    half, ninety = study["ranks"][key]["half"], study["ranks"][key]["ninety"]
    spans = (half, ninety, (proved["best"], proved["worst"]))
    told = ["–".join(map(str, dict.fromkeys(ends))) for ends in spans]
    assert [cell["text"] for cell in found["rows"][1]][3:6] == told
    assert proved["best"] <= ninety[0] <= half[0] <= half[1] <= ninety[1] <= proved["worst"]


def test_columns_that_were_not_examined_are_left_out(plain):
    assert ranking_table(seen(plain), plain["ranking"])["head"] == ["Rank", "Park", "Score"]


def test_gaps_as_shown_add_up_to_the_distance_as_shown(study, nobody):
    first, *others = study["ranking"]
    rows = gaps_table(seen(study))["rows"]
    assert len(rows) == len(others)
    for row, line in zip(rows, others, strict=True):
        *parts, total = [float(cell["text"].replace("−", "-")) for cell in row[1:]]
        assert sum(parts) == pytest.approx(total, abs=1e-9)
        assert total == pytest.approx(first["score"] - line["score"], abs=6e-4)
    assert gaps_table(seen(nobody)) is None


def test_scores_of_any_size(study):
    view = seen(study)
    assert score(view, 0.12345) == "0.123"
    for line in view.answer["ranking"]:
        assert 0.01 < line["score"] < 10_000
    small = seen({**study, "ranking": [{**study["ranking"][0], "score": 0.00012345}]})
    assert score(small, 0.00012345) == "0.0001235"
