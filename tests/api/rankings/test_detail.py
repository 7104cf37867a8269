"""An answer tells as much as is asked for, and what is not asked for is not worked out."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.http.localisation import localise, localise_json
from api.parks import service
from api.parks.answers import ClaimAnswer, RecommendationAnswer
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.analyses import certainty
from api.rankings.analyses.certainty import AcceptabilityAnalysis
from api.rankings.analysis import ANALYSES
from api.rankings.answers import RankingAnswer
from api.rankings.requests import RankingRequest, default_parts, in_full
from api.rankings.service import rank_problem
from api.settings import Settings
from mcda.errors import InvalidEnterprise
from tests.api.conftest import BODY
from weights.validation import validate

Plain = dict[str, Any]
DETAILS = ("summary", "standard", "full")
LEVEL = {"id": "rail", "direction": "benefit", "range": [0, 7]}
PROBLEM: Plain = {
    **BODY["problem"],
    "criteria": [*BODY["problem"]["criteria"], LEVEL, {**LEVEL, "id": "port"}],
    "performances": [
        [{"low": 90, "high": 140}, 3, 4, 1],
        [150, None, 4, 1],
        [120, {"low": 1, "mode": 2, "high": 5}, 4, 1],
    ],
}
VALUES = {"price": 2, "roads": 1, "rail": 1, "port": 1}
RANKING: Plain = {"problem": PROBLEM, "weights": {"kind": "direct", "values": VALUES}}
PARKS: Plain = {
    "enterprise": {"home": {"province": "Zhejiang"}, "markets": {"US": 0.6, "host": 0.4}},
    "parks": ["ljip", "vcep", "tcr", "kitic"],
    "overrides": [
        {"alternative": "tcr", "criterion": "infrastructure", "value": 4, "source": "ours"}
    ],
    "as_of": "2026-11-28",
}
PLACES: Plain = {**PARKS, "template": "location"}
for _left_out in ("parks", "overrides"):
    del PLACES[_left_out]
KINDS = {"ranking": RANKING, "parks": PARKS, "places": PLACES}
SAME = ("weights", "method", "names", "decision", "influence")
SAME_OF_PARKS = ("ask_next", "first_ask", "listed", "ask_enterprise", "risks", "delay")
RESTS_ON = {"scales", "scenario", "scenarios", "evidence", "claims"}
RESTS_ON |= {"units"}
NOT_IN_SUMMARY = {"sensitivity", "details"}
OF_DRAWS = {"verdict", "ranks"}
Ask = Callable[..., Any]


def made(kind: str, **fields: Any) -> Any:
    """Return an answer in codes."""
    asked = {**KINDS[kind], **fields}
    if kind == "ranking":
        return rank_problem(validate(RankingRequest, asked), Settings())
    return recommend(validate(RecommendationRequest, asked), Settings())


@pytest.fixture(scope="module")
def ask() -> Ask:
    """Answer in English; the same is asked once."""
    known: dict[str, Plain] = {}

    def ask(kind: str, **fields: Any) -> Plain:
        key = f"{kind} {fields}"
        if key not in known:
            known[key] = localise(made(kind, **fields), "en")
        return known[key]

    return ask


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Give the analyses that are run from now on."""
    ran: set[str] = set()
    for name, analysis in ANALYSES.items():

        def spied(*given: Any, name: str = name, real: Any = analysis.run) -> Any:
            ran.add(name)
            return real(*given)

        monkeypatch.setattr(analysis, "run", spied)
    return ran


def keys(found: Any) -> Iterator[str]:
    """Yield the keys of an answer wherever they stand, but for the request's own."""
    if isinstance(found, dict):
        for key, item in found.items():
            if key != "spec":
                yield key
                yield from keys(item)
    elif isinstance(found, list):
        for item in found:
            yield from keys(item)


@pytest.mark.parametrize("kind", KINDS)
def test_the_verdict_and_what_to_do_next_are_the_same_in_each(ask, kind):
    summary, standard, full = (ask(kind, detail=detail) for detail in DETAILS)
    for name in SAME if kind == "ranking" else (*SAME, *SAME_OF_PARKS):
        told = [_without_facts(answer[name]) for answer in (summary, standard, full)]
        assert told[0] == told[1] == told[2], name
    for answer in (summary, standard, full):
        rows = [(row["alternative"], row["rank"], row["score"]) for row in answer["ranking"]]
        assert rows == [(row["alternative"], row["rank"], row["score"]) for row in full["ranking"]]
        assert answer["gaps"].items() <= full["gaps"].items()
        if full["beside"] is not None:
            told = answer["beside"]["ranking"]
            assert told == full["beside"]["ranking"][: len(told)] != []
    assert (full["decision"] or full["verdict"])["sentence"]
    for one, other in zip(summary["warnings"], full["warnings"], strict=True):
        assert {**one, "cells": 0} == {**other, "cells": 0}


