import pytest
import typer

from api.cli.errors import reporting_faults
from mcda.errors import Fault, InvalidTable
from mcda.sheets.columns import RowPlace


def test_each_fault_has_its_file_and_remedy(capsys):
    place = RowPlace("ours.xlsx", "claims", 12, {"low": 4})
    faults = [
        place.fault("cell_number", "low", "[red]2 h[/red]"),
        Fault("file_not_found", (), {"file": "x"}),
    ]
    with pytest.raises(typer.Exit) as left, reporting_faults("en"):
        raise InvalidTable(faults)
    assert left.value.exit_code == 2
    first, second, count = capsys.readouterr().err.splitlines()
    assert first.startswith("ours.xlsx: claims!E12 (low): “[red]2 h[/red]”")
    assert "Write the number alone" in first
    assert second.startswith("There is no file")
    assert count == "Faults: 2"


def test_without_faults_nothing_is_said(capsys):
    with reporting_faults("zh"):
        pass
    assert capsys.readouterr().err == ""
