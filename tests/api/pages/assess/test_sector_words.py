"""Sectors are found by what their makers call their goods."""

import pytest

from api.pages.assess import choices
from api.pages.assess.sector_words import sector_words
from api.settings import Settings
from mcda.parks import load_catalogue
from mcda.parks.rationale import sectors

EVERYDAY = {
    "auto_parts": (
        "汽配",
        "刹车",
        "车灯",
        "车座",
        "减震器",
        "car parts",
        "automotive",
        "brake",
        "headlight",
    ),
    "auto_assembly": ("整车", "电动车", "trucks"),
    "motorcycle_parts": ("摩配", "自行车", "bicycle"),
    "tyres": ("车胎", "tires"),
    "electronics": ("手机", "电路板", "laptop"),
    "semiconductors": ("芯片", "chip"),
    "audio_equipment": ("耳机", "speaker"),
    "electrical": ("电线", "灯具", "switch"),
    "home_appliances": ("家电", "冰箱", "空调", "fridge"),
    "batteries": ("锂电", "储能", "lithium"),
    "photovoltaics": ("太阳能", "solar"),
    "machinery": ("机床", "水泵", "模具", "pump"),
    "metal_products": ("钢管", "不锈钢", "steel", "aluminum"),
    "hardware": ("螺丝", "工具", "screw", "lock"),
    "sanitary_ware": ("水龙头", "faucet"),
    "textiles": ("面料", "家纺", "fabric"),
    "garments": ("衣服", "成衣", "apparel"),
    "footwear": ("鞋子", "shoe"),
    "bags": ("手袋", "suitcase"),
    "fine_chemicals": ("化工", "涂料", "paint"),
    "new_materials": ("塑料", "plastic"),
    "biopharma": ("药品", "medicine"),
    "building_materials": ("水泥", "玻璃"),
    "food": ("饮料", "noodle"),
    "light_industry": ("家具", "玩具", "furniture", "toys"),
    "packaging": ("纸箱", "carton"),
}


@pytest.fixture(scope="module")
def offered():
    families = choices.families(Settings(), "zh", [])
    return {one.value: one for family in families for one in family.choices}


def test_each_sector_has_words_in_both_languages_and_headings_of_its_chapters():
    chapters = load_catalogue().schedule.chapters
    assert set(sector_words()) == set(sectors())
    for code, said in sector_words().items():
        assert len(said["en"]) >= 3 <= len(said["zh"]), code
        assert all(name == name.casefold() for name in (*said["en"], *said["zh"])), code
        assert all(len(heading) == 4 and heading.isdecimal() for heading in said["hs"]), code
        assert {heading[:2] for heading in said["hs"]} == set(chapters.get(code, ())), code


def test_everyday_words_find_their_sector(offered):
    assert sum(map(len, EVERYDAY.values())) >= 60
    for code, terms in EVERYDAY.items():
        for term in terms:
            found = [one for one, option in offered.items() if _names(option, term)]
            assert code in found, term
            assert len(found) <= 6, term


def test_a_word_of_no_sector_finds_none(offered):
    assert not [one for one, option in offered.items() if _names(option, "飞船")]


@pytest.mark.parametrize(
    ("digits", "code"), [("8708", "auto_parts"), ("87", "auto_parts"), ("6402", "footwear")]
)
def test_a_sector_is_found_by_its_chapter_and_its_headings(offered, digits, code):
    assert any(one.startswith(digits) for one in offered[code].hs.split())


def _names(option, term):
    return all(word in option.find for word in term.split())
