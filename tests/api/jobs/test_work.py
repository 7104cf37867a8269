import orjson
import pytest

from api.http.localisation import encode
from api.jobs import work
from api.jobs.results import result_told
from api.jobs.schemas import JobModel
from api.jobs.work import check, perform
from api.parks.profile_fit import statement_for
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.finding import each
from api.settings import Settings
from mcda import rank
from mcda.errors import InvalidEnterprise, InvalidWeights, LimitExceeded, McdaError
from mcda.parks import Enterprise, Override, appraise, load_catalogue, scorable
from tests.refusals import rejects
from weights.weightings import resolve


def _perform(document, told=None):
    said = [] if told is None else told
    kept = perform(orjson.dumps(document), Settings(), lambda *at: said.append(at))
    return orjson.loads(result_told(document["kind"], kept, "en"))


def _refused(document, error=McdaError):
    with pytest.raises(error) as refused:
        _perform(document)
    return [(fault.code, fault.path) for fault in refused.value.faults]


def test_a_line_is_what_the_enterprise_alone_would_get(portfolio):
    overrides = [{"alternative": "tcr", "criterion": "land_price", "value": 95.0, "source": "own"}]
    asked = {"overrides": overrides, "method": {"name": "vikor", "v": 0.3}, "top": 50}
    found = _perform({**portfolio, **asked})
    catalogue = load_catalogue()
    own = [Override(alternative="tcr", criterion="land_price", value=95.0, source="own")]
    nobody = recommend(RecommendationRequest(enterprise={}, overrides=overrides), Settings())
    alternatives = [item["alternative"] for item in orjson.loads(encode(nobody))["ranking"]]
    assert sorted(found["parks"]) == sorted(alternatives)
    assert set(found["parks"]) < set(scorable(catalogue)) - {"ogun_guangdong"}
    for said, line in zip(portfolio["enterprises"], found["items"], strict=True):
        enterprise = Enterprise(home=said.get("home"), markets=said.get("markets", {}))
        view = appraise(catalogue, enterprise, found["parks"], overrides=own)
        named = said.get("profile")
        stated = statement_for(enterprise)[0] if named is None else {"kind": "profile", "id": named}
        expected = rank(view, resolve(stated, view), "vikor", v=0.3)
        alone = {
            park: (int(place), float(score))
            for park, place, score in zip(
                view.alternative_ids, expected.ranks, expected.scores, strict=True
            )
        }
        assert line["id"] == said["id"]
        assert {b["alternative"]: (b["rank"], b["score"]) for b in line["best"]} == {
            park: (place, pytest.approx(score, abs=1e-12)) for park, (place, score) in alone.items()
        }
        places = [b["rank"] for b in line["best"]]
        assert places == sorted(places)


def test_profiles_by_row_keep_the_order_of_rows(portfolio):
    names = ("anchor-follower", None, "host-market-seller", None, "anchor-follower")
    rows = [{"id": str(i), "profile": name} for i, name in enumerate(names)]
    found = _perform({**portfolio, "enterprises": rows})["items"]
    assert [line["id"] for line in found] == ["0", "1", "2", "3", "4"]
    lines = [line["best"] for line in found]
    assert (lines[0], lines[1]) == (lines[4], lines[3])
    assert lines[0] != lines[1] != lines[2]


def test_progress_is_told_from_the_start_on_and_after_each_enterprise(portfolio, monkeypatch):
    monkeypatch.setattr(work, "_SLICE", 2)
    rows = [{"id": str(i), "markets": {"US": i / 10}} for i in range(5)]
    told = []
    found = _perform({**portfolio, "enterprises": rows}, told)
    assert told == [(done, 5) for done in range(6)]
    assert [line["id"] for line in found["items"]] == ["0", "1", "2", "3", "4"]


def test_recommendations_tell_progress_and_where_a_fault_is():
    sound = {"enterprise": {}, "parks": ["tcr", "ljip"], "sensitivity": False}
    told = []
    found = _perform({"kind": "recommendations", "requests": [sound, sound]}, told)
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert len(found["items"]) == 2
    faulty = {**sound, "parks": ["tcr", "nowhere"]}
    assert _refused({"kind": "recommendations", "requests": [sound, faulty]}) == [
        ("unknown_park", ("requests", 1, "parks", 1))
    ]


