"""A client of the protocol asks the server, in this process and over standard input and output."""

import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from api.http.localisation import localise
from api.mcp.server import server
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.errors import InvalidInput
from mcda.parks import load_catalogue
from tests.exporter import EXPORTER
from weights.validation import validate

ENTERPRISE = {key: EXPORTER[key] for key in EXPORTER if key != "intent"}
PARKS = ["ljip", "vcep", "tcr", "kitic"]
ASKED = {"enterprise": ENTERPRISE, "parks": PARKS}
SWINGS = {
    "kind": "swing",
    "points": {
        "land_price": 100,
        "hometown_ties": 80,
        "infrastructure": 60,
        "one_stop_services": 40,
        "trade_cost_exposure": 40,
        "government_support": 20,
        "investor_type": 10,
    },
}
PRICE = {"kind": "direct", "values": dict.fromkeys(SWINGS["points"], 1) | {"land_price": 5}}
PROBLEM = {
    "criteria": [
        {"id": "price", "direction": "cost", "unit": "USD/m2"},
        {"id": "roads", "direction": "benefit"},
    ],
    "alternatives": ["north", "south"],
    "performances": [
        [{"value": 160, "source": "offer, 2026-03"}, {"value": 5, "source": "visit, 2026-02"}],
        [{"value": {"low": 85, "high": 140}, "source": "call, 2026-03"}, None],
    ],
}
WEIGHTS = {"kind": "direct", "values": {"price": 2, "roads": 1}}


def asking(work: Callable[[Client], Coroutine[Any, Any, Any]]) -> Any:
    """Run work with a client of the server in this process."""

    async def run() -> Any:
        async with Client(server()) as client:
            return await work(client)

    return anyio.run(run)


def called(tool: str, **arguments: Any) -> Any:
    """Return what a tool answers: its structure, or the text of its refusal."""

    async def work(client: Client) -> Any:
        found = await client.call_tool(tool, arguments)
        return found.content[0].text if found.is_error else found.structured_content  # type: ignore[union-attr]

    return asking(work)


def quotes(found: Any) -> list[dict[str, Any]]:
    known = load_catalogue().claims
    for item in found["quotations"]:
        assert item["quote"] == known[item["id"]].quote
        assert item["as_of"] == known[item["id"]].as_of
        assert item["source"] == known[item["id"]].source.title
    return list(found["quotations"])


