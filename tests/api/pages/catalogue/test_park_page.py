"""The page of one park with the reader's own statements."""

import re

from mcda.parks import Catalogue
from tests.api.pages.conftest import Reader


def test_a_form_at_every_criterion(reader: Reader, catalogue: Catalogue) -> None:
    page = reader.get("/parks/tcr")
    found = re.findall(r'<details id="own-(\w+)">', page)
    assert found == [info.id for info in catalogue.all_criteria]
    assert page.count('action="/parks/tcr/own#own-') == len(found)


def test_gaps_lead_to_where_they_can_be_filled(reader: Reader) -> None:
    page = reader.get("/parks/mckip")
    for criterion in ("land_price", "financing_access"):
        assert f'<a href="#c-{criterion}">' in page
        assert f'id="c-{criterion}"' in page


def test_who_may_only_read_is_offered_no_form(reader: Reader) -> None:
    headers = reader.desk.of("ours", "read").headers
    page = reader.get("/parks/mckip", headers=headers)
    assert "<form" not in page[page.index("<main") :]
    assert 'id="c-land_price"' in page
    assert 'id="c-financing_access"' not in page, "nothing is known, and nothing can be said"


def test_what_a_query_says_is_shown_only_where_it_is_known(reader: Reader) -> None:
    assert 'role="status"' not in reader.get("/parks/tcr?own=<script>&at=land_price")
    assert 'role="status"' not in reader.get("/parks/tcr?own=added&at=nothing")
    assert "Your statement is saved." in reader.get("/parks/tcr?own=added&at=land_price")


def test_an_unknown_park(reader: Reader) -> None:
    assert "nowhere" in reader.get("/parks/nowhere", 404)