def _without_facts(found: Any) -> Any:
    """Return what is told without the thresholds, which are of more work."""
    if isinstance(found, list):
        return [{**item, "threshold": None} if "threshold" in item else item for item in found]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_summary_leaves_out_what_the_verdict_rests_on(ask, kind):
    left_out = NOT_IN_SUMMARY if kind == "ranking" else NOT_IN_SUMMARY | RESTS_ON
    summary, standard, full = (ask(kind, detail=detail) for detail in DETAILS)
    drawn = OF_DRAWS if full["decision"] else set()
    assert full.keys() - summary.keys() == left_out | drawn
    assert standard.keys() == full.keys() - drawn
    for detail in ("summary", "standard"):
        more = ask(kind, detail=detail, include=["verdict"])
        assert {name: more[name] for name in (*OF_DRAWS, "answer_set")} == {
            name: full[name] for name in (*OF_DRAWS, "answer_set")
        }


@pytest.mark.parametrize("kind", KINDS)
def test_a_summary_works_out_no_weights_worth_asking(kind, monkeypatch):
    looked: list[str] = []

    def weights_worth_asking(_: Any) -> tuple[()]:
        looked.append(kind)
        return ()

    monkeypatch.setattr(certainty, "ask_next_weight", weights_worth_asking)
    summary = made(kind, detail="summary")
    assert (looked, "sensitivity" in summary) == ([], False)
    assert all(item["count"] >= 1 and item["cells"] == [] for item in summary["warnings"])
    asked = {"detail": "summary", "sensitivity": True}
    parts = made(kind, **asked, method={"name": "topsis"})["sensitivity"]
    assert (looked, parts["worth_knowing"]["weights"]) == ([kind], [])
    if kind != "ranking":  # by their own method a decision says more
        assert made(kind, **asked)["sensitivity"]["worth_knowing"] is None
        assert looked == [kind]