def test_at_most_eight_tools_each_described():
    tools = asking(lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == [
        "recommend_parks",
        "explain_recommendation",
        "park_evidence",
        "next_question",
        "compare_weightings",
        "what_would_change_it",
        "rank_problem",
        "facts_to_ask",
    ]
    for tool in tools:
        assert tool.description
        for name, field in tool.input_schema["properties"].items():
            assert field.get("description"), (tool.name, name)


def test_a_recommendation_is_the_services_with_certificate_and_quotations():
    found = called("recommend_parks", **ASKED, weights=SWINGS)
    body = {**ASKED, "weights": SWINGS, "detail": "full"}
    answer = localise(recommend(validate(RecommendationRequest, body), Settings()), "en")
    assert found["certificate"]["input_sha256"] == answer["record"]["input_sha256"]
    assert found["certificate"]["catalogue"]["digest"]
    assert found["verdict"]["sentence"] == answer["verdict"]["sentence"]
    lines = [(one["alternative"], one["score"]) for one in found["ranking"]]
    assert lines == [(one["alternative"], one["score"]) for one in answer["ranking"]]
    assert len(quotes(found)) >= 4


@pytest.mark.parametrize(
    ("tool", "wanted"),
    [
        ("explain_recommendation", "sentences"),
        ("what_would_change_it", "smallest_change_of_weights"),
        ("what_would_change_it", "single_facts"),
        ("facts_to_ask", "ask_next"),
    ],
)
def test_what_else_is_asked_of_a_recommendation(tool, wanted):
    found = called(tool, **ASKED, weights=PRICE, language="zh")
    assert found[wanted]
    assert quotes(found)
    assert found["certificate"]["input_sha256"]
    assert any("一" <= sign <= "鿿" for sign in json.dumps(found[wanted], ensure_ascii=False))


def test_evidence_of_a_park_is_quoted_with_its_dates():
    found = called("park_evidence", park="tcr", criterion="land_price")
    assert [item["criterion"] for item in found["ratings"]] == ["land_price"]
    assert quotes(found)
    assert found["certificate"]["catalogue"]["version"]
    assert len(called("park_evidence", park="tcr")["ratings"]) > 7


def test_an_interview_goes_on_from_what_was_answered():
    first = called("next_question", **ASKED)["question"]
    reply = {key: first[key] for key in ("first", "second")} | {"reply": "first"}
    second = called("next_question", **ASKED, answers=[_sent(reply)])
    assert second["answers"][0]["reply"] == "first"
    assert second["question"]["question_id"] != first["question_id"]


def test_all_swings_are_weighed_at_once():
    swings = called("next_question", **ASKED)["swings"]
    sides = ("criterion", "amount", "start")
    sent = [{**{k: one[k] for k in sides}, "rank": n} for n, one in enumerate(swings, 1)]
    found = called("next_question", **ASKED, swings=sent)
    assert [one["rank"] for one in found["swings"]] == [one["rank"] for one in sent]
    assert any(one["price"] for one in found["swings"])


def _sent(reply: dict[str, Any]) -> dict[str, Any]:
    sides = {
        side: {key: reply[side][key] for key in ("criterion", "amount", "start")}
        for side in ("first", "second")
    }
    return {**sides, "reply": reply["reply"]}


def test_weightings_are_compared():
    stated = {"owner": SWINGS, "cfo": {"kind": "profile", "id": "cost-driven-labour-intensive"}}
    found = called("compare_weightings", **ASKED, weightings=stated)
    assert [item["weighting"] for item in found["firsts"]] == ["owner", "cfo"]
    alone = called("recommend_parks", **ASKED, weights=SWINGS)["ranking"][0]["alternative"]
    assert found["firsts"][0]["first"] == [alone]
    assert found["consensus"]["alternative"] in PARKS
    assert found["certificate"]["input_sha256"]


def test_a_problem_is_ranked_on_values_that_have_a_source():
    found = called("rank_problem", problem=PROBLEM, weights=WEIGHTS)
    assert found["ranking"][0]["rank"] == 1
    assert found["sources"]["north"] == {"price": "offer, 2026-03", "roads": "visit, 2026-02"}
    assert found["certificate"]["input_sha256"]


@pytest.mark.parametrize("source", ["", "  ", None])
def test_a_value_without_a_source_is_refused(source):
    cell = {"value": 160} if source is None else {"value": 160, "source": source}
    rows = [[cell, PROBLEM["performances"][0][1]], PROBLEM["performances"][1]]
    said_ = called("rank_problem", problem={**PROBLEM, "performances": rows}, weights=WEIGHTS)
    assert isinstance(said_, str)
    assert "source" in said_


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"parks": ["nowhere"]}, ("nowhere", "/parks/0")),
        ({"weights": {"kind": "profile", "id": "tariff-hit"}}, ("tariff-hit-exporter",)),
        ({"weights": {"kind": "guess"}}, ("guess",)),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_remedy(arguments, words):
    said_ = called("recommend_parks", **{**ASKED, **arguments})
    assert isinstance(said_, str)
    assert all(word in said_ for word in words)


def test_where_nothing_helps_the_sentence_stands_alone(foreign_code, monkeypatch):
    def refused(*_: Any) -> None:
        raise InvalidInput.at(foreign_code, "parks")

    monkeypatch.setattr("api.mcp.tools.recommended", refused)
    assert called("recommend_parks", **ASKED).endswith("/parks: It is so.")


@asynccontextmanager
async def spoken_to() -> AsyncIterator[Client]:
    command = StdioServerParameters(
        command=sys.executable, args=["-c", "from api.cli import main; main()", "mcp"]
    )
    async with Client(stdio_client(command)) as client:
        yield client


@pytest.mark.long
def test_over_standard_input_and_output():
    async def run() -> Any:
        async with spoken_to() as client:
            found = await client.call_tool("park_evidence", {"park": "kitic"})
            return found.structured_content

    found = anyio.run(run)
    assert found["park"]["id"] == "kitic"
    assert found["quotations"]
