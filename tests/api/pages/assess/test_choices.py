import pytest

from api.pages.assess import choices
from api.pages.assess.facts import NUMBERED
from api.parks.vocabulary import MARKETS
from api.settings import Settings
from mcda.parks import Enterprise, load_catalogue, scorable
from mcda.parks.rationale import sector_groups, sectors
from mcda.parks.screens import screens


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_that_the_engine_takes_is_offered(language):
    catalogue = load_catalogue()
    assert {c.value for c in choices.parks(Settings(), language)} == set(scorable(catalogue))
    assert len(choices.provinces(language)) >= 28
    for choice in choices.provinces(language):
        assert Enterprise(province=choice.value).place is not None
    for choice in choices.cities(language):
        assert Enterprise(city=choice.value).place is not None
    families = choices.families(Settings(), language, [])
    assert {c.value for one in families for c in one.choices} == set(sectors())
    offered = {c.value for c in choices.screens(language)}
    assert offered == {item.id for item in screens()} - set(NUMBERED)
    assert "first-time-private-exporter" in {c.value for c in choices.profiles(language)}


def test_each_in_the_reader_s_language():
    for offer in (choices.cities, choices.screens, choices.profiles, choices.provinces):
        pairs = zip(
            sorted(offer("en"), key=lambda c: c.value),
            sorted(offer("zh"), key=lambda c: c.value),
            strict=True,
        )
        assert all(en.value == zh.value and en.label != zh.label for en, zh in pairs)


def test_each_sector_stands_in_one_family():
    listed = [code for group in sector_groups() for code in group.sectors]
    assert sorted(listed) == sorted(sectors())
    for group in sector_groups():
        assert set(group.name) == {"en", "zh"}


@pytest.mark.parametrize("term", ["auto", "汽车零部件", "auto_parts", "vehicles"])
def test_a_sector_is_found_in_either_language_and_by_its_id(term):
    families = choices.families(Settings(), "zh", ["auto_parts"])
    found = [c.value for one in families for c in one.choices if term in c.find]
    assert "auto_parts" in found
    assert "footwear" not in found
    assert [one.chosen for one in families].count(True) == 1


def test_what_was_chosen_of_no_family_is_offered_too():
    *_, last = choices.families(Settings(), "en", ["made_up", "other"])
    assert [c.value for c in last.choices] == ["made_up"]
    assert last.chosen


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markets_without_duties_on_record_say_so(language):
    found = {c.value: c for c in choices.markets(Settings(), language, [*MARKETS, "Peru"])}
    said = {"en": "no duties on record", "zh": "没有关税记载"}[language]
    without = {"CN", "JP", "other", "Peru"}
    assert {name for name, choice in found.items() if choice.more == said} == without
    assert list(found)[:2] == ["US", "EU"]
    assert list(found)[-2:] == ["other", "Peru"]
