"""Simulated people, a sample of `tests.studies.interviews`."""

import pytest

from tests.studies.interviews import Row, rows, study


@pytest.mark.parametrize("row", [Row("fitting", 0.1), Row("other", 0.0)], ids=lambda row: row.name)
def test_a_few_people(row: Row) -> None:
    found = study(row, 6)
    assert found["settled_share"] > 0.3
    assert found["repeated"] == 0
    assert found["wrong_settled"] <= 0.2
    assert found["proved_right"] == 1 or row.slip


@pytest.mark.long
@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row.name)
def test_twenty_people_a_row(row: Row) -> None:
    found = study(row, 20)
    assert found["repeated"] == 0
    assert found["proved_right"] == 1 or row.slip
    if row.has_goal:  # the goals themselves are missed, see docs/studies.md: this guards the rest
        assert found["clear"] <= 12
        assert found["settled_share"] >= 0.2
        assert found["wrong_settled"] <= 0.3
