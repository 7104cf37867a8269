import hashlib

import pytest

from mcda.errors import InvalidTable, LimitExceeded
from mcda.parks.overlay.files import Files
from tests.refusals import rejects


def cells(files):
    return {name: list(sheet.rows) for name, sheet in files.sheets().items()}


def test_a_folder_of_csv_files(tmp_path):
    (tmp_path / "Claims.csv").write_text("id,quote\na,b\n", encoding="utf-8")
    (tmp_path / "_notes.csv").write_text("anything", encoding="utf-8")
    (tmp_path / "explained.csv").write_text("x", encoding="utf-8")
    (tmp_path / "offer.pdf").write_bytes(b"%PDF")
    found = Files.at(tmp_path)
    assert found.name == tmp_path.name
    assert cells(found) == {"claims": [["id", "quote"], ["a", "b"]]}


def test_a_workbook_and_a_single_csv_file(workbook, tmp_path):
    path = workbook(Sources=[["id"], [5]], lists=[["x"]], shipped_claims=[["y"]])
    assert cells(Files.at(path)) == {"sources": [["id"], [5.0]]}
    assert cells(Files.at(workbook(来源=[["标识"]], _x=[[1]]))) == {"sources": [["标识"]]}
    single = tmp_path / "claims.csv"
    single.write_text("id\n5\n", encoding="utf-8")
    assert cells(Files.at(single)) == {"claims": [["id"], ["5"]]}


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
            Files.at(path).sheets()
        assert caught.value.code == code
        assert path.name in caught.value.say()


def test_a_file_has_the_digest_of_its_content_and_a_folder_that_of_its_tables(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "claims.csv").write_bytes(b"id\na\n")
    assert Files.at(one / "claims.csv").digest == hashlib.sha256(b"id\na\n").hexdigest()
    (other / "notes.txt").write_text("x", encoding="utf-8")
    assert Files.at(one).digest == Files.at(other).digest != Files.at(one / "claims.csv").digest
    (other / "claims.csv").rename(other / "sources.csv")
    assert Files.at(one).digest != Files.at(other).digest


def test_a_file_longer_than_is_read(tmp_path, monkeypatch):
    (tmp_path / "claims.csv").write_bytes(b"id\n" * 10)
    monkeypatch.setattr("mcda.sheets.files.MOST_BYTES", 20)
    with pytest.raises(LimitExceeded):
        Files.at(tmp_path)


def test_a_sheet_stands_once_whatever_its_name(workbook):
    with rejects(InvalidTable, paths=[("ours.xlsx", "记载")]):
        Files.at(workbook(claims=[["id"]], 记载=[["id"]])).sheets()
