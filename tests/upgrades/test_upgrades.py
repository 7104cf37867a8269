"""What earlier versions kept is brought up to date, and opens wherever it is shown.

Nothing is passed over at the first fault: all that does not open is listed.
"""

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.routing import APIRoute

from api.app import create_app
from api.db import Database, migrate
from api.jobs.sheets import MEDIA
from api.pages.assess.saved_work import STEPS
from api.results import documents
from api.settings import Settings
from tests.clients import BROWSER, TestClient
from tests.conftest import SERVER, made
from tests.seeds import today
from tests.upgrades import snapshots

Plain = dict[str, Any]
LANGUAGES = ("en", "zh")
CASES = [
    pytest.param(version, kind, kind == "sqlite", marks=pytest.mark.long)
    for version in snapshots.VERSIONS
    for kind in ("sqlite", "postgresql")
]
"""Of the last: whether all is told in both languages and files are made of all results, or, since
no database changes what is told, in one language and of the first result."""
FILES = ("report.pdf", "annex.pdf", "report.html", "report.xlsx", "document.json", "report.json")
SECONDS = 600
COMPARED = 5
"""Assessments of a version."""
NOTHING_STORED = (
    *("/v1/parks/", "/v1/countries/", "/v1/profiles/", "/problems/"),
    *("/assets/", "/guide/", "/docs/", "/sample/"),
)
"""Addresses with a part that varies, of what no database holds."""


