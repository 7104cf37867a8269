"""What every shipped profile must say, and that its quotations are real."""

import os
import re
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from tomllib import loads
from typing import Any

import pytest

from weights.profiles import load_profiles
from weights.profiles.model import CRITERIA, LANGUAGES, LEVELS, Profile, ProfileClaim

PROFILES = tuple(load_profiles().values())
CLAIMS = tuple((profile.id, claim) for profile in PROFILES for claim in profile.claims)
SHARED = Path(
    os.environ.get("PARKWISE_SHARED", Path(__file__).resolve().parents[3].parent / "shared")
)
each_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda p: p.id)
each_claim = pytest.mark.parametrize(("owner", "claim"), CLAIMS)


def plain(text: str) -> str:
    for fancy, simple in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        text = text.replace(fancy, simple)
    return re.sub(r"\s+", " ", text).strip()


@cache
def source_text() -> str:
    source = SHARED / "domain" / "dissertation.txt"
    if not source.is_file():
        pytest.skip("the dissertation's text is not here; set PARKWISE_SHARED to its folder")
    return plain(source.read_text(encoding="utf-8"))


def texts(value: Any) -> Iterator[dict[str, str]]:
    if is_dataclass(value):
        for part in fields(value):
            yield from texts(getattr(value, part.name))
    elif isinstance(value, dict):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


@each_profile
def test_every_text_is_in_both_languages(profile: Profile) -> None:
    found = list(texts(profile))
    assert len(found) >= 6
    for text in found:
        assert set(text) == set(LANGUAGES)
        assert re.search(r"[\u4e00-\u9fff]", text["zh"]), text
        assert not re.search(r"[\u4e00-\u9fff]", text["en"]), text


@each_profile
def test_each_criterion_stands_exactly_once(profile: Profile) -> None:
    assert sorted((*profile.ranked, *profile.excluded)) == sorted(CRITERIA)


@each_profile
def test_filler_is_ranked_and_never_cited(profile: Profile) -> None:
    assert set(profile.filler) <= set(profile.ranked)
    for criterion in profile.filler:
        assert profile.claims_on(criterion) == ()


@each_profile
def test_every_place_that_is_not_filler_has_a_claim_and_a_grade(profile: Profile) -> None:
    graded = [criterion for part in profile.support.parts for criterion in part.criteria]
    for criterion in (*profile.supported, *profile.excluded):
        assert any(criterion in claim.supports for claim in profile.claims_on(criterion))
        assert graded.count(criterion) == 1
    assert profile.support.level in LEVELS


@each_profile
def test_further_criteria_are_cited_and_are_none_of_the_seven(profile: Profile) -> None:
    for further in profile.also_named:
        assert further.id not in CRITERIA
        assert profile.claims_on(further.id), further.id


@each_profile
def test_the_label_says_derived(profile: Profile) -> None:
    assert profile.label["en"] == "derived from a rank order, not measured"


@each_profile
def test_a_profile_becomes_plain_values(profile: Profile) -> None:
    plain_values = asdict(profile)
    assert plain_values["name"] == profile.name
    assert plain_values["order"] == profile.order


@each_claim
def test_claims_are_dated_and_placed(owner: str, claim: ProfileClaim) -> None:
    assert re.fullmatch(r"20\d\d(-\d\d(-\d\d)?)?", claim.as_of), owner
    assert re.fullmatch(r"\d\.\d(\.\d)?|Annex [1-4]", claim.section), owner
    expected = claim.section if claim.section.startswith("Annex") else "dissertation"
    assert claim.source.startswith(expected), owner
    assert claim.section in claim.source, owner


@each_claim
def test_quotes_are_short(owner: str, claim: ProfileClaim) -> None:
    assert 3 <= len(claim.quote.split()) <= 25, owner


@pytest.mark.may_skip
@each_claim
def test_quotes_are_word_for_word(owner: str, claim: ProfileClaim) -> None:
    assert plain(claim.quote) in source_text(), owner


def test_the_seven_criteria_are_those_of_the_parks() -> None:
    catalogue = files("mcda.parks").joinpath("data/criteria.toml").read_text(encoding="utf-8")
    assert set(loads(catalogue)) == set(CRITERIA)
