import io
import zipfile

import orjson
import pytest

from api.reports.service import made
from api.telling import kept
from tests.api.document.answers import HEAD

STARTS = {"pdf": b"%PDF", "html": b"<!doctype html>", "xlsx": b"PK", "json": b"{"}


@pytest.mark.parametrize("form", STARTS)
def test_every_format(plain, form):
    content = made(plain, HEAD, form, "en")
    assert content.startswith(STARTS[form])


def test_bytes_as_they_are_kept(study):
    content = made(kept(study), HEAD, "xlsx", "zh")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert "决策备忘录" in packed.read("xl/workbook.xml").decode()


def test_as_data_cells_have_their_numbers(study):
    found = orjson.loads(made(study, HEAD, "json", "en"))
    (ranking,) = [part for part in found["annex"] if part["id"] == "full_ranking"]
    shown = [row[2]["value"] for row in ranking["blocks"][0]["rows"]]
    assert shown == [line["score"] for line in study["ranking"]]