def test_all_faults_of_enterprises_are_told_at_once_and_before_it_waits(portfolio):
    rows = [
        {"id": "a", "markets": {"US": 0.7, "EU": 0.7}},
        {"id": "b", "profile": "none"},
        {"id": "a", "partners_in": ["tcr", "none"]},
        {"id": "c", "profile": "none", "investor_reliance": 2},
    ]
    document = {**portfolio, "enterprises": rows}
    found = _refused(document, InvalidEnterprise)
    assert found == [
        ("market_shares_above_one", ("enterprises", 0, "markets")),
        ("unknown_profile", ("enterprises", 1, "profile")),
        ("duplicate_enterprise", ("enterprises", 2, "id")),
        ("unknown_park", ("enterprises", 2, "partners_in", 1)),
        ("invalid_reliance", ("enterprises", 3, "investor_reliance")),
        ("unknown_profile", ("enterprises", 3, "profile")),
    ]
    with rejects(InvalidEnterprise, faults=found):
        check(JobModel.model_validate(document).root, Settings())


def test_no_more_than_a_hundred_faults(portfolio):
    rows = [{"id": "a", "profile": "none"}] * 300
    assert len(_refused({**portfolio, "enterprises": rows}, InvalidEnterprise)) == 100


def test_each_line_has_the_warnings_that_the_enterprise_alone_would_get(portfolio):
    said = {"home": {"city": ""}, "markets": {"US": 0.5, "Russia": 0.5}, "sectors": ["auto_parts"]}
    found = _perform({**portfolio, "enterprises": [{"id": "a", **said}, {"id": "b"}]})
    asked = {"parks": found["parks"], "keep": found["parks"], "sensitivity": False}
    asked["criteria"] = found["criteria"]
    request = {"enterprise": said, "detail": "full", **asked}
    (answer,) = _perform({"kind": "recommendations", "requests": [request]})["items"]
    alone = each(answer["warnings"])
    first, other = (line["warnings"] for line in found["items"])
    assert {"home_not_stated", "market_typical_rate", "origin_open", "sector_not_stated"} == {
        one["code"] for one in first
    }
    assert all(one in alone for one in first)
    assert [one["code"] for one in other] == ["home_not_stated", "markets_not_stated"]
    shared = [one for one in found["warnings"] if one["code"] == "scenario_dated"]
    assert len(shared) == 1
    assert shared[0] in alone


@pytest.mark.parametrize(
    ("change", "error", "path"),
    [
        ({"parks": ["none"]}, InvalidEnterprise, ("parks", 0)),
        ({"criteria": ["none"]}, InvalidEnterprise, ("criteria", 0)),
        ({"scenario": "none"}, InvalidEnterprise, ("scenario",)),
        ({"parks": ["tcr"] * 2001}, LimitExceeded, ("parks",)),
        ({"weights": {"kind": "profile", "id": "none"}}, InvalidWeights, ("weights", "id")),
        ({"weights": {"kind": "direct", "values": {"x": 1}}}, McdaError, ("weights",)),
    ],
)
def test_checked_before_it_waits(portfolio, change, error, path):
    settings = Settings(max_alternatives=2000)
    document = {**portfolio, **change}
    with pytest.raises(error) as refused:
        check(JobModel.model_validate(document).root, settings)
    assert refused.value.faults[0].path[: len(path)] == path


def test_a_ranking_is_checked_before_it_waits(ranking):
    check(JobModel.model_validate(ranking).root, Settings())
    ranking["request"] = {**ranking["request"], "sensitivity": {"acceptability": {"samples": 1000}}}
    with pytest.raises(LimitExceeded) as refused:
        check(JobModel.model_validate(ranking).root, Settings(max_samples=999))
    assert refused.value.faults[0].path == ("request", "sensitivity", "acceptability", "samples")
