"""A template asked as people ask it: everything may be left out."""

from datetime import date

from mcda.parks import Catalogue
from mcda.parks.template_view import appraise_template
from mcda.parks.templates import template


def test_an_appraisal_needs_nothing_but_the_catalogue(catalogue: Catalogue) -> None:
    for name in ("location", "park-model", "way-in"):
        item = template(name)
        found = appraise_template(item, catalogue)
        assert found.alternative_ids == tuple(choice.id for choice in item.alternatives)
        assert found.criterion_ids == tuple(info.id for info in item.criteria)
        again = appraise_template(item, catalogue, today=date.today())
        assert found.performances == again.performances
