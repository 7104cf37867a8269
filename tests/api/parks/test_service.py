"""Recommending without HTTP; the catalogue as plain data."""

from typing import Any

import pytest

from api.http.localisation import encode, localise
from api.parks import service
from api.parks.schemas import RecommendationRequest
from api.rankings.finding import each
from api.rankings.requests import default_parts
from api.settings import Settings
from mcda.errors import McdaError, NotFound
from mcda.parks import load_catalogue, scorable
from mcda.parks.data_files import digest

STATED = {"home": {"province": "Zhejiang"}, "markets": {"US": 0.6, "host": 0.4}}


def recommend(settings: Settings, language: Any = "en", **fields: Any) -> Any:
    written = {"enterprise": {}, "sensitivity": False, **fields}
    request = RecommendationRequest.model_validate(written)
    return localise(service.recommend(request, settings), language)


def test_all_parks_known_well_enough_are_ranked(settings):
    found = recommend(settings)
    assert len(found["ranking"]) == len(scorable(load_catalogue())) - len(found["excluded"])
    assert found["ask_next"] == []
    assert found["record"]["seed"] is None
    assert found["scenario"]["id"] == load_catalogue().default_scenario.id


def test_questions_come_with_the_sensitivity(settings):
    asked = {"enterprise": STATED, "sensitivity": {"decision": True}}
    found = recommend(settings, **asked)  # a decision draws by itself
    gains = [(item["criterion"], item["gain"]) for item in found["ask_next"]]
    assert gains == [(fact["criterion"], fact["gain"]) for fact in found["decision"]["facts"]] != []
    assert recommend(settings, **asked, method={"name": "topsis"})["ask_next"] == []


def test_criteria_come_with_their_ladders():
    found = {item["id"]: item for item in service.list_criteria()["items"]}
    assert len(found) == 7
    assert found["hometown_ties"]["ladder"]
    assert found["land_price"]["ladder"] is None


def test_parks_are_listed_in_short():
    for item in service.list_parks()["items"]:
        assert set(item) == {
            "id", "kind", "name", "country", "place", "summary", "sectors", "scorable", "unknown",
        }  # fmt: skip
        assert item["scorable"] is (len(item["unknown"]) <= 1)  # six of the seven are known
        assert encode(item)


def test_a_park_comes_with_ratings_and_claims():
    found = service.get_park("tcr")
    assert found["ratings"]
    assert found["claims"]
    levels = {r["criterion"]: r["level_name"] for r in found["ratings"]}
    assert levels["government_support"].say("zh") == "一国有举措"
    assert levels["land_price"] is None
    assert found["unknown"] == []


def test_contradictions_about_a_park_are_told():
    park = service.get_park("teda_suez")
    claims = {c["id"]: c for c in park["claims"]}
    assert sorted(map(sorted, park["conflicts"])) == [
        ["teda_suez.jobs.2", "teda_suez.jobs.4"],
        ["teda_suez.tenants.2", "teda_suez.tenants.3"],
    ]
    for one, other in park["conflicts"]:
        first, second = claims[one], claims[other]
        assert first["attribute"] == second["attribute"]
        assert first["source"] != second["source"]


