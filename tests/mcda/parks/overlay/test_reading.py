import pytest

from mcda.errors import InvalidTable
from mcda.parks.overlay.reading import read_tables


def test_a_folder_of_csv_files(tmp_path):
    (tmp_path / "Claims.csv").write_text("id,quote\na,b\n", encoding="utf-8")
    (tmp_path / "_notes.csv").write_text("anything", encoding="utf-8")
    (tmp_path / "explained.csv").write_text("x", encoding="utf-8")
    (tmp_path / "offer.pdf").write_bytes(b"%PDF")
    found = read_tables(tmp_path)
    assert found.file == tmp_path.name
    assert {name: grid.rows for name, grid in found.grids.items()} == {
        "claims": [["id", "quote"], ["a", "b"]]
    }


def test_a_workbook_and_a_single_csv_file(workbook, tmp_path):
    found = read_tables(workbook(sources=[["id"], [5]], lists=[["x"]], shipped_claims=[["y"]]))
    assert {name: grid.rows for name, grid in found.grids.items()} == {"sources": [["id"], [5.0]]}
    single = tmp_path / "claims.csv"
    single.write_text("id\n5\n", encoding="utf-8")
    assert read_tables(single).grids["claims"].rows == [["id"], ["5"]]


def test_what_is_no_private_data_is_refused(workbook, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    empty = tmp_path / "empty"
    empty.mkdir()
    other = tmp_path / "notes.txt"
    other.write_text("x", encoding="utf-8")
    for path, code in (
        (tmp_path / "ghost.xlsx", "file_not_found"),
        (broken, "sheet_unreadable"),
        (empty, "overlay_no_sheet"),
        (other, "file_format"),
        (workbook(claim=[["id"]]), "overlay_sheet_unknown"),
    ):
        with pytest.raises(InvalidTable) as caught:
            read_tables(path)
        assert caught.value.code == code
        assert path.name in caught.value.say()