@dataclass
class Walk:
    """Opens what a database holds, as whoever the key belongs to, and notes what does not open."""

    client: TestClient
    content: Plain
    headers: dict[str, str]
    caplog: pytest.LogCaptureFixture
    whole: bool
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    opened: set[str] = field(default_factory=set)

    @property
    def secrets(self) -> Plain:
        return self.content["secrets"]

    def rows(self, table: str) -> list[Plain]:
        """Return the rows of a table as the version kept them, none where it knew no such table."""
        return self.content["tables"].get(table, [])

    def ask(
        self,
        path: str,
        status: int = 200,
        method: str = "GET",
        language: str = "en",
        **options: Any,
    ) -> Any:
        """Return the answer; another status, or a page that is no whole page, is noted."""
        self.caplog.clear()
        headers = {**self.headers, "Accept-Language": language, **options.pop("headers", {})}
        headers = {name: value for name, value in headers.items() if value}
        answer = self.client.request(method, path, headers=headers, **options)
        if method == "GET":
            self.opened.add(path.partition("?")[0])
        if answer.status_code != status:
            errors = [repr(entry.exc_info[1]) for entry in self.caplog.records if entry.exc_info]
            codes = re.findall(r"/problems/(\w+)", answer.text)
            said = " ".join([*errors, *codes][:1])
            self.note(f"{answer.status_code} {said}", f"{method} {path} ({language})")
        elif answer.url.path == "/sign-in":
            self.note("a key is asked for", path)
        elif answer.headers.get("content-type", "").startswith("text/html"):
            if f'lang="{language}' not in answer.text or "</html>" not in answer.text:
                self.note("no whole page in the language", f"{path} ({language})")
            if "$say" in answer.text:
                self.note("a code in the place of a sentence", f"{path} ({language})")
        return answer

    def note(self, fault: str, where: str) -> None:
        self.faults[fault].append(where)

    @property
    def told(self) -> str:
        """Return each fault with all places where it is."""
        return "\n".join(
            "\n    ".join([f"{len(places)} times {fault}", *places])
            for fault, places in self.faults.items()
        )

    @property
    def languages(self) -> tuple[str, ...]:
        return LANGUAGES if self.whole else LANGUAGES[1:]

    def page(self, path: str, status: int = 200) -> list[str]:
        """Return the texts of a page in each language."""
        asked = {"status": status, "headers": BROWSER}
        return [self.ask(path, language=each, **asked).text for each in self.languages]

    def all(self) -> None:
        """Open everything, then change some of it."""
        self.lists()
        for row in self.mine():
            self.assessment(row)
        self.panels()
        self.shares()
        self.jobs()
        self.webhooks()
        self.keys()
        self.again()
        self.every_page()

    def owner(self) -> str:
        """Return the organisation that has most."""
        [owner] = [
            row["id"] for row in self.rows("organisations") if row["name"] == "Hangzhou Group"
        ]
        return owner

    def mine(self) -> list[Plain]:
        """Return the assessments that are there, that with most results first of them."""
        owner, rows = self.owner(), self.rows("assessments")
        live = [row for row in rows if row["organisation_id"] == owner and not row["deleted_at"]]
        return sorted(live, key=lambda row: -row["results"])

    def lists(self) -> None:
        """Lists, the organisation's own data, and pages of parks and comparisons that use them."""
        own = [f"/parks/{park}{more}" for park in ("tcr", "ljip") for more in ("", "/own")]
        places = ["/", "/assess", "/assess/deleted", "/assess/new", "/panels", "/parks", *own]
        places += ["/parks/own", "/parks/own/template.xlsx", "/parks/compared"]
        profiles = [f"own:{row['id']}" for row in self.rows("profiles")]
        [panel] = [row["id"] for row in self.rows("panels") if not row["closed"]]
        weightings = [*profiles, f"panel:{panel}", f"judge:{panel}:1"]
        compared = urlencode([("weighting", name) for name in weightings])
        for path in (*places, f"/compare?{compared}"):
            self.page(path)
        lists = ("assessments", "jobs", "keys", "audit", "organisation", "own-profiles", "overlay")
        for name in (*lists, "overlay/workbook", "webhooks", "assessments?state=deleted"):
            self.ask(f"/v1/{name}")
        for name in profiles:
            self.ask(f"/v1/own-profiles/{name}")

    def assessment(self, row: Plain) -> None:
        """One assessment: its steps, versions, interview, results and links."""
        place = f"/v1/assessments/{row['id']}"
        for path in ("", "/results", "/versions", "/shares"):
            self.ask(place + path)
        for version in range(1, row["version"] + 1):
            self.ask(f"{place}/versions/{version}")
        asks = 200 if can_be_asked(row["content"]) else 422
        self.ask(f"{place}/next-question", asks, language=LANGUAGES[row["version"] % 2])
        self.page(f"/assess/{row['id']}")
        for step in STEPS:
            self.page(f"/assess/{row['id']}/{step}", asks if step == "interview" else 200)
        for number in range(1, row["results"] + 1):
            self.result(row["id"], number)
        for number in range(2, row["results"] + 1):
            self.page(f"/assess/{row['id']}/results/{number}?since={number - 1}")
            diff = f"{place}/results/{number - 1}/diff/{number}"
            self.ask(diff, language=LANGUAGES[number % 2])

    def result(self, assessment: str, number: int) -> None:
        """One result: its pages, with the name of the first, and its files."""
        place = f"/assess/{assessment}/results/{number}"
        stored = f"/v1{self.of(place)}"
        told = [self.ask(stored, language=each).json()["answer"] for each in self.languages]
        answer = told[0]
        ranked = [line["alternative"] for line in answer["ranking"]]
        first, last = (ranked or [*answer["evidence"]])[0], [*answer["evidence"]][-1]
        for its, page in zip(told, self.page(place), strict=True):
            for line in its["ranking"][:1]:
                if line["name"] not in page:
                    self.note("the first is not on the page", f"{place} ({line['name']})")
        parts = [f"/evidence/{first}", f"/evidence/{last}", "/shares", "/own"]
        parts += [f"?against={ranked[-1]}"] if len(ranked) > 1 else []
        for part in parts:
            self.page(place + part)
        if self.whole or (assessment, number) == (self.mine()[0]["id"], 1):
            self.page(f"{place}/annex")
            for count, name in enumerate(FILES, number):
                self.ask(f"{stored}/{name}", language=LANGUAGES[count % 2])

    def of(self, place: str) -> str:
        """Return where the interface has what a page shows."""
        return place.replace("/assess/", "/assessments/")

    def panels(self) -> None:
        """Panels, and the seats of those who were invited, who have no key."""
        for row in self.rows("panels"):
            self.page(f"/panels/{row['id']}")
            self.ask(f"/panels/{row['id']}/state")
        for path in (self.secrets["invitation"], *self.secrets["seats"]):
            self.page(path)

    def shares(self) -> None:
        """Links, as anybody opens them; those that were withdrawn lead nowhere."""
        shared = self.secrets.get("shares", {})
        for secret in shared.get("open", ()):
            self.link(secret)
        for secret in shared.get("withdrawn", ()):
            self.page(f"/shared/{secret}", 410)
            self.ask(f"/shared/{secret}/report.pdf", 410)

    def link(self, secret: str) -> None:
        self.page(f"/shared/{secret}")
        self.ask(f"/shared/{secret}/report.pdf?lang=zh")

    def jobs(self) -> None:
        """Jobs, their events and results, and the one that waits, worked off at last."""
        for row in self.rows("jobs"):
            place = f"/v1/jobs/{row['id']}"
            found = self.ask(place).json()
            if row["state"] == "queued":
                self.worked_off(place)
            self.ask(f"{place}/events")
            if row["state"] in ("failed", "cancelled"):
                self.ask(f"{place}/result", 409)
                continue
            for language in self.languages:
                self.ask(f"{place}/result", language=language)
            if found["kind"] == "portfolio":
                for form in MEDIA.values():
                    self.ask(f"{place}/result", headers={"Accept": form})

    def worked_off(self, place: str) -> None:
        """Wait for a runner."""
        end = time.monotonic() + SECONDS
        while (state := self.ask(place).json()["state"]) != "done" and time.monotonic() < end:
            time.sleep(0.1)
        if state != "done":
            self.note(f"still {state}", place)

    def webhooks(self) -> None:
        for row in self.rows("webhooks"):
            self.ask(f"/v1/webhooks/{row['id']}")
            self.ask(f"/v1/webhooks/{row['id']}/deliveries")

    def keys(self) -> None:
        """Keys and a browser's session do what they could, and no more."""
        [first, *_] = self.mine()
        place = f"/v1/assessments/{first['id']}"
        for name, status in {"read_key": 200, "admin_key": 200, "other_key": 404}.items():
            headers = {"Authorization": f"Bearer {self.secrets[name]}"}
            self.ask(place, status, headers=headers)
        reading = {"Authorization": f"Bearer {self.secrets['read_key']}"}
        self.ask(f"{place}/run", 403, "POST", headers=reading)
        for name, value in self.secrets.get("session", {}).items():
            cookie = {"Authorization": "", "Cookie": f"{name}={value}", **BROWSER}
            self.ask("/assess", headers=cookie)

    def every_page(self) -> None:
        """Nothing that shows what is stored was left out."""
        nothing = NOTHING_STORED if self.rows("webhooks") else (*NOTHING_STORED, "/v1/webhooks/")
        for route in self.client.app.routes:  # type: ignore[attr-defined]  # of the framework
            if not isinstance(route, APIRoute) or "GET" not in route.methods:
                continue
            shows = "{" in route.path and not route.path.startswith(nothing)
            if shows and not any(route.path_regex.match(path) for path in self.opened):
                self.note("not opened", route.path)

    def again(self) -> None:
        """What was deleted comes back; each is run anew, and shared.

        A few of the day are compared with before: that is to rank dozens of times in between.
        """
        [deleted] = [row for row in self.rows("assessments") if row["deleted_at"] is not None]
        self.page(f"/assess/{deleted['id']}/company", 404)
        self.ask(f"/v1/assessments/{deleted['id']}/restore", method="POST")
        self.assessment(deleted)
        rows = self.mine() if self.whole else self.mine()[:1]
        compared = today(rows, min(COMPARED, len(rows)))
        for row in rows:
            self.run_again(row, compare=row in compared)

    def run_again(self, row: Plain, *, compare: bool) -> None:
        place, number = f"/v1/assessments/{row['id']}", row["results"] + 1
        self.ask(f"{place}/run", 201, "POST")
        self.page(f"/assess/{row['id']}/results/{number}?since=1")
        if number > 1:
            if compare:
                self.ask(f"{place}/results/1/diff/{number}")
            sent = {"method": "POST", "json": {"result": 1}}
            url = self.ask(f"{place}/shares", 201, **sent).json()["url"]
            self.link(url.rpartition("/")[2])