def test_a_contradiction_comes_with_its_sides_and_our_reading():
    english, chinese = (localise(service.get_park("vcep"), lang) for lang in ("en", "zh"))  # type: ignore[arg-type]
    found = {item["id"]: item for item in english["contradictions"]}
    owner = found["vcep_ownership"]
    assert owner["standing"] == "relied"
    assert owner["relies_on"] == [
        "sheng.vcep.public", "vcep.operator_ownership.1", "vcep.operator_ownership.2",
    ]  # fmt: skip
    assert [[c["id"] for c in side] for side in owner["sides"]] == [
        owner["relies_on"],
        ["vcep.operator_ownership.3"],
    ]
    assert "estate agent" in owner["explanation"]
    translated = {item["id"]: item for item in chinese["contradictions"]}["vcep_ownership"]
    assert "房产中介" in translated["explanation"]
    assert translated["about"] == "投资方是国有还是民营？"
    assert found["vcep_investment"]["standing"] == "moot"
    assert found["vcep_restart"]["relies_on"] == ["sheng.vcep.restart_december"]
    assert (
        not {"section_122", "us_section_122_last_day"} & found.keys()
    )  # ended: no duty rests on it
    assert [item["id"] for item in english["look_alikes"]] == [
        "vcep_area", "vietnam_land_bac_ninh", "vietnam_land_hai_duong",
    ]  # fmt: skip
    pairs = {frozenset(pair) for pair in english["conflicts"]}
    assert frozenset({"vcep.area_total.1", "vcep.area_total.2"}) not in pairs
    assert all(pair <= {c["id"] for c in english["claims"]} for pair in pairs)


def test_a_contradiction_of_several_subjects_says_why():
    shown = localise(service.get_park("kitic"), "en")
    found = {item["id"]: item for item in shown["contradictions"]}
    assert "all zones" in found["zones_approved"]["across"]
    assert found["kitic_start"]["across"] is None


def test_the_contradictions_about_a_country():
    (found,) = localise(service.get_country("china"), "en")["contradictions"]
    assert (found["id"], found["standing"]) == ("china_cpi", "moot")
    assert localise(service.get_country("laos"), "zh")["contradictions"] == []


def test_evidence_ages_from_the_day_asked_for(settings):
    asked = {"enterprise": {}, "parks": ["ljip", "tcr"]}
    early = recommend(settings, **asked, as_of="2024-01-01")
    late = recommend(settings, **asked, as_of="2040-01-01")
    assert early["record"]["spec"]["as_of"] == "2024-01-01"
    assert "evidence_stale" in [w["code"] for w in late["warnings"]]
    grades = [answer["evidence"]["tcr"]["land_price"]["quality"] for answer in (early, late)]
    assert "old" in grades[1]["doubts"]
    assert "old" not in grades[0]["doubts"]
    assert recommend(settings, **asked)["record"]["spec"]["as_of"]
    patient = Settings(stale_after_years=100)
    assert "evidence_stale" not in [w["code"] for w in recommend(patient, **asked)["warnings"]]


@pytest.mark.parametrize("detail", ["summary", "standard"])
def test_parks_of_which_too_little_is_known_are_counted(settings, detail):
    fields: dict[str, Any] = {"enterprise": {}, "as_of": "2026-11-28", "detail": detail}
    found = recommend(settings, **fields)
    told = {row["alternative"] for row in (*found["ranking"], *found["excluded"])}
    told |= {item["alternative"] for item in found["first_ask"]}
    assert found["listed"] == len(load_catalogue().parks) - len(told) > 0
    assert recommend(settings, **fields, parks=["tcr", "ljip"])["listed"] is None
    assert recommend(settings, enterprise={}, template="location", detail=detail)["listed"] is None


def test_parks_of_which_the_weightiest_is_unknown_are_asked_first(settings):
    two = {"land_price": 9, "infrastructure": 1}
    fields = {"criteria": list(two), "weights": {"kind": "direct", "values": two}}
    found = recommend(settings, **fields)
    asked = [item["alternative"] for item in found["first_ask"]]
    out = [item["alternative"] for item in found["excluded"]]
    gated = {
        park
        for gate in found["gates"]
        if gate["severity"] == "gate"
        for park in gate["alternatives"]
    }
    assert sorted(park for park in out if park not in gated) == sorted(asked) != []
    assert recommend(settings, **fields, parks=asked[:1])["first_ask"] == []


def test_a_country_comes_with_duties():
    for language in ("en", "zh"):
        found = localise(service.get_country("thailand"), language)
        known = load_catalogue().scenarios
        assert [s["id"] for s in found["scenarios"]] == list(known)
        assert [s["name"] for s in found["scenarios"]] == [s.name[language] for s in known.values()]


