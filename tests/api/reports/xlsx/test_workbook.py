from tests.api.reports.xlsx.conftest import opened

SHEETS = (
    *("Summary", "Inputs", "Weights", "Performances", "Contributions", "Ranking"),
    *("Stability", "Acceptability", "Evidence", "Sources", "Record"),
)


def test_all_sheets_in_both_languages(study):
    assert opened(study).names == list(SHEETS)
    chinese = opened(study, "zh").names
    assert chinese[0] == "摘要"
    assert len(chinese) == len(SHEETS)


def test_sheets_without_content_are_left_out(plain, tied, nobody):
    assert {"Stability", "Acceptability"}.isdisjoint(opened(plain).names)
    assert {"Evidence", "Sources"}.isdisjoint(opened(tied).names)
    assert "Contributions" not in opened(nobody).names
    assert "Performances" in opened(nobody).names


def test_charts_and_frozen_heads(study):
    book = opened(study)
    assert sum(name.startswith("xl/charts/chart") for name in book.parts.namelist()) == 2
    for name in SHEETS[1:]:
        assert 'state="frozen"' in book.xml(name)
        assert "<cols>" in book.xml(name)
