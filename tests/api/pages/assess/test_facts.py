import pytest

from api.pages.assess.facts import SECTIONS, fields_of, patch_of
from mcda.errors import InvalidInput

WHOLE = {
    "name": "Parts",
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "杭州"},
        "sectors": ["auto_parts", "tyres"],
        "markets": {"US": 0.6, "host": 0.125},
        "size": "sme",
        "first_investment": False,
        "intent": "trial",
        "needs_standard_factory": True,
        "partners_in": ["tcr"],
        "investor_reliance": 0.5,
        "container_value": 40000.0,
        "hs_chapters": ["87", "40"],
        "chinese_parts": 0.35,
        "delay_cost": 50000.0,
    },
    "screens": [
        {"id": "stability", "at_least": 35},
        {"id": "budget", "at_most": 120.5, "slack": 0.2},
        {"id": "ready_by", "at_most": 18.0},
        {"id": "admission", "at_most": 2.5},
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


def test_what_is_shown_and_sent_back_is_what_was_saved():
    found = WHOLE
    for section in SECTIONS:
        found = _merged(found, patch_of(section, fields_of(found), found))
    assert found == WHOLE


def test_nothing_known_stays_nothing():
    empty = {"name": "x", "enterprise": {}}
    found = empty
    for section in SECTIONS:
        found = _merged(found, patch_of(section, fields_of(found), found))
    known = {name: value for name, value in found["enterprise"].items() if value not in ([], {})}
    assert known == {}
    assert found["screens"] == []
    assert "parks" not in found


@pytest.mark.parametrize("said", ["60", "60%", " 60 % ", "６０", "６０％", "60.0"])
def test_numbers_as_people_write_them(said):
    patch = patch_of("business", {"market_US": [said]}, {})
    assert patch["enterprise"]["markets"] == {"US": 0.6, "EU": None, "host": None}


def test_thousands():
    patch = patch_of("business", {"container_value": ["40,000"]}, {})
    assert patch["enterprise"]["container_value"] == 40000


@pytest.mark.parametrize(
    "said", ["87, 85", "87 85", " 87,85 ", "87、85", "87；85", "87\n85", "８７ 85", "8708.29, 8507"]
)
def test_chapters_as_people_write_them(said):
    patch = patch_of("business", {"hs_chapters": [said]}, {})
    assert patch["enterprise"]["hs_chapters"] == ["87", "85"]


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
    patch = patch_of("business", {"hs_chapters": [" "], "chinese_parts": [""]}, WHOLE)
    assert patch["enterprise"]["hs_chapters"] is None
    assert patch["enterprise"]["chinese_parts"] is None


def test_what_is_no_number_is_named_by_its_field():
    said = {"market_US": ["six"], "container_value": ["?"], "chinese_parts": ["most"]}
    with pytest.raises(InvalidInput) as refused:
        patch_of("business", said, {})
    assert [(f.code, f.path) for f in refused.value.faults] == [
        ("form_number", ("enterprise", "markets", "US")),
        ("form_number", ("enterprise", "container_value")),
        ("form_number", ("enterprise", "chinese_parts")),
    ]


def test_a_screen_keeps_the_limit_it_was_given_elsewhere():
    patch = patch_of("project", {"screens": ["stability", "basic_utilities"]}, WHOLE)
    assert patch["screens"] == [{"id": "basic_utilities"}, {"id": "stability", "at_least": 35}]


def test_only_these_without_any_is_all():
    assert patch_of("trust", {"which_parks": ["these"]}, {})["parks"] is None
