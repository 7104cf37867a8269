"""One story of an organisation that uses the whole service, and of everything it is refused."""

from hashlib import sha256

from mcda.parks import load_catalogue
from mcda.parks.overlay import Overlay, Quotation, SourceRow, format_workbook
from mcda.parks.overlay.columns import layouts
from mcda.sheets.columns import RowPlace
from tests.contract.story import JSON, Story
from tests.contract.story_of_work import NOBODY, assessment, failures, jobs, opened, webhooks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OVERLAY, OWN = "/v1/overlay", "/v1/own-profiles/own:board"
COUNTED = "parkwise_request_seconds_count"


def keys(story: Story) -> None:
    """Make keys: from the first on, every request needs one."""
    owner = story.client.post("/v1/keys", json={"name": "owner", "scope": "admin"}).json()["key"]
    story.headers["Authorization"] = f"Bearer {owner}"
    made = story.ask("post", "/v1/keys", 201, story.sample("KeyRequest"))
    rotation = story.sample("RotationRequest")
    story.ask("post", f"/v1/keys/{made['id']}/rotation", 201, rotation)
    story.ask("get", "/v1/keys")
    story.ask("get", "/v1/organisation")
    story.ask("post", "/v1/tickets", 201, story.sample("TicketRequest"))
    story.ask("delete", f"/v1/keys/{made['id']}", 204)
    reader = story.client.post(
        "/v1/keys", json={"name": "reader", "scope": "read"}, headers=story.headers
    ).json()
    story.refused("key_missing", 401, "get", "/v1/organisation", keyless=True)
    reading = {"Authorization": f"Bearer {reader['key']}"}
    story.refused("scope_missing", 403, "get", "/v1/keys", headers=reading)
    story.refused("unknown_key", 404, "delete", f"/v1/keys/{NOBODY}", "post_rotation")
    story.refused("ticket_target", 422, "post", "/v1/tickets", json={"for": "/v1/keys"})
    story.refused("scope_unknown", 422, "post", "/v1/keys", json={"name": "x", "scope": "owner"})
    story.refused(
        "hours_too_many", 422, "post", f"/v1/keys/{made['id']}/rotation", json={"grace_hours": 1000}
    )


def catalogue(story: Story) -> None:
    """Look at what is shipped."""
    for path in (
        "/healthz",
        "/readyz",
        "/problems/duplicate_id",
        "/v1/problems",
        "/v1/parks",
        "/v1/parks/ljip",
    ):
        story.ask("get", path)
    for name in ("criteria", "templates", "countries/vietnam", "profiles", "methods"):
        story.ask("get", f"/v1/{name}")
    for name in ("countries", "scenarios", "sectors", "markets", "sources", "provinces"):
        story.ask("get", f"/v1/{name}")
    story.ask("get", "/v1/profiles/first-time-private-exporter")
    story.show("/metrics", "text/plain", _first_figures)
    story.refused("code_unknown", 404, "get", "/problems/nothing")
    story.refused("park_unknown", 404, "get", "/v1/parks/nowhere")
    story.refused("country_unknown", 404, "get", "/v1/countries/nowhere")
    story.refused("profile_unknown", 404, "get", "/v1/profiles/nobody")
    story.refused("about_unknown", 422, "get", "/v1/profiles?about=nothing")


