"""Numbers that the README and the pages tell of the project are those of the project."""

import re

import pytest

from mcda.methods import METHODS
from mcda.parks import load_catalogue, scorable
from tests.documentation.pages import ROOT
from weights.profiles import load_profiles
from weights.weightings import WEIGHTINGS

WORDS = {"eight": 8, "sixteen": 16, "seven": 7}
CATALOGUE = load_catalogue()
PARKS = len(CATALOGUE.parks)
COUNTRIES = len({park.country for park in CATALOGUE.parks.values()})
COMPARED = len(scorable(CATALOGUE))
CLAIMS = [
    ("README.md", r"\*\*Methods\*\*: (\w+), from", len(METHODS)),
    ("README.md", r"(\w+) kinds of statements", len(WEIGHTINGS)),
    ("README.md", r"(\w+) named profiles", len(load_profiles())),
    ("README.md", r"(\w+) parks and estates in", PARKS),
    ("README.md", r"parks and estates in (\w+) countries", COUNTRIES),
    ("docs/features.md", r"(\w+) named profiles", len(load_profiles())),
    ("docs/parks.md", r"(\w+) parks and estates in", PARKS),
    ("docs/parks.md", r"estates in (\w+) countries", COUNTRIES),
    ("docs/parks.md", r"the (\w+) known on six are compared", COMPARED),
    ("docs/limits.md", r"(\w+) parks and estates, ", PARKS),
    ("docs/limits.md", r"estates, (\w+) of them known", COMPARED),
    ("docs/decisions/unknown-is-doubt.md", r"\((\w+) of \d+ parks are known", COMPARED),
    ("docs/decisions/unknown-is-doubt.md", r"of (\d+) parks are known", PARKS),
]


@pytest.mark.parametrize(("page", "shape", "number"), CLAIMS)
def test_a_number_is_that_of_the_project(page: str, shape: str, number: int) -> None:
    found = re.findall(shape, " ".join(ROOT.joinpath(page).read_text(encoding="utf-8").split()))
    assert found, shape
    assert {WORDS.get(word.lower()) or int(word) for word in found} == {number}


def test_the_readme_tells_of_tenants_what_the_page_does() -> None:
    readme = " ".join(ROOT.joinpath("README.md").read_text(encoding="utf-8").split())
    page = " ".join(ROOT.joinpath("docs", "limits.md").read_text(encoding="utf-8").split())
    [told] = re.findall(
        r"on the 15 tenants interviewed the park chosen comes first for (\d+)", readme
    )
    assert f"hit rate {told} of 15" in page