@pytest.mark.parametrize("get", [service.get_park, service.get_country])
def test_what_does_not_exist_is_not_found(get):
    with pytest.raises(NotFound):
        get("atlantis")


def test_what_the_choice_of_scenario_does(settings):
    asked = {
        "enterprise": {"markets": {"US": 1.0}},
        "weights": {"kind": "direct", "values": {"trade_cost_exposure": 5, "land_price": 1}},
        "criteria": ["trade_cost_exposure", "land_price"],
        "sensitivity": {**default_parts(), "acceptability": {"samples": 300}},
    }
    possible = load_catalogue().default_scenario.parts  # of a day still to come nobody knows which
    for language in ("en", "zh"):
        found = recommend(settings, language, **asked)
        names = [item["name"] for item in found["scenarios"]]
        assert names == [scenario.name[language] for scenario in possible]
    ranked = [line["alternative"] for line in found["ranking"]]
    firsts = [item["winners"] for item in found["scenarios"]]
    assert firsts[0] != firsts[1]
    for item in found["scenarios"]:
        line, *_ = recommend(settings, **asked, scenario=item["scenario"], parks=ranked)["ranking"]
        assert line["alternative"] in item["winners"]  # several tie by one proxy
    past = recommend(settings, **asked, scenario="us_2025_04")["scenarios"]
    assert [item["scenario"] for item in past] == [
        "us_2025_04",
        *(scenario.id for scenario in possible),
    ]
    # On a day of known law all that is open today says the same.
    day = {"id": "open_after_july_2026", "day": "2026-03-01"}
    found = recommend(settings, **asked, scenario=day)
    firsts = [item["winners"] for item in found["scenarios"]]
    assert firsts == [firsts[0]] * len(possible)
    assert found["ranking"][0]["alternative"] in firsts[0]
    own = {"name": "mine", "as_of": "2026-11-01", "rates": {"US": {"vietnam": 30}}}
    named = ["ljip", "vcep", "tcr"]  # of others the duty is then unknown: they are not ranked
    found = recommend(settings, **asked, scenario=own, parks=named)
    assert found["scenarios"][0]["scenario"] == "custom"
    assert len(found["scenarios"]) == len(possible) + 1
    only = {"criteria": ["land_price"], "weights": {"kind": "objective", "scheme": "equal"}}
    for change in ({"sensitivity": False}, only):
        assert recommend(settings, **{**asked, **change})["scenarios"] == []


def test_a_scenario_of_the_catalogue_can_be_asked_for_as_of_another_day(settings):
    asked = {"enterprise": {"markets": {"US": 1.0}, "chinese_parts": 0.0}, "parks": ["tcr", "ljip"]}
    within, after = (
        recommend(settings, **asked, include=["rates"], scenario={"id": "lapsed", "day": day})
        for day in ("2026-07-23", "2026-07-24")
    )
    for found, day in ((within, "2026-07-23"), (after, "2026-07-24")):
        assert (found["scenario"]["id"], found["scenario"]["as_of"]) == ("lapsed", day)
        assert found["record"]["spec"]["scenario"] == {"id": "lapsed", "day": day}
        for park, country in (("tcr", "thailand"), ("ljip", "vietnam")):
            duty = found["scenario"]["rates"]["US"][country]["mode"]
            assert found["evidence"][park]["trade_cost_exposure"]["value"] == pytest.approx(duty)
            # Of the last day of the surcharge of section 122 more than of the day after it.
            assert (
                within["scenario"]["rates"]["US"][country]["mode"]
                > (after["scenario"]["rates"]["US"][country]["mode"])
            )


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "2026-7-1", ""])
def test_a_day_that_is_none_is_refused(settings, day):
    with pytest.raises(McdaError) as caught:
        recommend(settings, scenario={"id": "lapsed", "day": day}, parks=["tcr", "ljip"])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("scenario_day_invalid", ("scenario", "day"))
    ]