def analyses(story: Story) -> None:
    """Rank, recommend, compare, and turn statements into weights."""
    ranking = story.sample("RankingRequest")
    parts = {"decision": True, "stability": True}  # a ranking shows them all
    recommendation = {**story.sample("RecommendationRequest"), "sensitivity": parts}
    comparison = story.sample("ComparisonRequest")
    story.ask("post", "/v1/rankings", 200, ranking)
    story.ask("post", "/v1/recommendations", 200, recommendation)
    story.ask("post", "/v1/comparisons", 200, comparison)
    seen: list[str] = []
    for sample in story.document["components"]["schemas"]["WeightsRequest"]["examples"]:
        kind = sample["weights"]["kind"]
        seen.append(kind)
        name = kind if seen.count(kind) == 1 else f"{kind}_{seen.count(kind)}"
        story.ask("post", "/v1/weights", 200, sample, name=name)
    story.refused(
        *("duplicate_id", 422, "post", "/v1/rankings"),
        json={
            **ranking,
            "problem": {**ranking["problem"], "alternatives": [{"id": "north"}, {"id": "north"}]},
        },
    )
    story.refused(
        *("park_not_known", 422, "post", "/v1/recommendations", "post_assessment"),
        json={**recommendation, "parks": ["ljip", "nowhere"]},
    )
    story.refused(
        *("weightings_too_few", 422, "post", "/v1/comparisons"),
        json={**comparison, "weightings": comparison["weightings"][:1]},
    )
    story.refused(
        *("weight_negative", 422, "post", "/v1/weights"),
        json={"weights": {"kind": "direct", "values": {"land_price": -1, "infrastructure": 2}}},
    )
    text = {"content": b"a,b", "headers": {"Content-Type": "text/csv"}}
    story.refused("media_type", 415, "post", "/v1/rankings", **text)
    large = {"content": b" " * 2**21 + b"{}", "headers": {"Content-Type": JSON}}
    story.refused("body_too_large", 413, "post", "/v1/rankings", **large)


def own_profile(story: Story) -> None:
    """Save weights under a name."""
    profile = story.sample("OwnProfileModel")
    note = {"note": "As agreed in March."}
    story.ask("put", OWN, 201, profile, name="new")
    story.ask("put", OWN, 200, {**profile, **note}, name="changed")
    story.ask("get", "/v1/own-profiles")
    story.ask("get", OWN)
    other = "/v1/own-profiles/own:nothing"
    unnamed = ("delete_own_profile", "put_own_profile")
    story.refused("own_profile_unknown", 404, "get", other, *unnamed)
    story.refused("profile_name_wrong", 422, "put", "/v1/own-profiles/Board", json=profile)


def quotation() -> bytes:
    """Return a workbook of private data: one price of land, and where it comes from."""
    day = "2026-03-12"

    def at(sheet: str) -> RowPlace:
        return RowPlace(
            "ours", sheet, 2, {name: j for j, name in enumerate(layouts()[sheet].names)}
        )

    source = SourceRow(place=at("sources"), id="visit", title="Visit", date=day)
    price = Quotation(
        place=at("quotations"),
        park="tcr",
        criterion="land_price",
        mode=55.0,
        source="visit",
        as_of=day,
    )
    return format_workbook(Overlay(sources=(source,), quotations=(price,)), load_catalogue())


def own_data(story: Story) -> None:
    """Lay private data over the catalogue, and take them and the profile away again."""
    workbook = quotation()
    # It says when it was written.
    story.drawn[sha256(workbook).hexdigest()] = sha256(b"workbook").hexdigest()
    story.drawn[f'"bytes": {len(workbook)}'] = '"bytes": 25290'
    story.refused("no_overlay", 404, "get", OVERLAY, "get_workbook", "delete_overlay")
    story.refused("not_a_workbook", 422, "put", OVERLAY, content=b"nothing")
    large = {"content": b" " * (2**25 + 1), "headers": {"Content-Type": XLSX}}
    story.refused("file_too_large", 413, "put", OVERLAY, "post_portfolio", "post_job", **large)
    story.ask("put", OVERLAY, content=workbook)
    story.ask("get", OVERLAY)
    story.ask("delete", OVERLAY, 204)
    story.ask("delete", OWN, 204)


def _first_figures(text: str) -> str:
    """Return the figures of one route's requests, of which the time they took is no part."""
    lines = [line for line in text.splitlines() if line.startswith(("#", COUNTED))]
    return "\n".join(lines[:2] + [line for line in lines if COUNTED in line][:1]) + "\n"


def told(url: str) -> Story:
    """Tell the whole story to a service on an empty database."""
    with opened(url) as client:
        story = Story(client, client.get("/openapi.json").json())
        keys(story)
        catalogue(story)
        own_profile(story)
        analyses(story)
        own_data(story)
        assessment(story)
        jobs(story, url)
        webhooks(story, url)
        failures(story, url)
        return story
