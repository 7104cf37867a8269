"""The table of all parks and its filters."""

from api.pages.catalogue.listing import countries, filtered, lines
from api.settings import Settings
from mcda.parks import Catalogue, scorable


def test_all_parks_in_the_language(settings: Settings, catalogue: Catalogue) -> None:
    found = lines(settings, "zh")
    assert [line.park.id for line in found] == [*catalogue.parks]
    by_id = {line.park.id: line for line in found}
    mckip = by_id["mckip"]
    assert mckip.country == "马来西亚"
    assert mckip.missing == ["土地价格", "一站式服务"]
    assert (mckip.known, mckip.criteria, mckip.scorable) == (5, 7, False)
    assert (by_id["tcr"].known, by_id["tcr"].scorable) == (7, True)
    assert not any(line.private for line in found)


def test_filters(settings: Settings, catalogue: Catalogue) -> None:
    every = lines(settings, "en")
    assert filtered(every, "", "") == every
    assert filtered(every, "", "anything") == every
    assert {line.park.country for line in filtered(every, "laos", "")} == {"laos"}
    yes, no = filtered(every, "", "yes"), filtered(every, "", "no")
    assert [line.park.id for line in yes] == [*scorable(catalogue)]
    assert len(yes) + len(no) == len(every)
    assert filtered(every, "hungary", "yes") == []


def test_countries_by_name(settings: Settings) -> None:
    found = countries(lines(settings, "en"))
    assert found[0] == ("bangladesh", "Bangladesh")
    assert [name for _, name in found] == sorted({name for _, name in found})


def test_parks_with_private_data_are_marked(laid_over: Settings) -> None:
    assert [line.park.id for line in lines(laid_over, "en") if line.private] == ["tcr"]
