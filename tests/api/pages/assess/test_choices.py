import pytest

from api.pages.assess import choices
from api.pages.assess.facts import NUMBERED
from api.settings import Settings
from mcda.parks import Enterprise, load_catalogue, scorable
from mcda.parks.screens import screens


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_that_the_engine_takes_is_offered(language):
    catalogue = load_catalogue()
    assert {c.value for c in choices.parks(Settings(), language)} == set(scorable(catalogue))
    assert len(choices.provinces(language)) >= 28
    for choice in choices.provinces(language):
        assert Enterprise(province=choice.value).place is not None
    assert {"auto_parts", "textiles"} < {c.value for c in choices.sectors(language)}
    offered = {c.value for c in choices.screens(language)}
    assert offered == {item.id for item in screens()} - set(NUMBERED)
    assert "first-time-private-exporter" in {c.value for c in choices.profiles(language)}


def test_each_in_the_reader_s_language():
    for offer in (choices.sectors, choices.screens, choices.profiles, choices.provinces):
        pairs = zip(
            sorted(offer("en"), key=lambda c: c.value),
            sorted(offer("zh"), key=lambda c: c.value),
            strict=True,
        )
        assert all(en.value == zh.value and en.label != zh.label for en, zh in pairs)
