"""Reports as a browser downloads them, opened and read back."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.browser.walk import to_result

pytestmark = pytest.mark.long
NAMES = {"en-GB": "Hofusan", "zh-CN": "华富山"}


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_every_report_is_downloaded_and_read(address, opened, locale):
    page = opened(locale=locale, accept_downloads=True)
    page.set_default_timeout(60_000)
    place = to_result(page, address)
    winner, found = NAMES[locale], {}
    for at in (place, f"{place}/annex"):
        page.goto(at)
        for link in page.locator("#reports a[download], #record a[download]").all():
            with page.expect_download() as downloading:
                link.click()
            name = downloading.value.suggested_filename.partition(".")[2]
            found[name] = Path(downloading.value.path()).read_bytes()
    assert set(found) == {"pdf", "annex.pdf", "xlsx", "html", "json"}
    sha = json.loads(found["json"])["record"]["input_sha256"]
    memo, annex = (
        [one.extract_text() for one in PdfReader(io.BytesIO(found[name])).pages]
        for name in ("pdf", "annex.pdf")
    )
    assert len(memo) == 2
    assert winner in memo[0]
    assert any(sha[:12] in text for text in annex)
    book = CalamineWorkbook.from_filelike(io.BytesIO(found["xlsx"]))
    cells = [cell for name in book.sheet_names for row in _rows(book, name) for cell in row]
    assert any(winner in str(cell) for cell in cells)
    assert sha in cells
    text = found["html"].decode()
    assert winner in text
    assert "<svg" in text
    assert "<script" not in text


def _rows(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    return book.get_sheet_by_name(name).to_python()
