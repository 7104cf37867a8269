import pytest

from api.pages.assess.facts import SECTIONS, SIZE_OF, field_of, fields_of, patch_of
from api.parks.land import land_units
from mcda.errors import InvalidInput
from mcda.parks import SIZES, load_catalogue

UNITS = land_units(load_catalogue())
WHOLE = {
    "name": "Parts",
    "employees": "300_to_1000",
    "products": "brake drums for tractors",
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "杭州"},
        "sectors": ["auto_parts", "tyres", "other"],
        "markets": {"US": 0.6, "host": 0.125, "Vietnam": 0.05},
        "size": "sme",
        "first_investment": False,
        "intent": "trial",
        "needs_standard_factory": True,
        "partners_in": ["tcr"],
        "investor_reliance": 0.5,
        "container_value": 40000.0,
        "goods": ["87", "40"],
        "chinese_parts": 0.35,
        "delay_cost": 50000.0,
    },
    "must": {
        "plot": 11_000.0,
        "hall": 3000.0,
        "power": 1.5,
        "start": 18.0,
        "gas": True,
        "hazardous": True,
        "countries": ["Sri Lanka", "VN"],
        "countries_excluded": ["俄罗斯"],
    },
    "gates": {"stability": True, "failure": False},
    "requirements": [
        {"criterion": "infrastructure", "at_least": 3.0},
        {"criterion": "land_price", "at_most": 120.5},
    ],
    "parks": ["tcr", "ljip"],
}


def _merged(before, patch):
    found = dict(before)
    for name, value in patch.items():
        if isinstance(value, dict):
            found[name] = _merged(found.get(name) or {}, value)
        elif value is None:
            found.pop(name, None)
        else:
            found[name] = value
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_shown_and_sent_back_is_what_was_saved(language):
    found = WHOLE
    for section in SECTIONS:
        fields = fields_of(found, UNITS, language)
        found = _merged(found, patch_of(section, fields, found, UNITS))
    assert found == WHOLE


def test_nothing_known_stays_nothing_and_nothing_is_chosen_beforehand():
    empty = {"name": "x", "enterprise": {}}
    assert {name for name, values in fields_of(empty).items() if values} == {"name"}
    found = empty
    for section in SECTIONS:
        found = _merged(found, patch_of(section, fields_of(found), found))
    known = {name: value for name, value in found["enterprise"].items() if value not in ([], {})}
    assert known == {}
    assert (found["must"], found["gates"], found["requirements"]) == ({}, {}, [])
    assert not {"parks", "employees", "products"} & found.keys()


def test_what_a_page_does_not_offer_is_kept():
    said = {"size": "large", "investor_reliance": 0.7, "intent": "trial", "markets": {"PE": 0.2}}
    found = {"name": "x", "enterprise": said}
    for section in SECTIONS:
        found = _merged(found, patch_of(section, fields_of(found), found))
    assert {name: found["enterprise"][name] for name in said} == said


@pytest.mark.parametrize("employees", SIZE_OF)
def test_a_number_of_employees_is_a_size(employees):
    patch = patch_of("company", {"employees": [employees]}, {"name": "x"})
    assert patch["enterprise"]["size"] in SIZES
    found = {"employees": employees, "enterprise": {"size": patch["enterprise"]["size"]}}
    assert fields_of(found)["employees"] == [employees]
    other = next(size for size in SIZES if size != patch["enterprise"]["size"])
    assert "employees" not in fields_of({**found, "enterprise": {"size": other}})


@pytest.mark.parametrize("said", ["60", "60%", " 60 % ", "６０", "６０％", "60.0"])
def test_numbers_as_people_write_them(said):
    patch = patch_of("business", {"market_US": [said]}, {})
    assert {k: v for k, v in patch["enterprise"]["markets"].items() if v is not None} == {"US": 0.6}


@pytest.mark.parametrize(
    ("said", "code", "text"),
    [
        ({"US": "60", "EU": "60", "JP": "30"}, "form_shares_above", "3个市场合计150%"),
        ({"US": "150"}, "form_share", "150"),
        ({"US": "-5"}, "form_share", "-5"),
        ({"US": "nan"}, "form_number", "nan"),
    ],
)
def test_shares_that_cannot_be_are_told_in_per_cent(said, code, text):
    fields = {f"market_{name}": [share] for name, share in said.items()}
    with pytest.raises(InvalidInput) as refused:
        patch_of("business", fields, {})
    (fault,) = refused.value.faults
    assert fault.code == code
    assert text in fault.say("zh")
    assert "1.5" not in fault.say("zh") + fault.say("en")


