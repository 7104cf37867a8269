"""Make the stored database of the present version: ``python -m tests.upgrades.record VERSION``.

A service on a new database is asked, over HTTP alone but for the first keys, for every kind of
thing that it keeps; then all tables are written to a file. A table without a row is an error.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from api.app import create_app
from api.settings import Settings
from mcda import __version__
from tests.api.assessments.desk import Desk
from tests.api.interviews.respondent import Respondent
from tests.api.webhooks.conftest import Receiver
from tests.clients import TestClient
from tests.own_data import visited
from tests.upgrades.snapshots import file_of, write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHINESE = {"Accept-Language": "zh"}
PARKS = ["ljip", "vcep", "tcr", "kitic"]
HANGZHOU = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme",
}
OVERRIDES = [
    {
        "alternative": "tcr",
        "criterion": "land_price",
        "value": 60,
        "source": "quotation of May",
        "tenure": {"kind": "lease", "years": 50},
    },
    {
        "alternative": "kitic",
        "criterion": "infrastructure",
        "value": {"low": 3, "mode": 4, "high": 5},
        "source": "a visit",
    },
]
DIRECT = {
    "kind": "direct",
    "values": {
        "land_price": 3,
        "infrastructure": 2,
        "one_stop_services": 1,
        "investor_type": 1,
        "hometown_ties": 1,
        "trade_cost_exposure": 1,
        "government_support": 2,
    },
}
RANKING = {
    "problem": {
        "criteria": [{"id": "price", "direction": "cost"}, {"id": "roads", "direction": "benefit"}],
        "alternatives": [{"id": "a", "name": {"en": "Alpha", "zh": "甲"}}, {"id": "b"}],
        "performances": [[100, 3], [{"low": 85, "high": 140}, 6]],
    },
    "weights": {"kind": "direct", "values": {"price": 2, "roads": 1}},
}
ENTERPRISES = [
    {"id": "c-1", "home": {"province": "浙江", "city": "杭州"}, "markets": {"US": 0.6, "EU": 0.2}},
    {"id": "c-2", "home": {"province": "Guangdong"}},
    {"id": "c-3", "profile": "anchor-follower"},
]
SECONDS = 120
"""After which a job, or a call of a webhook, is taken to hang."""


@dataclass
class Recorder:
    """Has a service keep one of everything, and notes the secrets that open it.

    Parameters
    ----------
    admin
        Asks for the organisation that has most.
    receivers
        Whom webhooks call.
    """

    admin: Desk
    receivers: list[Receiver]
    secrets: dict[str, Any] = field(default_factory=dict)

    def make_all(self) -> None:
        self.keys()
        self.own_data()
        self.results()
        self.panels()
        self.panel_result()
        self.jobs()

    def post(self, path: str, status: int = 201, **options: Any) -> dict[str, Any]:
        return self.admin.ask("POST", path, status, **options).json()

    def send(self, path: str, **fields: Any) -> tuple[str, str]:
        """Send the form of a page; return where that led and what is shown there."""
        answer = self.admin.client.post(path, data=fields)
        assert answer.status_code == 200, answer.text[:2000]
        return str(answer.url.path), unescape(answer.text)

    def keys(self) -> None:
        """Keys of every scope, one replaced and one ended, and a browser that signed in."""
        for scope in ("read", "write", "admin"):
            name = {"name": f"front end, {scope}", "scope": scope, "days": 90}
            self.secrets[f"{scope}_key"] = self.post("/v1/keys", json=name)["key"]
        for name in ("replaced", "ended"):
            made = self.post("/v1/keys", json={"name": name, "scope": "read"})
            if name == "replaced":
                self.post(f"/v1/keys/{made['id']}/rotation", json={"grace_hours": 1})
            else:
                self.admin.ask("DELETE", f"/v1/keys/{made['id']}", 204)
        client = self.admin.client
        key = self.admin.headers["Authorization"].removeprefix("Bearer ")
        self.send("/sign-in", key=key)
        [cookie] = client.cookies.jar
        self.secrets["session"] = {cookie.name: cookie.value}

    def own_data(self) -> None:
        """Private data from a workbook and by a form, and a profile."""
        sent = {"content": visited(), "headers": {"Content-Type": XLSX}}
        self.admin.ask("PUT", "/v1/overlay", **sent)
        profile = {"name": "The board", "note": "as of May", "weights": DIRECT}
        self.admin.ask("PUT", "/v1/own-profiles/own:board", json=profile)

    def save(self, name: str, **fields: Any) -> str:
        """Save an assessment and return its path; without analyses where it does not say more."""
        content = {
            "name": name,
            "enterprise": HANGZHOU,
            "parks": PARKS,
            "sensitivity": False,
            **fields,
        }
        return f"/v1/assessments/{self.post('/v1/assessments', json=content)['id']}"

    def run(self, path: str, **options: Any) -> int:
        """Run an assessment and return the number of the result."""
        number: int = self.post(f"{path}/run", **options)["number"]
        return number

    def change(self, path: str, **fields: Any) -> None:
        headers = {"Content-Type": "application/merge-patch+json"}
        self.admin.ask("PATCH", path, 200, json=fields, headers=headers)

    def results(self) -> None:
        """Assessments whose results rest on each source of weights, and end in each way."""
        profile = {"kind": "profile", "id": "first-time-private-exporter"}
        whole = self.save(
            "Parts maker", note="asked in May", weights=profile, sensitivity=True, must={}
        )
        self.run(whole)
        self.change(whole, enterprise={**HANGZHOU, "markets": {"US": 0.2, "EU": 0.4}})
        self.run(whole, headers=CHINESE)
        self.change(whole, overrides=OVERRIDES, weights=DIRECT, note=None)
        self.run(whole)
        asked = self.save("杭州零部件厂", sensitivity=True)
        Respondent(self.admin, asked, seed=3).answer_all(most=4)
        self.run(asked, headers=CHINESE)
        self.run(self.save("All parks", parks=None))
        partner = {**HANGZHOU, "partners_in": ["tcr"], "intent": "relocation"}
        self.run(self.save("Partner in one", enterprise=partner, sensitivity=True))
        self.run(self.save("Own profile", weights={"kind": "profile", "id": "own:board"}))
        self.run(self.save("VIKOR", method={"name": "vikor"}, weights=profile))
        self.run(self.save("Country", template="location", parks=None))
        price = {"criterion": "land_price"}
        screened = self.save("Screened", requirements=[{**price, "at_most": 90}])
        self.run(screened)
        nobody = self.save("Nobody left", requirements=[{**price, "at_most": 1}])
        self.run(nobody)
        self.run(self.save("One park", parks=["tcr"]))
        self.save("Not run yet")
        deleted = self.save("Deleted")
        self.run(deleted)
        self.admin.ask("DELETE", deleted, 204)
        once = {"name": "Sent twice", "enterprise": {}, "parks": PARKS}
        for _ in range(2):
            self.post("/v1/assessments", json=once, headers={"Idempotency-Key": "sent-twice"})
        self.by_forms()
        self.shares([whole, asked, nobody])

    def by_forms(self) -> None:
        """An assessment by the pages, whose forms save what a request need not."""
        place, _ = self.send("/assess")
        place = place.rpartition("/")[0]
        home = {"province": "Zhejiang", "city": "Hangzhou"}
        self.send(f"{place}/company", name="By forms", employees="under_300", **home)
        made = {"sectors": ["auto_parts"], "market_US": "60", "market_EU": "20"}
        self.send(f"{place}/business", parks=PARKS, products="seat frames", **made)
        self.send(f"{place}/run")

    def shares(self, paths: list[str]) -> None:
        """Links to results, one opened and one withdrawn."""
        shared = self.secrets["shares"] = {"open": [], "withdrawn": []}
        for path in paths:
            made = self.post(f"{path}/shares", json={"result": 1, "name": "the board"})
            shared["open"].append(made["url"].rpartition("/")[2])
        assert self.admin.client.get(f"/shared/{shared['open'][0]}").status_code == 200
        made = self.post(f"{paths[0]}/shares", json={"result": 2})
        shared["withdrawn"].append(made["url"].rpartition("/")[2])
        self.admin.ask("DELETE", f"{paths[0]}/shares/{made['id']}", 204)

    def panels(self) -> None:
        """One panel with judges in every state, whose common weights are a profile, one closed."""
        panel, page = self.send("/panels", name="Our first park", admission="wait", places="9")
        invitation = self.invitation(page)
        seats = [
            self.seat(invitation, name, reply)
            for name, reply in {"Li": "9", "陈总": "-5", "Zhao": "3", "Wu": "unknown"}.items()
        ]
        self.send(f"{panel}/admit", number=["1", "2"])
        self.send(f"{panel}/remove", number=["3"])
        self.send(f"{panel}/keep")
        closed, page = self.send("/panels", name="Closed", admission="at_once", places="2")
        seats.append(self.seat(self.invitation(page), "Sun", "5", most=2))
        self.send(f"{closed}/close")
        self.secrets["invitation"], self.secrets["seats"] = invitation, seats

    def invitation(self, page: str) -> str:
        """Return the path of the invitation that a panel's page shows."""
        found = re.search(r"/join/[\w-]+", page)
        assert found
        return found[0]

    def seat(self, invitation: str, name: str, reply: str, most: int = 9) -> str:
        """Join a panel and answer; return the path of the seat."""
        seat, page = self.send(invitation, name=name)
        for _ in range(most):
            pair = dict(re.findall(r'name="(first|second)" value="([^"]*)"', page))
            if not pair:
                break
            _, page = self.send(seat, **pair, value=reply)
        return seat

    def panel_result(self) -> None:
        """A result by the weights of a panel."""
        profiles = self.admin.ask("GET", "/v1/own-profiles", 200).json()["items"]
        [panel] = [item["id"] for item in profiles if "panel-" in item["id"]]
        self.run(self.save("By the panel", weights={"kind": "profile", "id": panel}))

    def jobs(self) -> None:
        """Jobs of each kind and end, webhooks that take, fail and end, and a ticket."""
        hooks = self.webhooks()
        kinds = [
            {"kind": "portfolio", "enterprises": ENTERPRISES, "parks": PARKS},
            {"kind": "ranking", "request": RANKING},
            {
                "kind": "recommendations",
                "requests": [{"enterprise": HANGZHOU, "parks": PARKS, "sensitivity": False}],
            },
        ]
        jobs = [self.post("/v1/jobs", 202, json=body)["id"] for body in kinds]
        late = {**kinds[1], "request": self.endless(), "deadline_seconds": 2}
        jobs.append(self.post("/v1/jobs", 202, json=late)["id"])
        for job in jobs:
            self.wait(f"/v1/jobs/{job}", lambda found: found["state"] in ("done", "failed"))
        ended = self.post("/v1/jobs", 202, json={"kind": "ranking", "request": self.endless()})
        self.admin.ask("DELETE", f"/v1/jobs/{ended['id']}")
        for hook in hooks:
            self.wait(
                f"{hook}/deliveries", lambda found: any(one["attempts"] for one in found["items"])
            )
        ticket = {"for": f"/v1/jobs/{jobs[0]}/events"}
        self.secrets["ticket"] = self.post("/v1/tickets", json=ticket)["url"].rpartition("/v1/")[2]

    def endless(self) -> dict[str, Any]:
        """Return a ranking that outlasts its deadline."""
        draws = {"acceptability": {"samples": 10_000_000, "seed": 1}}
        criteria = [{"id": f"k{j}", "direction": "benefit"} for j in range(20)]
        rows = [[(7 * i + 13 * j) % 101 for j in range(20)] for i in range(60)]
        return {
            "problem": {
                "criteria": criteria,
                "alternatives": [{"id": f"a{i}"} for i in range(60)],
                "performances": rows,
            },
            "weights": {"kind": "direct", "values": {f"k{j}": 1 + j for j in range(20)}},
            "sensitivity": draws,
        }

    def webhooks(self) -> list[str]:
        """Return the paths of webhooks: one takes calls, one refuses them, one is gone."""
        found = []
        for receiver in self.receivers:
            made = self.post("/v1/webhooks", json={"url": receiver.url})
            found.append(f"/v1/webhooks/{made['id']}")
        return found

    def wait(self, path: str, holds: Any) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            with suppress(IndexError):
                if holds(self.admin.ask("GET", path, 200).json()):
                    return
            time.sleep(0.2)
        raise TimeoutError(path)


