"""What the tenants said: as coded and as quoted."""

import csv
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from mcda.errors import InvalidInput
from mcda.parks import Catalogue, load_catalogue
from weights.tenants import Interviews, load_interviews, load_tenants
from weights.validation import validate

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = Path(os.environ.get("PARKWISE_SHARED", ROOT.parent / "shared")) / "domain"
TENANTS = {tenant.id: tenant for tenant in load_tenants()}
TIERS = {"first": 1, "high": 2, "medium": 3}
NO_REASON = {"goal_horizon"}  # assent to the author's perspective, not a reason for a park


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def coded(name: str) -> dict[str, int]:
    """Return the best tier of each reason that the coded claims hold for the chosen park."""
    path = DOMAIN / "interview-claims.csv"
    if not path.is_file():
        pytest.skip("the coded interviews are not here; set PARKWISE_SHARED to their folder")
    best: dict[str, int] = defaultdict(lambda: 9)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            asked = re.search(r"G2Q[45]$", row["source"])
            of_park = row["park"].lower() == TENANTS[name].chosen if asked else False
            if row["respondent"] == name and of_park and row["direction"] == "positive":
                best[row["criterion"]] = min(best[row["criterion"]], TIERS[row["importance"]])
    return {reason: tier for reason, tier in best.items() if reason not in NO_REASON}


def plain(text: str) -> str:
    bare = re.sub(r"<[^>]+>", " ", text)
    for curly, straight in (("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"')):
        bare = bare.replace(curly, straight)
    return " ".join(bare.split())


@pytest.mark.may_skip
@pytest.mark.parametrize("name", TENANTS)
def test_reasons_are_those_coded_for_the_chosen_park(name: str, catalogue: Catalogue) -> None:
    tenant, seven = TENANTS[name], {info.id for info in catalogue.criteria}
    wanted = coded(name)
    said = {reason.criterion: reason.tier for reason in tenant.reasons}
    assert said == {reason: tier for reason, tier in wanted.items() if reason in seven}
    other = [reason for reason in wanted if reason not in seven]
    assert sorted(tenant.other) == sorted(other)
    assert [wanted[o] for o in tenant.other] == sorted(wanted[o] for o in other)
    assert (tenant.partner_inside is not None) == ("partner_presence" in wanted)
    assert (tenant.home is None) or "hometown_ties" in said


@pytest.mark.may_skip
@pytest.mark.parametrize("name", TENANTS)
def test_quotes_occur_word_for_word(name: str) -> None:
    files = [DOMAIN / "dissertation-annexes.md", DOMAIN / "dissertation.txt"]
    if not all(path.is_file() for path in files):
        pytest.skip("the dissertation's text is not here; set PARKWISE_SHARED to its folder")
    text = plain(" ".join(path.read_text(encoding="utf-8") for path in files))
    tenant = TENANTS[name]
    said = [*tenant.reasons, *filter(None, (tenant.home, tenant.partner_inside))]
    assert [item.quote for item in said if plain(item.quote) not in text] == []
    assert all(len(item.quote.split()) <= 25 for item in said)


def test_the_file_names_known_parks_criteria_and_reasons(catalogue: Catalogue) -> None:
    interviews, seven = load_interviews(), {info.id for info in catalogue.criteria}
    assert list(TENANTS) == [f"G2-{number:02}" for number in range(1, 16)]
    for tenant in TENANTS.values():
        assert tenant.chosen in catalogue.parks
        assert set(tenant.named) <= seven
        assert len(set(tenant.named)) == len(tenant.reasons)
        inside, home = tenant.partner_inside, tenant.home
        assert inside is None or inside.park == tenant.chosen
        assert home is None or home.investor_of == tenant.chosen
    used = {reason for tenant in TENANTS.values() for reason in tenant.other}
    assert used == set(interviews.other)
    assert all(set(names) == {"en", "zh"} for names in interviews.other.values())
    # The digest's table of what tenants said decided, by criterion.
    assert Counter(c for tenant in TENANTS.values() for c in tenant.named) == {
        "land_price": 7,
        "hometown_ties": 6,
        "government_support": 2,
        "investor_type": 2,
        "infrastructure": 1,
    }


def test_tiers_are_ordered_and_ties_kept() -> None:
    assert TENANTS["G2-12"].order == (("hometown_ties", "land_price"), ("investor_type",))
    assert TENANTS["G2-14"].named == ("land_price", "hometown_ties", "infrastructure")
    assert TENANTS["G2-02"].order == ()


def test_a_malformed_file_is_refused() -> None:
    reason = {"tier": 4, "criterion": "land_price", "quote": "", "reference": "G2Q9"}
    tenant = {"id": "x", "chosen": "tcr", "interviewed": "", "reasons": [reason], "other": []}
    with pytest.raises(InvalidInput) as caught:
        validate(Interviews, {"other": {}, "tenants": [tenant]})
    assert {fault.path[-1] for fault in caught.value.faults} == {"tier", "quote", "reference"}
