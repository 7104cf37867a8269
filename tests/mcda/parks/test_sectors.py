"""Sectors by id, by name and by what people call their goods."""

import pytest

from mcda.parks import Enterprise, appraise, load_catalogue
from mcda.parks.sectors import sector_groups, sector_id, sectors, sectors_called

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    "written",
    ["auto_parts", "Auto parts", "auto-parts", " 汽车零部件 ", "汽配", "刹车片", "Brake pads"],
)
def test_a_sector_is_known_by_any_of_its_names(written):
    assert sector_id(written) == "auto_parts"


def test_a_word_of_several_sectors_is_none_of_them():
    assert sectors_called("Truck tyres") == ("tyres", "lorry_tyres")
    assert [sector_id(word) for word in ("truck tyres", "飞船")] == ["truck_tyres", "飞船"]


def test_an_id_is_never_another_sectors_word():
    assert [sector_id(code) for code in sectors()] == list(sectors())
    assert sorted(code for group in sector_groups() for code in group.sectors) == sorted(sectors())


@pytest.mark.parametrize("written", ["Auto parts", "汽配"])
def test_words_stand_for_the_sector_in_every_criterion(written):
    def cell(sector):
        view = appraise(CATALOGUE, Enterprise(sectors=[sector], markets={"US": 1}), ["hofusan"])
        return view.evidence["hofusan"]["trade_cost_exposure"].cell

    assert cell(written) == cell("auto_parts")