@contextmanager
def receivers() -> Iterator[list[Receiver]]:
    """Give three that are called: they answer 204, 500 and 410."""
    made = [Receiver() for _ in range(3)]
    made[1].statuses, made[2].statuses = [500] * 50, [410] * 50
    try:
        yield made
    finally:
        for receiver in made:
            receiver.close()


def record(url: str) -> dict[str, Any]:
    """Fill a database with a row of every kind; return the secrets."""
    settings = Settings(
        database=url, job_runners=1, rate_limit="off", webhook_networks=("127.0.0.0/8",)
    )
    with (
        receivers() as called,
        TestClient(create_app(settings), raise_server_exceptions=False) as client,
    ):
        local = Desk(client)
        local.create(name="Before there were keys")
        admin, other = local.of("Hangzhou Group", "admin"), local.of("Other House", "admin")
        recorder = Recorder(admin, called)
        other.create(name="Nobody else's")
        recorder.make_all()
    with TestClient(create_app(settings.model_copy(update={"job_runners": 0}))) as client:
        waiting = Desk(client, admin.headers)
        waiting.ask("POST", "/v1/jobs", 202, json={"kind": "ranking", "request": RANKING})
    keys = {
        name: desk.headers["Authorization"].removeprefix("Bearer ")
        for name, desk in {"key": admin, "other_key": other}.items()
    }
    return {**keys, **recorder.secrets}


def main(version: str) -> None:
    """Write the file of the present version."""
    if version != __version__:
        raise SystemExit(f"this is {__version__}")
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/parkwise.db"
        secrets = record(url)
        write(url, file_of(version), version, commit, secrets)


if __name__ == "__main__":
    main(*sys.argv[1:])
