import pytest

from mcda.pairwise.consistency import random_index

CASES = "ahp_reference_tables.json"


@pytest.mark.parametrize("table", ["saaty_2005", "saaty_1980", "donegan_dodd_1991"])
def test_case(case, table):
    for n, value in case.expected["tables"][table].items():
        assert random_index(int(n), table) == pytest.approx(value, abs=case.tolerance(table)), n


@pytest.mark.parametrize("n", range(3, 20))
def test_alonso_and_lamata_is_the_line_that_the_case_names(case, n):
    assert "(lambda-n)/(2.7699n-4.3513-n)" in case.document["notes"]
    line = (2.7699 * n - 4.3513 - n) / (n - 1)
    assert random_index(n, "alonso_lamata_2006") == pytest.approx(line, abs=1e-12)
