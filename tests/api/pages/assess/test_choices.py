import pytest

from api.pages.assess import choices
from api.parks.vocabulary import GREAT_MARKETS
from api.settings import Settings
from mcda.parks import Enterprise, load_catalogue, scorable
from mcda.parks.places import cities, provinces
from mcda.parks.sectors import sector_groups, sector_words, sectors

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
    return {one.value: one for family in families for one in family["choices"]}


def test_each_sector_has_words_in_both_languages_and_headings_of_its_chapters():
    goods = load_catalogue().schedule.codes
    assert set(sector_words()) == set(sectors())
    for code, said in sector_words().items():
        assert len(said["en"]) >= 3 <= len(said["zh"]), code
        assert all(name == name.casefold() for name in (*said["en"], *said["zh"])), code
        assert all(len(heading) == 4 and heading.isdecimal() for heading in said["hs"]), code
        assert {heading[:2] for heading in said["hs"]} == {
            known[:2] for known in goods.get(code, ())
        }, code


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_that_the_engine_takes_is_offered(language):
    catalogue = load_catalogue()
    assert {c.value for c in choices.parks(Settings(), language)} == set(scorable(catalogue))
    assert len(provinces()) >= 28
    for name, _ in provinces():
        assert Enterprise(province=name).place is not None
    for name, _ in cities():
        assert Enterprise(city=name).place is not None
    families = choices.families(Settings(), language, [])
    assert {c.value for one in families for c in one["choices"]} == set(sectors())
    assert "first-time-private-exporter" in {c.value for c in choices.profiles(language)}


def test_each_in_the_reader_s_language():
    pairs = zip(
        sorted(choices.profiles("en"), key=lambda c: c.value),
        sorted(choices.profiles("zh"), key=lambda c: c.value),
        strict=True,
    )
    assert all(en.value == zh.value and en.label != zh.label for en, zh in pairs)
    assert all(name != chinese for name, chinese in (*cities(), *provinces()))


def test_each_sector_stands_in_one_family():
    listed = [code for group in sector_groups() for code in group.sectors]
    assert sorted(listed) == sorted(sectors())
    for group in sector_groups():
        assert set(group.name) == {"en", "zh"}


@pytest.mark.parametrize("term", ["auto", "汽车零部件", "auto_parts", "vehicles"])
def test_a_sector_is_found_in_either_language_and_by_its_id(term):
    families = choices.families(Settings(), "zh", ["auto_parts"])
    found = [c.value for one in families for c in one["choices"] if term in c.find]
    assert "auto_parts" in found
    assert "footwear" not in found
    assert [one["chosen"] for one in families].count(True) == 1


def test_what_was_chosen_of_no_family_is_offered_too():
    *_, last = choices.families(Settings(), "en", ["made_up", "other"])
    assert [c.value for c in last["choices"]] == ["made_up"]
    assert last["chosen"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markets_without_duties_on_record_say_so(language):
    found = {c.value: c for c in choices.markets(Settings(), language, [*GREAT_MARKETS, "Peru"])}
    said = {"en": "no duties on record", "zh": "没有关税记载"}[language]
    without = {"other", "Peru"}
    assert {name for name, choice in found.items() if choice.more == said} == without
    assert list(found)[:2] == ["US", "EU"]
    assert list(found)[-2:] == ["other", "Peru"]
