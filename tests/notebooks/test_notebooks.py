"""The notebooks of the documentation: what is stored in them is what they print.

``PARKWISE_UPDATE_NOTEBOOKS=1 .venv/bin/pytest -n 0 -m long tests/notebooks`` stores it anew.
"""

import os
import re
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
BOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
UPDATE = os.environ.get("PARKWISE_UPDATE_NOTEBOOKS") == "1"
MOST_BYTES = 250_000
MACHINE = re.compile(r"/(home|root|tmp|usr|work)/|[A-Z]:\\|site-packages|\.venv", re.IGNORECASE)
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def shown(output: Any) -> Any:
    """Return what a reader sees of an output: texts, and of a picture its words."""
    if output.output_type == "stream":
        return output.name, output.text
    data = output.data
    if "image/svg+xml" in data:
        words = re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", data["image/svg+xml"])
        return "picture", [unescape(word) for word in words]
    return "table" if "text/html" in data else "text", data.get("text/html", data["text/plain"])


def tidied(book: Any) -> Any:
    """Return a notebook without what differs from run to run and is of no use to a reader."""
    for cell in book.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            output.metadata = {}
            if "image/svg+xml" in output.get("data", {}):
                output.data = {"image/svg+xml": output.data["image/svg+xml"]}
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return book


def executed(path: Path) -> Any:
    book = read(path)
    NotebookClient(book, timeout=600, kernel_name="python3", record_timing=False).execute()
    return tidied(book)


def test_there_are_three() -> None:
    assert [path.stem for path in BOOKS] == [
        "choose-a-park",
        "compare-profiles",
        "your-own-problem",
    ]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_cell_was_run_in_order_and_tells_of_no_machine(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES
    code = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert len(outputs) > len(code) / 2
    for output in outputs:
        assert output.output_type in ("stream", "execute_result", "display_data")
        assert output.get("name") != "stderr"  # warnings
        told = str(shown(output))
        assert not MACHINE.search(told)
        assert not ADDRESS.search(told)
    assert any("image/svg+xml" in output.get("data", {}) for output in outputs)


@pytest.mark.long
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_what_is_stored_is_what_it_prints(path: Path) -> None:
    found = executed(path)
    if UPDATE:
        nbformat.write(found, path)
    for cell, again in zip(read(path).cells, found.cells, strict=True):
        before, after = ([*map(shown, one.get("outputs", ()))] for one in (cell, again))
        assert before == after, f"{cell.source}\nStore it anew, see the head of this file."
