import io
import zipfile

import orjson
import pytest

from api.reports.service import make_report
from tests.api.document.answers import kept

STARTS = {"pdf": b"%PDF", "annex": b"%PDF", "html": b"<!doctype html>", "xlsx": b"PK", "json": b"{"}


@pytest.mark.parametrize("form", STARTS)
def test_every_format(plain, form):
    assert make_report(kept(plain), form, "en").startswith(STARTS[form])


def test_bytes_as_they_are_kept(study):
    with zipfile.ZipFile(io.BytesIO(make_report(kept(study), "xlsx", "zh"))) as packed:
        assert "排名" in packed.read("xl/workbook.xml").decode()


def test_as_data_cells_have_their_numbers(study):
    found = orjson.loads(make_report(kept(study), "json", "en"))
    (ranking,) = [part for part in found["sections"] if part["id"] == "ranking"]
    shown = [row[2]["value"] for row in ranking["blocks"][0]["rows"]]
    assert shown == [line["score"] for line in study["ranking"]]
