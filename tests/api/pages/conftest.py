"""A browser without scripts: it keeps cookies, follows redirects, and sends forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest

from tests.api.assessments.desk import Desk, opened


@dataclass
class Reader:
    """Reads pages and sends their forms."""

    desk: Desk

    def get(self, path: str, status: int = 200, **options: Any) -> str:
        answer = self.desk.client.get(path, **options)
        assert answer.status_code == status, answer.text[:500]
        assert answer.headers["content-type"].startswith("text/html")
        return unescape(answer.text)

    def send(self, path: str, status: int = 200, **fields: Any) -> tuple[str, str]:
        """Send a form; return where that led and what is shown there."""
        answer = self.desk.client.post(path, data=fields)
        assert answer.status_code == status, answer.text[:500]
        return str(answer.url.path), unescape(answer.text)

    def begin(self) -> str:
        """Begin a self-assessment and return its path."""
        path, _ = self.send("/assess")
        return path.rpartition("/")[0]

    def content(self, path: str) -> dict[str, Any]:
        """Return what is saved."""
        number = re.sub("^/assess/", "", path)
        found: dict[str, Any] = self.desk.ask("GET", f"/v1/assessments/{number}", 200).json()
        return found["content"]


@pytest.fixture
def reader(sqlite_url: str) -> Iterator[Reader]:
    with opened(sqlite_url) as desk:
        yield Reader(desk)


def of_four_parks(reader: Reader) -> tuple[str, str]:
    """Rank four parks; return the path of the result, and its page."""
    path = reader.begin()
    home = {"province": "Zhejiang", "city": "Hangzhou"}
    reader.send(f"{path}/company", name="Parts", employees="under_300", **home)
    parks = ["ljip", "vcep", "tcr", "kitic"]
    made = {"sectors": ["auto_parts"], "market_US": "60", "market_EU": "20"}
    reader.send(f"{path}/business", parks=parks, **made)
    return reader.send(f"{path}/run")