@pytest.mark.parametrize("kind", KINDS)
def test_standard_is_what_is_told_where_nothing_is_said(ask, kind):
    unsaid, standard = ask(kind), ask(kind, detail="standard")
    assert unsaid == standard
    assert unsaid["record"]["spec"]["sensitivity"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_standard_leaves_out_what_few_read(ask, kind):
    more = ("facts", "pairwise", "central_weights", "contributions", "cells")
    standard, included, full = (
        ask(kind, **asked) for asked in ({}, {"include": more}, {"detail": "full"})
    )
    assert "contributions" not in standard["ranking"][0]
    assert included["ranking"] == full["ranking"]
    assert all(len(item["cells"]) <= 3 for item in standard["warnings"])
    assert [len(item["cells"]) for item in included["warnings"]] == [
        sum(1 for cell in item["cells"] if cell.keys() - {"detail"}) for item in full["warnings"]
    ]
    standard, included, full = (one["sensitivity"] for one in (standard, included, full))
    changing = [one for one in full["facts"] if one["below"] or one["above"]]
    assert included["facts"] == changing
    assert standard["facts"] == changing[:5]
    assert len(changing) < len(full["facts"]) or kind == "ranking"
    short, drawn = (one["acceptability"] for one in (standard, full))
    assert drawn.keys() - short.keys() == {
        *("confidence_factors", "rank_entropy", "pairwise", "central_weights")
    }
    assert included["acceptability"].keys() - short.keys() == {"pairwise", "central_weights"}
    assert drawn["confidence_factors"].keys() == drawn["central_weights"].keys()
    same = short.keys() - {"rank_shares"}
    assert {name: short[name] for name in same} == {name: drawn[name] for name in same}
    for name, shares in short["rank_shares"].items():
        assert shares == drawn["rank_shares"][name][:5]
    same = standard.keys() - {"facts", "acceptability", "possible_ranks", "explanation"}
    assert {name: standard[name] for name in same} == {name: full[name] for name in same}
    assert standard["explanation"]["contrasts"] == full["explanation"]["contrasts"][:3]
    for one, other in zip(standard["possible_ranks"], full["possible_ranks"], strict=True):
        assert one.items() <= other.items()


@pytest.mark.parametrize("detail", ["standard", "full"])
@pytest.mark.parametrize("kind", ["parks", "places"])
def test_every_claim_that_a_cell_names_is_told_once(ask, kind, detail):
    answer = ask(kind, detail=detail, include=["claims"])
    named = set()
    for row in answer["evidence"].values():
        for cell in row.values():
            assert all(isinstance(name, str) for name in cell["claims"])
            named.update(cell["claims"], (cell.get("replaced") or {}).get("claims", ()))
    assert named
    assert named == answer["claims"].keys()
    if kind == "parks":
        assert answer["evidence"]["tcr"]["infrastructure"]["replaced"]["claims"]


@pytest.mark.parametrize("kind", ["parks", "places"])
def test_standard_quotes_nobody(ask, kind):
    standard = ask(kind, include=["claims", "rationale", "portions"])
    full, bare = ask(kind, detail="full"), ask(kind)
    assert bare["claims"] == {}
    assert not {"rationale", "claims", "portions", "worth"} & set(keys(bare["evidence"]))
    assert not {"quote", "translations", "url"} & set(keys(standard))
    for name, claim in standard["claims"].items():
        assert claim.keys() == {
            "source", "as_of", "old", "grade", "weak_source", "private",
        }  # fmt: skip
        assert claim.items() <= full["claims"][name].items()
        assert full["claims"][name]["quote"]
    for park, row in full["evidence"].items():
        for criterion, cell in row.items():
            assert full["units"][criterion] == cell["unit"]
            for answer in (bare, standard):
                told = answer["evidence"][park][criterion]
                told = {key: told[key] for key in told.keys() - {"quality", "replaced"}}
                if "counts_as" in told:
                    assert told.pop("counts_as") == pytest.approx(cell["counts_as"], rel=1e-5)
                assert told.items() <= cell.items()
    assert ask(kind, include=["quotes"])["claims"] == full["claims"]


@pytest.mark.parametrize("detail", ["summary", "standard"])
def test_evidence_of_a_park_is_told_whole(ask, detail):
    form = {"detail": detail, "include": ["claims"], "evidence": ["tcr"]}
    full, more = ask("parks", detail="full"), ask("parks", **form)
    assert more["evidence"]["tcr"] == full["evidence"]["tcr"]
    assert more["evidence"].keys() == ({"tcr"} if detail == "summary" else full["evidence"].keys())
    named = {name for cell in more["evidence"]["tcr"].values() for name in cell["claims"]}
    assert all(more["claims"][name] == full["claims"][name] for name in named)
    with pytest.raises(InvalidEnterprise) as caught:
        made("parks", detail=detail, evidence=["tcr", "eiz"])
    assert [fault.path for fault in caught.value.faults] == [("evidence", 1)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_warnings_of_a_kind_are_counted(kind, language):
    for detail in DETAILS:
        warnings = localise(made(kind, detail=detail, sensitivity=False), language)["warnings"]
        pairs = [(item["severity"], item["code"]) for item in warnings]
        assert len(set(pairs)) == len(pairs)
        assert max(item["count"] for item in warnings) > 1
        for item in warnings:
            assert item["detail"]
            assert all(("detail" in cell) == (detail == "full") for cell in item["cells"])
            if detail == "full":
                assert item["count"] == len(item["cells"])
                sentences = [cell["detail"] for cell in item["cells"]]
                assert (item["detail"] in sentences) == (item["count"] == 1)
            else:
                assert item["count"] >= len(item["cells"])
                assert all(cell for cell in item["cells"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_summary_runs_only_what_the_verdict_rests_on(kind, run):
    is_decided = made(kind, detail="summary")["decision"] is not None
    assert run == {
        name
        for name, analysis in ANALYSES.items()
        if analysis.for_verdict and not (is_decided and analysis.unless_decided)
    }
    assert not run & {"facts", "stability", "reversal", "methods"}
    made(kind)
    assert {"facts", "stability", "reversal", "methods"} <= run


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_of_the_sensitivity_is_told_in_a_summary_too(kind, run):
    draws = {"acceptability": {"samples": 50}, "facts": True, "reversal": False}
    found = localise(made(kind, detail="summary", sensitivity=draws), "en")
    assert found["sensitivity"]["acceptability"]["samples"] == 50
    assert found["sensitivity"].keys() == run == {"acceptability", "facts"}
    assert not found.keys() & (RESTS_ON | {"details"})
    assert not {"quote", "confidence_factors"} & set(keys(found))


@pytest.mark.parametrize("kind", KINDS)
def test_an_object_names_exactly_what_is_told(ask, kind):
    standard = ask(kind)
    for detail in DETAILS:
        for part in ("stability", "gaps"):
            asked = ask(kind, detail=detail, sensitivity={part: True})
            told = (asked["sensitivity"].keys() | asked.keys()) & ANALYSES.keys()
            assert told - {"decision"} == {part}
            assert asked["decision"] is None
        assert asked["sensitivity"] == {}
    assert asked["gaps"].keys() >= standard["gaps"].keys()
    assert ask(kind, sensitivity={})["sensitivity"] == {}


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_sensitivity_is_none_at_any_detail(kind, detail, run):
    found = localise(made(kind, detail=detail, sensitivity=False), "en")
    assert found["sensitivity"] is None
    assert "verdict" not in found
    assert run == set()


def test_a_summary_works_out_no_scenarios_and_no_evidence(monkeypatch):
    def unasked(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(service, "_by_scenario", unasked)
    monkeypatch.setattr("api.parks.presentation.evidence_of", unasked)
    monkeypatch.setattr("api.parks.presentation.claim", unasked)
    assert made("parks", detail="summary")["ranking"]
    with pytest.raises(AssertionError):
        made("parks")


def test_confidence_factors_are_worked_out_for_full_answers_alone(monkeypatch):
    def unasked(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(AcceptabilityAnalysis, "tell", unasked)
    assert made("ranking")["sensitivity"]["acceptability"]
    with pytest.raises(AssertionError):
        made("ranking", detail="full")


@pytest.mark.parametrize("sensitivity", [None, {"acceptability": {"samples": 50}}])
@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_spec_sent_back_is_answered_the_same(kind, detail, sensitivity):
    first = localise_json(made(kind, detail=detail, sensitivity=sensitivity), "en")
    record = localise(made(kind, detail=detail, sensitivity=sensitivity), "en")["record"]
    assert record["spec"]["detail"] == detail
    request = RankingRequest if kind == "ranking" else RecommendationRequest
    again = validate(request, record["spec"])
    answer = rank_problem if kind == "ranking" else recommend
    assert localise_json(answer(again, Settings()), "en") == first  # type: ignore[operator]
    assert record["input_sha256"].encode() in first


@pytest.mark.parametrize("sensitivity", [None, False, True])
@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_form_fits_its_description(kind, detail, sensitivity):
    content = localise_json(made(kind, detail=detail, sensitivity=sensitivity), "zh")
    found = RankingAnswer.model_validate_json(content, strict=True)
    assert all(item.count >= 1 for item in found.warnings)
    if kind != "ranking":
        whole = RecommendationAnswer.model_validate_json(content, strict=True)
        claims = (whole.claims or {}).values()
        assert {isinstance(claim, ClaimAnswer) for claim in claims} == (
            {True} if detail == "full" else set()
        )


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("claims", {"a": {"source": "s"}}),
        ("claims", {"a": "s"}),
        ("evidence", {"tcr": {"land_price": {"value": 1.0}}}),
        ("warnings", [{"code": "tied", "severity": "note", "detail": "x"}]),
        ("warnings", [{"code": "tied", "severity": "y", "count": 1, "detail": "x", "cells": []}]),
        ("warnings", [{"code": "a", "severity": "note", "count": 0, "detail": "x", "cells": []}]),
    ],
)
def test_no_other_form_fits(ask, place, value):
    answer = ask("parks", detail="full")
    RecommendationAnswer.model_validate(answer)
    with pytest.raises(ValueError, match=place):
        RecommendationAnswer.model_validate({**answer, place: value})


def test_what_is_told_in_full_works_out_no_more_than_was_asked_for():
    for unsaid in (None, True):
        assert in_full({"sensitivity": unsaid})["sensitivity"] == default_parts()
    assert "multiverse" not in default_parts()
    for said in ({"multiverse": True}, False):
        assert in_full({"sensitivity": said}) == {"sensitivity": said, "detail": "full"}
    assert in_full({"detail": "full"}) == {"detail": "full", "sensitivity": None}
