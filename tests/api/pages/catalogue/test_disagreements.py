"""Contradictions as the page of a park tells them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from api.language import Language
from api.pages.catalogue.disagreements import disagreements, likenesses
from api.pages.catalogue.statements import StatementView, statements
from mcda.parks import Catalogue, Claim
from mcda.parks.conflicts import disputes


def _told(
    catalogue: Catalogue, park: str, language: Language, claims: Sequence[Claim]
) -> list[StatementView]:
    return statements(claims, catalogue, park, language)


def test_what_we_make_of_it_is_told_in_the_language(catalogue: Catalogue) -> None:
    found = disputes(catalogue.claims_about("kitic"), catalogue)
    for language, heading in (("en", "certified"), ("zh", "通过确认")):
        told = partial(_told, catalogue, "kitic", language)
        items = disagreements(found, catalogue.park("kitic"), told, language)  # type: ignore[arg-type]
        certified = next(item for item in items if item.attribute == "oetcz_certification")
        assert heading in certified.about
        assert certified.reading
        assert [relied for relied, _ in certified.sides] == [True, False]
        across = {item.about: item.across for item in items}
        assert len([why for why in across.values() if why]) == 2


def test_those_about_the_park_itself_come_first(catalogue: Catalogue) -> None:
    claims = [*catalogue.claims_about("all_origins"), *catalogue.claims_about("tcr")]
    told = partial(_told, catalogue, "tcr", "en")
    items = disagreements(disputes(claims, catalogue), catalogue.park("tcr"), told, "en")
    assert [item.attribute for item in items] == [
        "jobs", "us_section_122_surcharge", "us_section_122_last_day",
    ]  # fmt: skip


def test_one_that_nobody_has_read_has_no_heading_of_its_own(catalogue: Catalogue) -> None:
    shipped = catalogue.claims["ljip.tenants.3"]
    own = replace(shipped, id="own", value="99", source=catalogue.sources["ven"], private=True)
    told = partial(_told, catalogue, "ljip", "en")
    (item,) = disagreements(disputes([shipped, own], catalogue), catalogue.park("ljip"), told, "en")
    assert (item.about, item.attribute, item.standing) == ("", "tenants", "unread")
    assert [relied for relied, _ in item.sides] == [False, False]
    assert "nobody has decided" in item.reading


def test_likenesses(catalogue: Catalogue) -> None:
    entry = catalogue.curated.look_alikes["great_stone_area"]

    def named(ids: Sequence[str]) -> list[StatementView]:
        return _told(catalogue, "great_stone", "zh", [catalogue.claims[name] for name in ids])

    (item,) = likenesses([entry], named, "zh")
    assert item.reason == entry.reason["zh"]
    assert [told.claim.id for told in item.statements] == list(entry.claims)