def test_a_scenario_that_is_unknown_has_no_day(settings):
    with pytest.raises(McdaError) as caught:
        recommend(settings, scenario={"id": "before_2018", "day": "2026-07-01"}, parks=["tcr"])
    (fault,) = caught.value.faults
    assert fault.path[0] == "scenario"


def test_the_record_names_the_state_of_the_catalogue(settings):
    edition = load_catalogue().edition
    assert (edition.version, edition.date) == ("3", "2026-12-01")
    told = {"version": edition.version, "date": edition.date, "digest": digest()}
    for template in ("parks", "location"):
        record = recommend(settings, template=template)["record"]
        assert record["catalogue"] == told
        assert list(record)[-1] == "catalogue"


@pytest.mark.parametrize("method", [None, {"name": "topsis"}])
def test_findings_stand_in_the_order_of_how_grave_they_are(settings, method):
    asked = {
        "enterprise": STATED,
        "sensitivity": {**default_parts(), "acceptability": {"samples": 2000}},
    }
    found = recommend(settings, **asked, detail="full", method=method)
    severities = [warning["severity"] for warning in found["warnings"]]
    order = ("decides", "caution", "note")
    assert severities == sorted(severities, key=order.index)
    measure = "chance_of_changing_winner" if method else "gain"
    assert all(item[measure] > 0 for item in found["ask_next"])
    deciding = {(item["alternative"], item["criterion"]) for item in found["ask_next"]}
    assert deciding
    for warning in each(found["warnings"]):
        named = (warning.get("alternative"), warning.get("criterion"))
        decides = named in deciding or warning["code"] == "unknown_cell"
        assert decides if warning["severity"] == "decides" else named not in deciding
    assert "decides" in severities
    few = {"criteria": ["land_price", "one_stop_services"], "parks": ["kulim", "ljip"]}
    unasked = recommend(settings, **few)["warnings"]  # nothing was drawn
    assert [w["code"] for w in unasked if w["severity"] == "decides"] == ["unknown_cell"]


def test_an_exchange_is_told_of_sums_alone(settings):
    weights = {"kind": "direct", "values": {"land_price": 100, "trade_cost_exposure": 1}}
    asked = {"enterprise": STATED, "weights": weights, "criteria": [*weights["values"]]}
    answers = [recommend(settings, **asked, method=by) for by in (None, {"name": "topsis"})]
    assert [answer["money"]["exchange"] is None for answer in answers] == [False, True]


def test_what_is_on_record_against_the_first_and_the_next_is_told(settings):
    asked = {
        "parks": ["ljip", "vcep", "tcr"],
        "criteria": ["land_price", "trade_cost_exposure"],
        "weights": {"kind": "direct", "values": {"land_price": 1, "trade_cost_exposure": 0}},
    }
    prices = {"ljip": 60.0, "vcep": 80.0, "tcr": 120.0}

    def told(language: Any = "en", **changed: float) -> Any:
        own = [
            {"alternative": park, "criterion": "land_price", "value": value, "source": "ours"}
            for park, value in {**prices, **changed}.items()
        ]
        return recommend(settings, language, **asked, overrides=own)["risks"]

    claims = load_catalogue().claims
    found = told()
    assert {risk["alternative"] for risk in found} == {"vcep"}  # second; nothing against ljip
    assert [risk["claim"] for risk in found] == [
        *("vcep.controversy_unrest.1", "vcep.controversy_stalled.1")
    ]
    for risk, other in zip(found, told("zh"), strict=True):
        claim = claims[risk["claim"]]
        assert (risk["as_of"], risk["source"]) == (claim.as_of, claim.source.title)
        assert risk["weak"] is claim.source.weak
        assert risk["what"] in risk["sentence"]
        assert other["topic"] in other["sentence"]
        assert risk["sentence"] != other["sentence"]
    assert told(vcep=150.0) == []  # now the last: no verdict names it
