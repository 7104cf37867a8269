import re

import pytest

from mcda.parks import load_catalogue
from mcda.texts.figures import known_units, unit_names


@pytest.mark.parametrize("unit", known_units())
def test_both_languages(unit):
    assert set(known_units()[unit]) == {"en", "zh"}
    assert unit_names(unit)["en"] == unit


def test_units_of_the_catalogue_are_known():
    catalogue = load_catalogue()
    units = {info.unit for info in (*catalogue.criteria, *catalogue.further)} - {"%"}
    assert units <= set(known_units())
    chinese = [unit_names(unit)["zh"] for unit in units]
    assert not any(re.search(r"[A-Za-z]{2}", name) for name in chinese)


def test_others_stand_as_they_are():
    assert unit_names("parsec") == {"en": "parsec", "zh": "parsec"}
