"""Failures on record: dated, resting on claims about the park, with who has run it since."""

from dataclasses import replace

import pytest

from mcda.parks import Catalogue
from mcda.parks.checks import integrity_faults

FAILED = {
    "bagamoyo", "boten_sez", "ceiz", "duqm", "greenwood_moscow", "gwadar_free_zone", "jazan",
    "jinfei", "jocic", "kezad", "konawe_delong", "kyaukphyu_sez", "ogun_guangdong", "poti_fiz",
    "tanger_tech", "uzlovaya",
}  # fmt: skip


def test_the_parks_with_a_failure(catalogue: Catalogue) -> None:
    assert {park.id for park in catalogue.parks.values() if park.failures} == FAILED


def test_a_park_that_recovered_and_one_that_did_not(catalogue: Catalogue) -> None:
    (left,) = catalogue.park("tanger_tech").failures
    assert (left.kind, left.on, left.ended, left.successor) == (
        "concession_gone", "2018", "2020-11", True,
    )  # fmt: skip
    assert "Haite" in left.what["en"]
    assert "tanger_tech.controversy_failed.1" in left.claims
    (war,) = catalogue.park("kyaukphyu_sez").failures
    assert (war.kind, war.on, war.ended, war.successor) == (
        "armed_conflict",
        "2024-01-08",
        "",
        None,
    )


def test_the_manager_of_ogun_and_the_award(catalogue: Catalogue) -> None:
    expelled, award = catalogue.park("ogun_guangdong").failures
    assert (expelled.kind, expelled.on, expelled.ended) == (
        "operator_expelled", "2016-05-27", "2016-08-31",
    )  # fmt: skip
    assert (award.kind, award.on, award.ended) == ("award", "2021-03-26", "")


def test_a_failure_rests_on_bad_news(catalogue: Catalogue) -> None:
    for park in FAILED:
        for failure in catalogue.park(park).failures:
            assert "controversy" in {catalogue.claims[c].kind for c in failure.claims}, park


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"claims": ("ghost",)}, "unknown claim ghost"),
        ({"claims": ("tcr.land_price.1",)}, "does not rest on claims about the park"),
        ({"claims": ()}, "does not rest on claims about the park"),
        ({"kind": "bad_weather"}, "unknown kind of failure bad_weather"),
        ({"on": "c.2018"}, "on no day, month or year"),
        ({"ended": "2020-13"}, "on no day, month or year"),
        ({"ended": "2017-12"}, "a failure of 2018 ended before, 2017-12"),
        ({"on": "2020-12-01"}, "a failure of 2020-12-01 ended before, 2020-11"),
        ({"successor": None}, "concession_gone with successor None"),
        ({"kind": "armed_conflict"}, "armed_conflict with successor True"),
        ({"what": {"en": "only"}}, "a text lacks a language"),
    ],
)
def test_bad_failures(catalogue: Catalogue, change: dict[str, object], problem: str) -> None:
    park = catalogue.park("tanger_tech")
    failures = (replace(park.failures[0], **change),)  # type: ignore[arg-type]
    changed = {**catalogue.parks, park.id: replace(park, failures=failures)}
    faults = integrity_faults(replace(catalogue, parks=changed))
    said = [str(fault.fields["problem"]) for fault in faults]
    assert any(problem in each for each in said), said


def test_the_estate_around_a_park_may_say_it(catalogue: Catalogue) -> None:
    (struck,) = catalogue.park("jocic").failures
    assert {catalogue.claims[c].subject for c in struck.claims} == {"kezad"}
