"""Sectors by id, by name and by what people call their goods."""

import pytest

from mcda.parks import Enterprise, appraise, load_catalogue
from mcda.parks.sectors import sector_id, sectors, sectors_called

CATALOGUE = load_catalogue()
WAYS = ("Auto parts", "auto-parts", " 汽车零部件 ", "汽配", "刹车片", "Brake pads")


@pytest.mark.parametrize("written", WAYS)
def test_a_sector_is_known_by_any_of_its_names(written):
    assert sector_id(written) == "auto_parts"


def test_a_word_of_several_sectors_is_none_of_them():
    assert sectors_called("Truck tyres") == ("tyres", "lorry_tyres")
    assert [sector_id(word) for word in ("truck tyres", "飞船")] == ["truck_tyres", "飞船"]


def test_an_id_is_never_another_sectors_word():
    assert [sector_id(code) for code in sectors()] == list(sectors())


def test_words_stand_for_the_sector_in_every_criterion():
    firms = [Enterprise(sectors=[name], markets={"US": 1}) for name in ("auto_parts", *WAYS)]
    rows = [appraise(CATALOGUE, firm, ["hofusan"]).evidence["hofusan"] for firm in firms]
    assert len({row["trade_cost_exposure"].cell for row in rows}) == 1
