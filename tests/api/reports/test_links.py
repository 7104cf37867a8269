"""A claim whose address is no page of the web is a link nowhere, also one kept from before."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from api.access.caller import THIS_MACHINE
from api.app import create_app
from api.own import overlays
from api.rankings.requests import default_parts
from api.settings import Settings
from mcda.parks import load_catalogue
from mcda.parks.overlay import Overlay, StatementEntry, add_entry, format_workbook
from tests.clients import BROWSER, TestClient

GOOD = "https://example.org/offer"
BAD = [
    "javascript:alert(1)",
    pytest.param("file:///etc/passwd", marks=pytest.mark.long),
    pytest.param("data:text/html,<script>alert(1)</script>", marks=pytest.mark.long),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(address: str) -> bytes:
    """Return a workbook with a figure of one's own whose source has an address."""
    entry = StatementEntry(
        park="tcr",
        criterion="land_price",
        value="99",
        low="98",
        high="100",
        quote="99 dollars a square metre",
        who="Offer",
        as_of="2026-03-12",
        url=GOOD,
    )
    found = add_entry(Overlay(), entry, load_catalogue())
    changed = replace(
        found, sources=tuple(replace(source, url=address) for source in found.sources)
    )
    return format_workbook(changed, load_catalogue())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], dict[str, bytes]]]:
    """Give what makes everything that is shown of a source with an address."""
    path = tmp_path_factory.mktemp("links") / "links.db"
    app = create_app(Settings(database=f"sqlite:///{path}", job_runners=0))
    with TestClient(app) as client:

        def make(address: str) -> dict[str, bytes]:
            content = workbook(address)
            app.state.database.write(lambda session: overlays.put(session, THIS_MACHINE, content))
            app.state.owned.forget(THIS_MACHINE.organisation)
            body: dict[str, Any] = {
                "name": "links",
                "enterprise": {"home": {"province": "Zhejiang"}, "markets": {"US": 0.6}},
                "parks": ["tcr", "ljip"],
                "sensitivity": {**default_parts(), "acceptability": {"samples": 500}},
            }
            saved = client.post("/v1/assessments", json=body)
            assert saved.status_code == 201, saved.text
            place = saved.headers["location"]
            number = client.post(f"{place}/run").json()["number"]
            page = place.replace("/v1/assessments", "/assess")
            paths = {
                **{f: f"{place}/results/{number}/report.{f}" for f in ("html", "xlsx")},
                "pdf": f"{place}/results/{number}/annex.pdf",
                "evidence": f"{page}/results/{number}/evidence/tcr",
                "result": f"{page}/results/{number}",
                "park": "/parks/tcr",
                "parks": "/parks",
                "private workbook": "/v1/overlay/workbook",
            }
            found = {name: client.get(path, headers=BROWSER) for name, path in paths.items()}
            assert {name: one.status_code for name, one in found.items()} == dict.fromkeys(
                found, 200
            )
            return {name: one.content for name, one in found.items()}

        yield make


def links(name: str, content: bytes) -> set[str]:
    if name == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        notes = [note.get_object() for page in pages for note in page.get("/Annots") or ()]
        return {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}
    if name in ("xlsx", "private workbook"):
        files = zipfile.ZipFile(io.BytesIO(content))
        said = "".join(files.read(one).decode() for one in files.namelist() if one[-5:] == ".rels")
        assert "HYPERLINK(" not in "".join(files.read(f).decode() for f in files.namelist())
        return set(re.findall(r'Target="([^"]*)" TargetMode="External"', said))
    return set(re.findall(r"""(?:href|src|action)=["']?([^"'> ]*)""", content.decode()))


@pytest.mark.long
@pytest.mark.parametrize("address", BAD)
def test_it_is_a_link_in_no_form(made: Callable[[str], dict[str, bytes]], address: str) -> None:
    for name, content in made(address).items():
        schemes = {link.partition(":")[0] for link in links(name, content) if ":" in link}
        allowed = {"http", "https", "data"} if name not in ("pdf", "xlsx") else {"http", "https"}
        assert schemes <= allowed, name
        assert not any(link.startswith("data:text") for link in links(name, content)), name


def test_a_page_of_the_web_is_one(made: Callable[[str], dict[str, bytes]]) -> None:
    shown = made(GOOD)
    assert [n for n in ("pdf", "html", "evidence", "park") if GOOD in links(n, shown[n])] == [
        *("pdf", "html", "evidence", "park")
    ]


@pytest.mark.parametrize("address", BAD)
def test_it_is_refused_by_its_cell(tmp_path: Path, address: str) -> None:
    app = create_app(Settings(database=f"sqlite:///{tmp_path}/own.db", job_runners=0))
    with TestClient(app) as client:
        answer = client.put(
            "/v1/overlay", content=workbook(address), headers={"Content-Type": XLSX}
        )
        assert answer.status_code == 422
        [error] = answer.json()["errors"]
        assert error["code"] == "overlay_link"
        assert "sources!C2 (url)" in error["detail"]
        assert client.get("/v1/overlay").status_code == 404
        fields = {"value": "99", "quote": "x", "who": "y", "as_of": "2026-03-12", "url": address}
        page = client.post("/parks/tcr/own", data={"criterion": "land_price", **fields})
        assert page.status_code == 422
        assert "overlay_link" in page.text or "leads to no page" in page.text


def test_a_name_that_turns_the_text_is_refused_by_its_cell(tmp_path: Path) -> None:
    app = create_app(Settings(database=f"sqlite:///{tmp_path}/own.db", job_runners=0))
    with TestClient(app) as client:
        answer = client.put(
            "/v1/overlay", content=workbook("a\u202eb.pdf"), headers={"Content-Type": XLSX}
        )
    [error] = answer.json()["errors"]
    assert error["code"] == "overlay_hidden"
    assert "a[U+202E]b.pdf" in error["detail"]
