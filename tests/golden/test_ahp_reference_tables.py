import pytest

from mcda.pairwise.consistency import LINE, index_in_force, random_index

CASES = "ahp_reference_tables.json"
NAMES = {"alonso_lamata_2006_table": "alonso_lamata_2006"}


def test_every_cell_of_every_table(case):
    for title, cells in case.expected["tables"].items():
        table = NAMES.get(title, title)
        for n, value in cells.items():
            found = random_index(int(n), table)
            assert found == pytest.approx(value, abs=case.tolerance(title)), (table, n)
            assert index_in_force((int(n),), table) == table


@pytest.mark.parametrize("n", range(3, 40))
def test_the_line_is_the_one_that_the_case_names(case, n):
    assert "(lambda-n)/(2.7699n-4.3513-n)" in case.document["notes"]
    line = (2.7699 * n - 4.3513 - n) / (n - 1)
    assert random_index(n, LINE) == pytest.approx(line, abs=1e-12)