def test_shares_may_make_the_whole_in_spite_of_rounding():
    fields = {f"market_{name}": ["33.3"] for name in ("US", "EU")} | {"market_JP": ["33.4"]}
    assert sum(v or 0 for v in patch_of("business", fields, {})["enterprise"]["markets"].values())


def test_products_in_one_s_own_words_are_another_sector():
    patch = patch_of("business", {"products": [" brushes "], "sectors": ["tyres"]}, {})
    assert patch["products"] == "brushes"
    assert patch["enterprise"]["sectors"] == ["tyres", "other"]
    assert patch_of("business", {"sectors": ["tyres"], "products": [""]}, {})["products"] is None


def test_a_price_in_yuan_a_mu_is_one_in_dollars():
    fields = {"budget": ["48"], "budget_unit": ["wan_mu"]}
    (price,) = patch_of("business", fields, {}, UNITS)["requirements"]
    # 480,000 yuan at 7.1957 for 666.67 square metres
    at_most = pytest.approx(480000 / 7.1957 / (2000 / 3))
    assert price == {"criterion": "land_price", "at_most": at_most}


def test_thousands():
    patch = patch_of("business", {"container_value": ["40,000"]}, {})
    assert patch["enterprise"]["container_value"] == 40000


@pytest.mark.parametrize(
    "said", ["87, 85", "87 85", " 87,85 ", "87、85", "87；85", "87\n85", "８７ 85"]
)
def test_codes_as_people_write_them(said):
    assert patch_of("business", {"goods": [said]}, {})["enterprise"]["goods"] == ["87", "85"]


def test_long_codes_keep_what_all_countries_share():
    patch = patch_of("business", {"goods": ["8708.29.50 85076000、4011.10, 401, 9x"]}, {})
    assert patch["enterprise"]["goods"] == ["870829", "850760", "401110", "40", "9x"]


@pytest.mark.parametrize(
    ("said", "share"), [("35", 0.35), ("35%", 0.35), ("３５％", 0.35), ("0", 0.0), ("12.5", 0.125)]
)
def test_chinese_parts_in_per_cent(said, share):
    patch = patch_of("business", {"chinese_parts": [said]}, {})
    assert patch["enterprise"]["chinese_parts"] == share


def test_no_chinese_parts_are_not_parts_that_nobody_knows():
    none, unknown = ({"enterprise": {"chinese_parts": share}} for share in (0.0, None))
    assert fields_of(none)["chinese_parts"] == ["0"]
    assert "chinese_parts" not in fields_of(unknown)


def test_chapters_and_parts_that_were_emptied_are_unknown_again():
    patch = patch_of("business", {"goods": [" "], "chinese_parts": [""]}, WHOLE)
    assert patch["enterprise"]["goods"] is None
    assert patch["enterprise"]["chinese_parts"] is None


def test_what_is_no_number_is_named_by_its_field():
    said = {"market_US": ["six"], "container_value": ["?"], "chinese_parts": ["most"]}
    said |= {"budget": ["dear"], "plot": ["20000"]}
    with pytest.raises(InvalidInput) as refused:
        patch_of("business", said, {})
    assert [(f.code, f.path) for f in refused.value.faults] == [
        ("form_number", ("enterprise", "markets", "US")),
        ("form_number", ("enterprise", "chinese_parts")),
        ("form_number", ("enterprise", "container_value")),
        ("form_amount", ("must", "plot")),
        ("form_number", ("requirements", "budget")),
    ]
    assert refused.value.faults[3].fields["high"] == 10_000
    fields = [field_of(fault.path) for fault in refused.value.faults]
    assert fields == ["market_US", "chinese_parts", "container_value", "plot", "budget"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("enterprise", "home", "city"), "city"),
        (("enterprise", "home"), "province"),
        (("enterprise", "markets"), "markets"),
        (("enterprise", "sectors", 0), "sectors"),
        (("enterprise", "goods", 1), "goods"),
        (("enterprise", "needs_standard_factory"), "factory"),
        (("enterprise", "investor_reliance"), "reliance"),
        (("enterprise", "size"), "employees"),
        (("requirements", 1, "at_most"), "budget"),
        (("must", "countries", 0), "countries"),
        (("must", "gas"), "needs"),
        (("parks", 3), "parks"),
        (("name",), "name"),
        ((), ""),
    ],
)
def test_faults_stand_at_the_field_that_they_were_written_in(path, field):
    assert field_of(path) == field
