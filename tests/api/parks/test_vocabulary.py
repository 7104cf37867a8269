"""Which sectors and homes of an enterprise can be looked up."""

from dataclasses import replace

import pytest

from api.parks.vocabulary import Vocabulary
from mcda.parks import Enterprise, load_catalogue
from mcda.texts.remedies import with_remedies

CATALOGUE = load_catalogue()
KNOWN = Vocabulary.of(CATALOGUE)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"sectors": ["auto_parts", "Auto parts", "auto-parts", "other"]},
        {"home": {"province": "浙江", "city": "a village"}},
        {"home": {"province": "Hangzhou"}},
        {"home": {"city": "杭州"}},
        {"home": {}},
        {"markets": {"US": 0.5, "usa": 0.1, "VN": 0.1, "Kenya": 0.1, "host": 0.1, "other": 0.1}},
    ],
)
def test_what_is_known(facts):
    assert list(KNOWN.faults(Enterprise(**facts))) == []


@pytest.mark.parametrize(
    ("facts", "code", "path"),
    [
        ({"sectors": ["auto_parts", "banana"]}, "unknown_sector", ("sectors", 1)),
        ({"home": {"province": "Mars"}}, "unknown_province", ("home", "province")),
        (
            {"home": {"province": "Mars", "city": "Hangzhou"}},
            "unknown_province",
            ("home", "province"),
        ),
        ({"markets": {"US": 0.5, "XX": 0.5}}, "unknown_market", ("markets", "XX")),
        ({"home": {"city": "Atlantis"}}, "unknown_city", ("home", "city")),
    ],
)
def test_what_is_not_known(facts, code, path):
    (fault,) = KNOWN.faults(Enterprise(**facts))
    assert (fault.code, fault.path) == (code, path)
    assert fault.fields["known"]


def test_a_word_of_two_sectors_asks_which_is_meant():
    (fault,) = KNOWN.faults(Enterprise(sectors=["全钢胎"]))
    (helped,) = with_remedies([fault])
    assert list(helped.did_you_mean) == ["tyres", "lorry_tyres"]
    assert list(KNOWN.faults(Enterprise(sectors=["汽配", "Car tires"]))) == []


def test_a_market_of_the_scenario_that_was_stated_is_known():
    asked = Enterprise(markets={"Atlantis": 1.0})
    assert list(KNOWN.faults(asked, ["ATLANTIS"])) == []
    (fault,) = KNOWN.faults(asked, ["Mars"])
    assert fault.fields["known"][-1] == "Mars"


def test_every_country_is_a_market():
    asked = Enterprise(markets=dict.fromkeys(("CL", "Germany", "巴西", "NO"), 0.2))
    assert list(KNOWN.faults(asked)) == []


def test_a_sector_that_only_a_park_names_is_known():
    park = replace(CATALOGUE.parks["tcr"], sectors=("rocketry",))
    catalogue = replace(CATALOGUE, parks={**CATALOGUE.parks, "tcr": park})
    asked = Enterprise(sectors=["Rocketry"])
    assert list(Vocabulary.of(catalogue).faults(asked)) == []
    assert len(list(KNOWN.faults(asked))) == 1