def can_be_asked(content: Plain) -> bool:
    """Tell whether an interview has two to choose from: no price or list leaves fewer."""
    limits = [*content.get("screens", ()), *content.get("requirements", ())]  # until 0.4, and since
    bounds = [item["at_most"] for item in limits if "at_most" in item]
    return len(content.get("parks") or LANGUAGES) > 1 and min(bounds, default=90) > 1


@pytest.fixture
def upgraded(
    version: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[str, Plain]]:
    """Give the address of a database that a version filled and this one upgraded, and the file."""
    with ExitStack() as stack:
        if kind == "sqlite":
            url = f"sqlite:///{tmp_path}/parkwise.db"
        else:
            url = f"{SERVER}/{stack.enter_context(made(request.getfixturevalue('server')))}"
        database = Database(url)
        content = snapshots.fill(database, snapshots.file_of(version))
        documents.upgrade(database, Settings(database=url))
        assert migrate.differences(database) == []
        assert migrate.damage(database) == []
        database.close()
        yield url, content


@pytest.mark.parametrize(("version", "kind", "whole"), CASES)
def test_what_a_version_kept_opens(upgraded, caplog, whole):
    url, content = upgraded
    settings = Settings(database=url, job_runners=1, rate_limit="off", failure_limit="off")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        key = {"Authorization": f"Bearer {content['secrets']['key']}"}
        walk = Walk(client, content, key, caplog, whole)
        walk.all()
    if walk.faults:
        pytest.fail(walk.told, pytrace=False)
