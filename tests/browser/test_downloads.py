"""Reports as a browser downloads them, opened and read back."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.browser.walk import to_result

pytestmark = pytest.mark.service
NAMES = {
    "en-GB": "Batang (KEK Industropolis Batang, Grand Batang City)",
    "zh-CN": "巴塘经济特区（Industropolis Batang）",
}


@pytest.mark.parametrize("locale", ["en-GB", pytest.param("zh-CN", marks=pytest.mark.long)])
def test_every_report_is_downloaded_and_read(
    address: str, opened: Callable[..., Any], locale: str
) -> None:
    page = opened(locale=locale, accept_downloads=True)
    page.set_default_timeout(60_000)
    to_result(page, address)
    winner, told = NAMES[locale], page.locator("#part-record td").all_text_contents()
    [sha] = filter(re.compile("[0-9a-f]{64}").fullmatch, told)
    found = {}
    for link in page.locator("a[download]").all():
        with page.expect_download() as downloading:
            link.click()
        path = Path(downloading.value.path())
        found[downloading.value.suggested_filename.rpartition(".")[2]] = path.read_bytes()
    assert set(found) == {"pdf", "xlsx", "html", "json"}
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(found["pdf"])).pages]
    assert winner in pages[0]
    assert any(sha[:12] in text for text in pages)
    book = CalamineWorkbook.from_filelike(io.BytesIO(found["xlsx"]))
    cells = [cell for name in book.sheet_names for row in _rows(book, name) for cell in row]
    assert winner in cells
    assert sha in cells
    text = found["html"].decode()
    assert winner in text
    assert "<svg" in text
    assert "<script" not in text
    assert json.loads(found["json"])["record"]["input_sha256"] == sha


def _rows(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    return book.get_sheet_by_name(name).to_python()
