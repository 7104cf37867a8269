import hashlib

import pytest

from mcda.errors import Fault, InvalidTable
from mcda.parks.overlay import Files, Overlay, PrivateData, format_workbook, merge, write_folder


def test_the_rows_come_back_as_they_were(overlay):
    for given in (overlay, Overlay()):
        assert PrivateData.of(given, "digest").overlay() == given


def test_they_lie_over_the_catalogue_as_the_files_do(overlay, catalogue):
    handed_on = PrivateData.of(overlay, "digest").overlay()
    assert merge(catalogue, handed_on)[0] == merge(catalogue, overlay)[0]


def test_files_are_read_into_a_value(overlay, catalogue, tmp_path):
    path = tmp_path / "ours.xlsx"
    path.write_bytes(format_workbook(overlay, catalogue))
    found = PrivateData.read(path, catalogue)
    assert found.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    path.unlink()
    assert found.overlay() == overlay
    write_folder(overlay, tmp_path / "ours")
    folder = PrivateData.read(tmp_path / "ours", catalogue)
    assert folder.overlay() == overlay
    assert folder.digest == Files.at(tmp_path / "ours").digest != found.digest


def test_values_are_told_apart_by_their_digest(overlay):
    one, same = PrivateData.of(overlay, "a"), PrivateData.of(Overlay(), "a")
    assert one == same
    assert hash(one) == hash(same)
    assert one != PrivateData.of(overlay, "b")


def test_what_cannot_be_used_says_why_when_it_is_used():
    fault = Fault("overlay_no_sheet", ("ours",), {"file": "ours", "known": ("claims",)})
    found = PrivateData(digest="a", faults=(fault,))
    with pytest.raises(InvalidTable) as refused:
        found.overlay()
    assert refused.value.faults == (fault,)
