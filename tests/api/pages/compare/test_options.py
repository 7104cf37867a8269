import re
from functools import partial

from api.access.caller import THIS_MACHINE
from api.pages.compare.options import EQUAL, options
from api.settings import Settings
from mcda.parks import load_catalogue, scorable
from tests.api.pages.panels.conftest import answered
from weights.profiles import load_profiles

DIRECT = {"kind": "direct", "values": {"land_price": 1.0}}


def _offered(desk, language="en", parks=()):
    work = partial(
        options, caller=THIS_MACHINE, settings=Settings(), language=language, parks=parks
    )
    return desk.database.read(work)


def test_profiles_are_those_about_parks_and_equal_weights(reader):
    found = _offered(reader.desk)
    about = [item.id for item in load_profiles().values() if item.about == "parks"]
    assert [choice.value for choice in found.profiles] == [*about, EQUAL]
    assert list(found.weights) == [*about, EQUAL]
    assert found.weights[about[0]] == {"kind": "profile", "id": about[0]}
    assert _offered(reader.desk, "zh").label(EQUAL) == "各项同样重要"


def test_own_profiles_are_offered(reader):
    for slug, name in (("a", "Board"), ("b", "Board"), ("c", "Works council")):
        body = {"name": name, "weights": DIRECT}
        reader.desk.ask("PUT", f"/v1/own-profiles/own:{slug}", 201, json=body)
    found = _offered(reader.desk)
    assert [choice.value for choice in found.own] == ["own:a", "own:b", "own:c"]
    assert found.weights["own:c"] == DIRECT
    assert [found.label(item.value) for item in found.own] == ["Board", "Board", "Works council"]


def test_panels_are_offered_with_each_of_their_judges(reader):
    """Whose answers do not suffice is left out, and so is a panel where nobody's do."""
    answers = {"Li": "9", "Wang": "-9", "Late": "unknown"}
    for name in ("First", "Second"):
        _, text = reader.send("/panels", name=name, admission="at_once")
        invitation = re.search(r"/join/[\w-]+", text)[0]
        for judge, value in answers.items():
            answered(reader, invitation, judge, lambda _, value=value: value, most=6)
        answers = {"Late": "unknown"}
    found = _offered(reader.desk)
    assert [choice.label for choice in found.panels] == ["First", "Li", "Wang"]
    kinds = [found.weights[choice.value]["kind"] for choice in found.panels]
    assert kinds == ["ahp_group", "ahp", "ahp"]
    assert [judge["name"] for judge in found.weights[found.panels[0].value]["judges"]] == [
        "Li",
        "Wang",
    ]


def test_only_assessments_about_parks_are_offered(reader):
    reader.desk.create(name="About parks")
    reader.desk.create(name="Inland or abroad", template="location", parks=None)
    assert [choice.label for choice in _offered(reader.desk).assessments] == ["About parks"]
    assert _offered(reader.desk).answers == []


def test_an_assessment_that_says_what_matters_is_a_weighting(reader):
    number = reader.desk.create(weights=DIRECT).rpartition("/")[2]
    reader.desk.create(name="Silent")
    [found] = _offered(reader.desk).answers
    assert (found.value, found.label) == (f"assessment:{number}", "Parts maker")
    assert _offered(reader.desk).label(found.value) == "Parts maker"


def test_sliders_say_what_they_weigh(reader):
    price, *others = _offered(reader.desk).criteria
    assert price.value == "land_price"
    assert price.more == "from 190 USD/m2 for 20 years to 20 USD/m2 for 20 years"
    assert len(others) == 6
    assert _offered(reader.desk, "zh").criteria[1].more.endswith("到“七通”")
    assert _offered(reader.desk, "zh").label("points:land_price=3") == "自己拉滑块"


def test_parks_are_those_that_can_be_ranked_and_those_asked_for(reader):
    catalogue = load_catalogue()
    other = next(name for name in catalogue.parks if name not in scorable(catalogue))
    plain = {choice.value for choice in _offered(reader.desk).parks}
    assert plain == set(scorable(catalogue))
    asked = [choice.value for choice in _offered(reader.desk, parks=("tcr", other, "nope")).parks]
    assert set(asked) == plain | {other}
    assert len(asked) == len(plain) + 1


def test_methods_have_names(reader):
    named = {choice.value: choice.label for choice in _offered(reader.desk, "zh").methods}
    assert named["weighted_sum"] == "加权求和法"
