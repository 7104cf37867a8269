"""Where weights come from is told for every statement."""

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from weights.fit import Facts, statement_for
from weights.profiles import load_profiles
from weights.source import Code, source_of
from weights.weightings import WEIGHTINGS, WeightSpec

CODES = get_args(Code)
PROFILE = {"kind": "profile", "id": "security-seeker"}
OWN = {"kind": "profile", "id": "our board", "order": [["land_price"]]}
DIRECT = {"kind": "direct", "values": {"land_price": 1}}
DATA = {"kind": "objective", "scheme": "critic"}
EQUAL = {"kind": "objective", "scheme": "equal"}


def read(written: Any) -> Any:
    return TypeAdapter[Any](WeightSpec).validate_python(written)


def blend(*parts: Any) -> dict[str, Any]:
    return {"kind": "blend", "parts": [{"share": 1, "weights": part} for part in parts]}


@pytest.mark.parametrize(
    ("written", "code", "profiles"),
    [
        (DIRECT, "stated", []),
        (PROFILE, "profile_named", ["security-seeker"]),
        (OWN, "profile_named", ["our board"]),
        (DATA, "read_from_data", []),
        (EQUAL, "nobody", []),
        ({"kind": "unstated"}, "nobody", []),
        (blend(DIRECT, DIRECT), "stated", []),
        (blend(DIRECT, PROFILE, blend(OWN)), "profile_named", ["security-seeker", "our board"]),
        (blend(PROFILE, DATA), "read_from_data", ["security-seeker"]),
        (blend(DIRECT, {"kind": "unstated"}), "nobody", []),
    ],
)  # fmt: skip
def test_what_was_sent(written: Any, code: str, profiles: list[str]) -> None:
    found = source_of(read(written))
    assert found.code == code
    assert [one.id for one in found.profiles] == profiles
    assert all(one.because is None for one in found.profiles)


def test_what_follows_from_facts() -> None:
    one = source_of(*statement_for(Facts(sales={"US": 0.8})))
    assert one.code == "profile_by_facts"
    (profile,) = one.profiles
    assert profile.id == "tariff-hit-exporter"
    assert profile.name["en"] == "Exporter hit by tariffs"
    assert profile.because is not None
    assert profile.because["en"] == "80 % of your sales go to the United States"
    assert "80 % of your sales go to the United States: they are those" in one.sentence.say()
    several = source_of(*statement_for(Facts(sales={"US": 0.8}, intent="long_term")))
    assert several.code == "blend_by_facts"
    for language in ("en", "zh"):
        said = several.sentence.say(language)
        assert load_profiles()["long-term-base-builder"].name[language] in said
        assert load_profiles()["tariff-hit-exporter"].name[language] in said
    assert source_of(*statement_for(Facts())).code == "nobody"


def test_every_code_is_a_sentence_in_both_languages() -> None:
    tried = [DIRECT, PROFILE, DATA, EQUAL]
    found = {(s := source_of(read(one))).code: s for one in tried}
    for facts in (
        Facts(sales={"US": 1.0}),
        Facts(sales={"US": 1.0}, intent="long_term"),
        Facts(sales={"EU": 1.0}, sectors=["batteries"]),
    ):
        derived = source_of(*statement_for(facts))
        found[derived.code] = derived
    assert set(found) == set(CODES)
    for source in found.values():
        said = {source.sentence.say(language) for language in ("en", "zh")}
        assert len(said) == 2
        assert not any("{" in text for text in said)


def test_answers_of_an_interview_are_called_so() -> None:
    (example,) = WEIGHTINGS["replies"].examples
    source = source_of(read(example))
    assert (source.code, source.replies) == ("stated", 1)
    assert source.sentence.say("zh") == "侧重来自您的1个回答。"
    assert source_of(read(DIRECT)).replies == 0


def test_every_kind_has_a_source() -> None:
    for weighting in WEIGHTINGS.values():
        assert weighting.examples
        for example in weighting.examples:
            assert source_of(read(example)).code in CODES
