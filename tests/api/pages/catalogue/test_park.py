"""One park as its page needs it."""

import pytest

from api.pages.catalogue.park import duties, owner, park_view, ties
from api.settings import Settings
from mcda.errors import NotFound
from mcda.parks import Catalogue
from tests.prices import untold
from tests.sample import EVERY


@EVERY
def test_every_claim_is_shown(settings: Settings, catalogue: Catalogue, step: int) -> None:
    for park in list(catalogue.parks.values())[::step]:
        found = park_view(park.id, settings, "en")
        told = {item.claim.id for row in found.judged for item in row.statements}
        told |= {item.claim.id for items in found.others.values() for item in items}
        told |= {item.claim.id for item in (*found.factories, *found.trades)}
        told |= {item.claim.id for item in found.controversies}
        about = [c.id for s in (park.id, park.host_estate) for c in catalogue.claims_about(s)]
        assert set(about) <= told


def test_other_statements_are_those_that_nothing_rests_on(settings: Settings) -> None:
    found = park_view("tcr", settings, "zh")
    behind = {item.claim.id for row in found.judged for item in row.statements}
    assert not behind & {item.claim.id for items in found.others.values() for item in items}
    assert {item.claim.attribute for item in found.others["area_total"]} == {"area_total"}


def test_names_are_in_the_language(settings: Settings) -> None:
    found = park_view("tcr", settings, "zh")
    assert (found.country, found.owner) == ("泰国", "民营")
    assert found.sectors[0] == "汽车零部件"
    assert ("investor", "浙江杭州") in found.ties
    assert found.scorable
    assert [item.cell.info.id for item in found.gaps] == [
        "specialised_infrastructure", "admission_requirements", "anchor_tenant",
    ]  # fmt: skip


def test_contradictions_and_what_only_looks_like_one(settings: Settings) -> None:
    found = park_view("vcep", settings, "en")
    headings = [item.about for item in found.contradictions]
    assert headings[0] == "Is the investor state-owned or private?"
    assert any("restart" in heading for heading in headings)
    assert any("175 million" in heading for heading in headings)
    (area,) = found.likenesses
    assert [item.claim.id for item in area.statements] == ["vcep.area_total.1", "vcep.area_total.2"]
    assert park_view("deep_c", settings, "en").likenesses == []


def test_owners(catalogue: Catalogue) -> None:
    assert owner(catalogue.park("mckip"), catalogue, "en") == "Joint to public"
    assert owner(catalogue.park("mckip"), catalogue, "zh") == "合资至国有"
    assert owner(catalogue.park("kitic"), catalogue, "en") == "Public"
    assert catalogue.park("cecz").ownership is None
    assert owner(catalogue.park("cecz"), catalogue, "en") == ""


def test_ties(catalogue: Catalogue) -> None:
    assert ties(catalogue.park("tcr"), "en") == [
        ("investor", "Hangzhou, Zhejiang"),
        ("tenants", "Zhejiang"),
        ("tenants", "Jiangsu"),
    ]
    assert ties(catalogue.park("teda_suez"), "en")[0] == ("investor", "Tianjin")


def test_duties_are_those_of_the_default_scenario(catalogue: Catalogue) -> None:
    found = {duty.market: duty for duty in duties(catalogue.park("tcr"), catalogue)}
    assert set(found) == {"US", "EU", "UK"}
    lines = catalogue.schedule.goods(()).lines
    # The European Union has no preference for Thailand: the general duty, of a product that
    # nobody names the mean over the chapters.
    general = [
        layer.rate.mode
        for layer in catalogue.schedule.layers.values()
        for line in lines
        if (layer.market, layer.kind, layer.sectors) == ("EU", "general", ())
        and line.chapter in layer.chapters
    ]
    assert len(general) == len(lines)
    mean = pytest.approx(sum(general) / len(lines))
    assert (found["EU"].low, found["EU"].mode, found["EU"].high) == (mean, mean, mean)
    # The tiers of the likeliest scenario are 12.5 for Thailand and 10 for Indonesia; where the
    # surcharge lapsed without a successor the two are treated alike.
    other = {duty.market: duty for duty in duties(catalogue.park("kitic"), catalogue)}
    assert found["US"].mode - other["US"].mode == pytest.approx(12.5 - 10)
    assert found["US"].low == pytest.approx(other["US"].low)
    assert found["US"].low < found["US"].mode < found["US"].high


@pytest.mark.long
def test_every_park_has_duties_of_the_same_markets(catalogue: Catalogue) -> None:
    for park in catalogue.parks.values():
        assert [duty.market for duty in duties(park, catalogue)] == ["US", "EU", "UK"]


def test_private_data_show(laid_over: Settings) -> None:
    price = park_view("tcr", laid_over, "en").judged[0]
    assert price.cell.evidence.value == pytest.approx(untold(50, 55, 60)[1])
    assert [item.claim.private for item in price.statements] == [True]
    assert [item.claim for item in price.mine.statements] == [price.statements[0].claim]


def test_an_unknown_park(settings: Settings) -> None:
    with pytest.raises(NotFound):
        park_view("nowhere", settings, "en")
