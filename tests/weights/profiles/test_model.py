"""What every shipped profile must say, and that its quotations are real."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mcda.parks.sectors import sectors
from mcda.parks.templates import templates
from weights.profiles import load_profiles, load_subjects
from weights.profiles.model import LANGUAGES, LEVELS, ProfileClaim, Subject, WeightProfile

PROFILES = tuple(load_profiles().values())
CLAIMS = tuple((profile.id, claim) for profile in PROFILES for claim in profile.claims)
SHARED = Path(
    os.environ.get("PARKWISE_SHARED", Path(__file__).resolve().parents[3].parent / "shared")
)
each_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda p: p.id)
each_subject = pytest.mark.parametrize("subject", load_subjects().values(), ids=lambda s: s.id)


def each_claim(test: Callable[[str, ProfileClaim], None]) -> Callable[[], None]:
    """Let a test walk all claims: one case an entry would cost more than what it looks at."""

    def walked() -> None:
        for owner, claim in CLAIMS:
            test(owner, claim)

    walked.__doc__ = test.__doc__
    return walked


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
def test_every_text_is_in_both_languages(profile: WeightProfile) -> None:
    found = list(texts(profile))
    assert len(found) >= 6
    for text in found:
        assert set(text) == set(LANGUAGES)
        assert re.search(r"[\u4e00-\u9fff]", text["zh"]), text
        assert not re.search(r"[\u4e00-\u9fff]", text["en"]), text


@each_profile
def test_each_criterion_stands_exactly_once(profile: WeightProfile) -> None:
    criteria = load_subjects()[profile.about].criteria
    assert sorted((*profile.ranked, *profile.excluded)) == sorted(criteria)


@each_profile
def test_filler_is_ranked_and_never_cited(profile: WeightProfile) -> None:
    assert set(profile.filler) <= set(profile.ranked)
    for criterion in profile.filler:
        assert profile.claims_on(criterion) == ()


@each_profile
def test_every_place_that_is_not_filler_has_a_claim_and_a_grade(profile: WeightProfile) -> None:
    graded = [criterion for part in profile.support.parts for criterion in part.criteria]
    for criterion in (*profile.supported, *profile.excluded):
        assert any(criterion in claim.supports for claim in profile.claims_on(criterion))
        assert graded.count(criterion) == 1
    assert profile.support.level in LEVELS


@each_profile
def test_further_criteria_are_cited_and_are_none_of_the_subject(profile: WeightProfile) -> None:
    for further in profile.also_named:
        assert further.id not in load_subjects()[profile.about].criteria
        assert profile.claims_on(further.id), further.id


@each_profile
def test_the_label_says_derived(profile: WeightProfile) -> None:
    swings = "our reading of interviews as swings, not measured"
    assert profile.label["en"] == (
        swings if profile.swings else "derived from a rank order, not measured"
    )


@each_profile
def test_every_swing_has_a_note_and_the_claims_that_speak_of_it(profile: WeightProfile) -> None:
    for swing in profile.swings:
        known = {claim.source for claim in profile.claims_on(swing.criterion)}
        assert set(swing.claims) <= known
        assert bool(swing.claims) is (swing.criterion not in profile.filler)
        assert swing.note["en"].startswith("No text") is (swing.criterion in profile.filler)


SAID = {
    "size": ("sme", "large", "unstated"),
    "intent": ("trial", "relocation", "expansion", "long_term", "undecided", "unstated"),
}


@each_profile
def test_conditions_name_what_an_enterprise_can_say(profile: WeightProfile) -> None:
    for condition in profile.fits:
        assert set(condition.size) <= set(SAID["size"])
        assert set(condition.intent) <= set(SAID["intent"])
        assert set(condition.sectors) <= set(sectors())
        is_told = {language: "{share}" in text for language, text in condition.because.items()}
        sells = bool(condition.sells_to or condition.sells_outside)
        assert set(is_told.values()) == {sells}
        assert not (condition.sells_to and condition.sells_outside)


@each_profile
def test_a_profile_becomes_plain_values(profile: WeightProfile) -> None:
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


@cache
def interview_dates() -> dict[str, str]:
    """Return ``G1 No4`` -> ``2019-10-16``, as Annex 1 lists them."""
    source_text()
    lines = (SHARED / "domain" / "dissertation.txt").read_text(encoding="utf-8").splitlines()
    found, group = {}, ""
    for line in lines[lines.index("## Annex 1: Interview Process Data") :]:
        if start := re.match(r"<b>Group (\d)</b>", line):
            group = start[1]
        if row := re.search(r"\t(\d+)\t(\d{4})\.(\d\d)\.(\d\d)\t\d+ mins", line):
            found[f"G{group} No{row[1]}"] = "-".join(row.groups()[1:])
    return found


@pytest.mark.may_skip
@each_claim
def test_answers_carry_the_date_of_their_interview(owner: str, claim: ProfileClaim) -> None:
    spoken = re.fullmatch(r"Annex \d (G\d)Q\d+ No(\d+)", claim.source)
    dates = interview_dates()
    assert len(dates) == 56
    if spoken:
        assert claim.as_of == dates[f"{spoken[1]} No{spoken[2]}"], owner


@each_subject
def test_subjects_are_named_in_both_languages(subject: Subject) -> None:
    for text in (subject.name, *subject.criteria.values()):
        assert set(text) == set(LANGUAGES)
        assert re.search(r"[\u4e00-\u9fff]", text["zh"]), text
        assert not re.search(r"[\u4e00-\u9fff]", text["en"]), text


@each_subject
def test_names_of_criteria_are_distinct_and_every_subject_has_a_profile(subject: Subject) -> None:
    for language in LANGUAGES:
        names = [text[language] for text in subject.criteria.values()]
        assert len(set(names)) == len(names)
    assert any(profile.about == subject.id for profile in PROFILES)


def test_the_subjects_are_the_templates() -> None:
    assert list(load_subjects()) == [item.id for item in templates()]
    assert len(load_subjects()["parks"].criteria) == 7


def test_numbers_trace_each_profile_once() -> None:
    numbers = {profile.id: profile.number for profile in PROFILES}
    assert sorted(numbers.values()) == sorted(
        [*(f"P{n}" for n in range(1, 9)), "P9a", "P9b"]
        + [f"P{n}{letter}" for n in (10, 11) for letter in "abc"]
    )
    for profile in PROFILES:
        place = re.sub(r"[a-c]$", "", profile.number)
        others = {"P9": "location", "P10": "park-model", "P11": "way-in"}
        assert profile.about == others.get(place, "parks")
