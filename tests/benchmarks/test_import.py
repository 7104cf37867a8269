"""Time of importing 10 000 claims, from a workbook and from CSV: the command and its parts."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from mcda.parks import load_catalogue
from mcda.parks.overlay import (
    ClaimRow,
    Overlay,
    SourceRow,
    format_workbook,
    merge,
    read_overlay,
    write_folder,
)
from mcda.sheets.columns import RowPlace

ROWS = 10_000
LIMIT = 5.0  # seconds, as the project's owner asked
COMMAND = "from api.cli import main; main()"


def data() -> Overlay:
    place = RowPlace("made", "claims", 2, {})
    parks = tuple(load_catalogue().parks)
    source = SourceRow(place=place, id="survey", title="Survey of 2026", date="2026-03")
    claims = tuple(
        ClaimRow(
            place=place,
            id=f"survey.{i}",
            subject=parks[i % len(parks)],
            attribute=f"question_{i // len(parks)}",
            value=str(i % 7),
            low=float(i % 7),
            high=float(i % 7 + 1),
            unit="days",
            as_of="2026-03-12",
            kind="stated",
            source="survey",
            locator=f"p. {i}",
            quote="It takes about this many days, as the park's office told us.",
        )
        for i in range(ROWS)
    )
    return Overlay(sources=(source,), claims=claims)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_import(tmp_path: Path, form: str) -> None:
    overlay, shipped = data(), load_catalogue()
    path = tmp_path / f"own.{form}"
    if form == "xlsx":
        path.write_bytes(format_workbook(overlay, shipped))
    else:
        write_folder(overlay, path)
    start = time.perf_counter()
    found = read_overlay(path, shipped)
    read = time.perf_counter()
    merge(shipped, found)
    laid = time.perf_counter()
    arguments = ["catalogue", "import", str(path), "--into", str(tmp_path / "into")]
    subprocess.run([sys.executable, "-c", COMMAND, *arguments], check=True, capture_output=True)
    whole = time.perf_counter() - laid
    print(
        f"\n{ROWS} rows, {form}: read and check {read - start:.2f} s, lay over {laid - read:.2f} s,"
        f" the whole command {whole:.2f} s"
    )
    assert found == overlay
    assert whole < LIMIT
