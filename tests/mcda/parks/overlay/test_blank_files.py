import csv

from mcda.parks.overlay import Overlay, read_overlay, write_folder
from mcda.parks.overlay.blank_files import guide_rows, shipped_rows
from mcda.parks.overlay.columns import layouts


def test_a_folder_reads_back_as_it_was(overlay, catalogue, tmp_path):
    folder = tmp_path / "not" / "there"
    for written in (overlay, Overlay()):
        write_folder(written, folder, catalogue)
        assert read_overlay(folder, catalogue) == written
    assert not list(folder.glob("*.part"))


def test_what_a_price_buys_is_kept(leasing, catalogue, tmp_path):
    write_folder(leasing, tmp_path / "ours", catalogue)
    assert read_overlay(tmp_path / "ours", catalogue) == leasing


def test_no_cell_would_run_as_a_formula(overlay, tmp_path):
    write_folder(overlay, tmp_path)
    cells = [
        cell
        for path in tmp_path.glob("*.csv")
        for row in csv.reader(path.read_text("utf-8-sig").splitlines())
        for cell in row
    ]
    assert "'=Holley, offer" in cells
    assert "-3" in cells
    assert not [c for c in cells if c.startswith(("=", "+", "@"))]


def test_every_column_is_explained():
    told = {tuple(cell.split(" / ")[0] for cell in row[:2]) for row in guide_rows()[1:]}
    assert told >= {(s, name) for s, layout in layouts().items() for name in layout.names}


def test_what_is_shipped_has_the_same_columns(catalogue):
    sheets = shipped_rows(catalogue)
    assert [len(rows) - 1 for rows in sheets.values()] == [
        len(catalogue.sources), len(catalogue.claims), len(catalogue.ratings),
    ]  # fmt: skip
    for name, rows in sheets.items():
        assert tuple(rows[0]) == layouts()[name.removeprefix("shipped_")].names
        assert {len(row) for row in rows} == {len(rows[0])}
