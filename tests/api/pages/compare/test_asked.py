from functools import partial

import pytest
from starlette.datastructures import QueryParams

from api.access.caller import THIS_MACHINE
from api.pages.compare.asked import Asked, asked_of, complaints, narrowed, to_request
from api.pages.compare.offered import offered
from api.pages.words import words
from api.settings import Settings
from mcda.errors import InvalidEnterprise, InvalidInput
from tests.api.assessments.desk import content

TWO = ("tariff-hit-exporter", "equal")
ANSWER = {
    "first": {"criterion": "land_price", "amount": 20},
    "second": {"criterion": "infrastructure", "amount": 1},
    "reply": "first",
}


def _asked(**fields):
    plain = {"weightings": TWO, "parks": (), "assessment": "", "method": "topsis"}
    return Asked(**{**plain, **fields})


@pytest.fixture
def known(reader):
    work = partial(offered, caller=THIS_MACHINE, settings=Settings(), language="en", asked_parks=())
    return reader.desk.database.read(work)


def test_the_address_is_read_once_each_in_order():
    query = QueryParams("weighting=b&weighting=a&weighting=b&weighting=&park=x&lang=zh")
    assert asked_of(query) == Asked(
        weightings=("b", "a"), parks=("x",), assessment="", method="ahp"
    )
    assert asked_of(QueryParams("method=vikor&assessment=n")) == Asked(
        weightings=(), parks=(), assessment="n", method="vikor"
    )


def test_what_no_page_can_show_is_replaced():
    found = asked_of(QueryParams("weighting=a%00b&assessment=%00&method=%00"))
    assert found == Asked(weightings=("a\ufffdb",), parks=(), assessment="\ufffd", method="\ufffd")


def test_a_language_alone_asks_nothing():
    assert asked_of(QueryParams("lang=zh")) is None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"weightings": TWO[:1]}, "2 to 8 weightings; 1 chosen"),
        ({"weightings": ()}, "2 to 8 weightings; 0 chosen"),
        ({"weightings": (*TWO, "own:gone")}, "“own:gone”"),
        ({"parks": ("tcr",)}, "One park alone"),
        ({"parks": ("tcr", "atlantis")}, "“atlantis”"),
        ({"method": "dice"}, "“dice”"),
    ],
)
def test_what_cannot_be_compared_is_said(known, fields, says):
    [found] = complaints(_asked(**fields), known, None, words("en"))
    assert says in found.detail


def test_a_long_list_of_mistakes_is_cut_short(known):
    many = _asked(parks=tuple(f"nowhere-{number}" for number in range(500)))
    assert len(complaints(many, known, None, words("en"))) == 10


def test_two_weightings_are_fine(known):
    assert complaints(_asked(), known, None, words("en")) == []


def test_an_assessment_with_weights_of_its_own_counts(known):
    eight = tuple(known.weights)[:8]
    assert len(eight) == 8
    assert complaints(_asked(weightings=eight), known, content(), words("en")) == []
    weighed = content(answers=[ANSWER])
    [found] = complaints(_asked(weightings=eight), known, weighed, words("zh"))
    assert "9 套" in found.detail
    assert complaints(_asked(weightings=eight[:1]), known, weighed, words("en")) == []


def test_an_assessment_of_another_choice_is_refused(known):
    [found] = complaints(_asked(), known, content(template="location"), words("en"))
    assert "Parts maker" in found.detail


def test_the_request_names_the_weightings(known):
    found = to_request(_asked(parks=("tcr", "ssez")), known, None, words("en"), Settings())
    assert [item.name for item in found.weightings] == ["Exporter hit by tariffs", "Equal weights"]
    assert found.parks == ["tcr", "ssez"]
    assert found.method.name == "topsis"
    everything = to_request(_asked(), known, None, words("en"), Settings())
    assert everything.parks is None


def test_an_assessment_brings_its_enterprise_its_parks_and_its_weights(known):
    own = {"alternative": "tcr", "criterion": "land_price", "value": 110.0, "source": "offer"}
    saved = content(answers=[ANSWER], overrides=[own], note="aside")
    every = narrowed(_asked(), saved, Settings())
    found = to_request(every, known, saved, words("en"), Settings())
    assert found.enterprise.home.city == "Hangzhou"
    assert found.enterprise.markets == {"US": 0.6, "EU": 0.2, "host": 0.2}
    assert found.parks == saved["parks"]
    assert found.overrides[0].value == 110
    assert found.weightings[-1].name == "Parts maker"
    assert found.weightings[-1].weights.kind == "replies"
    fewer = to_request(_asked(parks=("tcr", "ssez")), known, saved, words("en"), Settings())
    assert fewer.parks == ["tcr", "ssez"]


def test_parks_that_an_assessment_screens_out_are_left_out_unless_named(known):
    # By the low bounds of the quoted prices with a tenth of slack: vcep 77, tcr 78, ljip 110.
    saved = content(screens=[{"id": "budget", "at_most": 105}])
    left = narrowed(_asked(), saved, Settings())
    assert left.parks == ("vcep", "tcr")
    assert to_request(left, known, saved, words("en"), Settings()).parks == ["vcep", "tcr"]
    named = _asked(parks=("ljip", "tcr"))
    assert narrowed(named, saved, Settings()) == named
    assert to_request(named, known, saved, words("en"), Settings()).parks == ["ljip", "tcr"]
    nothing = content(screens=[{"id": "budget", "at_most": 70}])
    assert narrowed(_asked(), nothing, Settings()).parks == ()
    assert narrowed(_asked(), None, Settings()).parks == ()
    with pytest.raises(InvalidEnterprise):
        narrowed(_asked(), content(screens=[{"id": "no-such-screen"}]), Settings())


def test_an_assessment_named_like_a_profile_keeps_a_name_of_its_own(known):
    saved = content(name="Equal weights", weights={"kind": "objective", "scheme": "entropy"})
    found = to_request(_asked(parks=("tcr", "ssez")), known, saved, words("en"), Settings())
    assert [item.name for item in found.weightings][-2:] == [
        "Equal weights",
        "Equal weights (assessment)",
    ]


def test_an_assessment_without_weights_adds_none(known):
    found = to_request(_asked(parks=("tcr", "ssez")), known, content(), words("en"), Settings())
    assert len(found.weightings) == len(TWO)


def test_what_the_service_does_not_take_is_refused(known):
    with pytest.raises(InvalidInput):
        to_request(_asked(method="dice"), known, None, words("en"), Settings())
