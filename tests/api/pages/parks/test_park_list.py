"""Lines of the list: what they show, how they are filtered and sorted."""

import pytest
from starlette.datastructures import QueryParams

from api.pages.parks.filters import Filters, filter_lines, filters_asked
from api.pages.parks.park_list import ParkLine, countries, in_order, lines, sectors
from api.settings import Settings
from mcda.parks import scorable

UNITS = {"usd_m2": 1.0, "wan_mu": 0.48}


@pytest.fixture(scope="module")
def every() -> list[ParkLine]:
    return lines(Settings(), "en", "auto_parts")


def test_all_parks_in_the_language(settings, catalogue):
    told = lines(settings, "zh")
    assert [line.park.id for line in told] == [*catalogue.parks]
    by_id = {line.park.id: line for line in told}
    mckip, tcr = by_id["mckip"], by_id["tcr"]
    assert (mckip.name, mckip.country) == ("马中关丹产业园", "马来西亚")
    assert mckip.missing == ["土地价格", "一站式服务"]
    assert (mckip.known, len(mckip.bars), mckip.scorable) == (5, 7, False)
    assert mckip.price is None
    assert [bar.grade for bar in mckip.bars][:3:2] == [0, 0]
    assert (tcr.known, tcr.scorable, tcr.factories) == (7, True, True)
    assert tcr.price is not None
    # 90.6 USD/m2 for good are worth 71.2 for 20 years.
    assert tcr.price.value == pytest.approx(71.16, abs=0.01)
    assert tcr.price.proxy
    assert {
        bar.grade for bar in tcr.bars if bar.info.name["zh"] in ("同乡联系", "贸易成本风险")
    } == {None}
    assert not any(line.private for line in told)


def test_duties_are_those_of_the_sector(every, settings):
    average = {line.park.id: line for line in lines(settings, "en")}
    told = {line.park.id: line for line in every}
    assert told["tcr"].duties["US"] != average["tcr"].duties["US"]
    assert told["tcr"].states_sector
    assert not average["tcr"].states_sector


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        (Filters(scorable="all"), lambda line: True),
        (Filters(scorable="no"), lambda line: not line.scorable),
        (Filters(country="laos", scorable="all"), lambda line: line.park.country == "laos"),
        (Filters(factories=True), lambda line: line.scorable and line.factories),
        (
            Filters(sector="auto_parts", stated=True),
            lambda line: line.scorable and line.states_sector,
        ),
        (Filters(price="60"), lambda line: line.scorable and line.price and line.price.value <= 60),
        (
            Filters(price="24", unit="wan_mu"),
            lambda line: line.scorable and line.price and line.price.value <= 50,
        ),
    ],
)
def test_filters(every: list[ParkLine], asked: Filters, fits) -> None:  # type: ignore[no-untyped-def]
    told = {line.park.id for line in filter_lines(every, asked, UNITS)["lines"]}
    assert told == {line.park.id for line in every if fits(line)}
    assert told


def test_what_a_single_doubt_leaves_out_is_counted(every, catalogue):
    told = filter_lines(every, Filters(price="60"), UNITS)
    ranked = [line for line in every if line.scorable]
    assert told["unpriced"] == sum(line.price is None for line in ranked) > 0
    cheap = [line for line in every if line.price and line.price.value <= 60]
    assert told["unranked"] == sum(not line.scorable for line in cheap) > 0
    assert filter_lines(every, Filters(), UNITS)["unranked"] == 191 - len(scorable(catalogue))


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize("sort", ["price", "us", "eu", "known", "name"])
def test_sorted_with_what_is_not_on_record_last(every, sort, is_turned):
    asked = Filters(scorable="all", sort=sort, is_turned=is_turned)
    told = filter_lines(every, asked, UNITS)["lines"]
    assert len(told) == len(every)
    values = [_value(line, sort) for line in told]
    there = [value for value in values if value is not None]
    down = is_turned != (sort == "known")
    assert there == sorted(there, reverse=down)
    assert values[len(there) :] == [None] * (len(values) - len(there))
    assert asked.direction(sort) == ("descending" if down else "ascending")


def _value(line: ParkLine, sort: str):  # type: ignore[no-untyped-def]
    if sort == "price":
        return None if line.price is None else line.price.value
    if sort == "known":
        return line.known
    if sort == "name":
        return in_order(line.name)
    duty = line.duties[sort.upper()]
    return None if duty is None else duty.mode


def test_addresses_keep_what_is_asked():
    asked = Filters(country="laos", price="40", unit="wan_mu", factories=True)
    here = "/parks?country=laos&price=40&unit=wan_mu&factories=yes"
    assert asked.address() == here
    assert asked.turned("us") == f"{here}&sort=us"
    assert asked.turned("price") == f"{here}&sort=-price"
    assert Filters(is_turned=True).turned("price") == "/parks"
    assert asked.address(price="") == "/parks?country=laos&factories=yes"
    assert filters_asked(QueryParams(here.partition("?")[2]), []) == asked


def test_what_a_query_says_and_nobody_knows_is_the_usual():
    query = QueryParams("sector=x&stated=yes&scorable=z&sort=--x&price=1,200")
    read = filters_asked(query, ["auto_parts"])
    assert read == Filters(scorable="all", price="1,200")
    assert read.ceiling == 1200
    assert not read.is_wrong
    assert all(Filters(price=said).is_wrong for said in ("cheap", "-1", "nan", "inf", "0"))


def test_countries_and_sectors_by_name(every, settings):
    told = countries(every)
    assert told[0] == ("bangladesh", "Bangladesh")
    assert [name for _, name in told] == sorted({name for _, name in told})
    assert ("auto_parts", "auto parts") in sectors(every, "en")
    # By sound: a, bai.
    names = [name for _, name in countries(lines(settings, "zh"))]
    assert names.index("阿曼") < names.index("白俄罗斯") < names.index("越南")


def test_parks_with_private_data_are_marked(laid_over):
    assert [line.park.id for line in lines(laid_over, "en") if line.private] == ["tcr"]
