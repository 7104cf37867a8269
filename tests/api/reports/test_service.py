import io
import zipfile

import pytest

from api.reports.service import made
from api.settings import Settings
from tests.api.reports.conftest import HEAD

STARTS = {"pdf": b"%PDF", "html": b"<!doctype html>", "xlsx": b"PK"}


@pytest.mark.parametrize("form", STARTS)
def test_every_format(plain, form):
    content = made(plain, HEAD, form, "en", Settings())
    assert content.startswith(STARTS[form])


def test_bytes_as_they_are_stored(study):
    import orjson

    content = made(orjson.dumps(study), HEAD, "xlsx", "zh", Settings())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert "摘要" in packed.read("xl/workbook.xml").decode()
