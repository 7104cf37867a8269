"""The user's own figures."""

from typing import Any

import pytest

from mcda.cells import Beta, Interval, Normal, Triangular
from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue, Enterprise, Override, appraise
from mcda.parks.model import Tenure
from tests.prices import KEPT, leased, untold
from tests.refusals import rejects


def test_it_replaces_the_cell_and_keeps_the_catalogues_value(catalogue, hangzhou):
    own = Override(
        alternative="tcr", criterion="land_price", value=95, source="our quotation of 2026-10"
    )
    found = appraise(catalogue, hangzhou, overrides=[own]).evidence["tcr"]["land_price"]
    assert (found.kind, found.value, found.low, found.high) == ("override", 95, 95, 95)
    assert found.source == "our quotation of 2026-10"
    assert found.replaced is not None
    # Land that is kept costs 70.9 to 130 there, of which 20 years at 8 % are 0.7855.
    kept = 1 - 1.08**-20
    assert (found.replaced.low, found.replaced.high) == pytest.approx((70.9 * kept, 130 * kept))
    assert found.claims == found.replaced.claims
    for language in ("en", "zh"):
        assert "our quotation of 2026-10" in found.rationale[language]
        assert "55.69" in found.rationale[language]


def test_a_proxy_note_goes_with_the_proxy(catalogue, hangzhou, study):
    own = Override(
        alternative="tcr", criterion="land_price", value=Interval(low=90, high=99), source="q"
    )
    view = appraise(catalogue, hangzhou, study, overrides=[own])
    proxies = {note.path[1] for note in view.notes if note.code == "proxy_price"}
    assert proxies == {"vcep", "kitic"}


def test_a_proxy_on_another_criterion_is_named_by_it(catalogue):
    view = appraise(catalogue, Enterprise(), ["ssez", "mckip"], ["tax_incentives", "location"])
    (note,) = [note for note in view.notes if note.code == "proxy_rating"]
    assert note.path == ("evidence", "ssez", "tax_incentives")
    for language, words in (("en", "Tax incentives"), ("zh", "税收优惠")):
        assert words in note.say(language)
        assert catalogue.parks["ssez"].name[language] in note.say(language)
    assert "6 to 12 (years)" in note.say("en")


def test_an_unknown_cell_can_be_filled(catalogue):
    own = Override(alternative="eiz", criterion="land_price", value=70, source="we know them")
    found = appraise(catalogue, Enterprise(), overrides=[own]).evidence["eiz"]["land_price"]
    assert found.value == 70
    assert found.replaced is not None
    assert found.replaced.kind == "unknown"
    assert "does not know" in found.rationale["en"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"alternative": "atlantis"}, "unknown_park", "alternative"),
        ({"criterion": "beauty"}, "unknown_catalogue_criterion", "criterion"),
        ({"source": " "}, "override_without_source", "source"),
        *[({"value": bad}, "override_outside_range", "value")
          for bad in (-5, 0, 100_001, True, None, "95", float("nan"), float("inf"),
                      Interval(low=-10, high=90), Normal(mean=60, sd=20))],
        *[({"criterion": "infrastructure", "value": bad}, "override_outside_range", "value")
          for bad in (-1, 7.5, Interval(low=3, high=8))],
    ],
)  # fmt: skip
def test_refused(catalogue, change, code, field):
    good: dict[str, Any] = {
        "alternative": "tcr",
        "criterion": "land_price",
        "value": 95,
        "source": "q",
    }
    with pytest.raises(InvalidEnterprise) as caught:
        appraise(catalogue, Enterprise(), overrides=[Override(**(good | change))])
    assert [(f.code, f.path) for f in caught.value.faults] == [(code, ("overrides", 0, field))]
    for language in ("en", "zh"):
        assert "{" not in caught.value.say(language)


@pytest.mark.parametrize(
    ("criterion", "possible"),
    [
        (
            "land_price",
            {"0.01": "0.01", "100000": "100000", "USD/m2 for 20 years": "美元/平方米（20 年）"},
        ),
        ("infrastructure", {"0": "0", "7": "7", "connections": "通"}),
    ],
)
def test_a_refusal_says_what_is_possible(catalogue, criterion, possible):
    own = Override(alternative="tcr", criterion=criterion, value=-5, source="q")
    with pytest.raises(InvalidEnterprise) as caught:
        appraise(catalogue, Enterprise(), overrides=[own])
    for language, said in (("en", possible), ("zh", possible.values())):
        assert all(part in caught.value.say(language) for part in ("-5", *said))


@pytest.mark.parametrize("price", [25, 400, 5000, 0.5, Interval(low=8, high=310)])
def test_a_real_quotation_is_never_refused(catalogue, price):
    own = Override(alternative="eiz", criterion="land_price", value=price, source="quotation")
    view = appraise(catalogue, Enterprise(), ["eiz", "tcr"], overrides=[own])
    assert view.evidence["eiz"]["land_price"].cell == price


def _priced(catalogue: Catalogue, tenure: Tenure | None, price: Any = 118) -> Any:
    own = Override(
        alternative="tcr", criterion="land_price", value=price, source="q", tenure=tenure
    )
    return appraise(catalogue, Enterprise(), overrides=[own]).evidence["tcr"]["land_price"]


def test_a_price_becomes_what_its_use_costs(catalogue):
    assert _priced(catalogue, None).cell == 118
    sold = _priced(catalogue, Tenure(kind="sale"))
    assert sold.cell == pytest.approx(118 * KEPT)
    assert sold.unit == "USD/m2 for 20 years"
    assert "92.68" in sold.rationale["en"]
    assert "92.68" in sold.rationale["zh"]
    assert "The land is sold" in sold.rationale["en"]
    assert _priced(catalogue, Tenure(kind="rent"), 9).cell == pytest.approx(9 * KEPT / 0.08)
    lease = _priced(catalogue, Tenure(kind="lease", years=50), Interval(low=100, high=120))
    assert isinstance(lease.cell, Interval)
    assert (lease.low, lease.high) == pytest.approx((100 * leased(50), 120 * leased(50)))
    assert "a term (50)" in lease.rationale["en"]
    said = _priced(catalogue, Tenure(kind="unstated"), Triangular(low=110, mode=118, high=126))
    assert (said.cell.low, said.cell.mode, said.cell.high) == pytest.approx(untold(110, 118, 126))


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"tenure": Tenure(kind="lease", years=0)}, [("tenure_term", ("tenure", "years"))]),
        ({"tenure": Tenure(kind="lease", years=1000)}, [("tenure_term", ("tenure", "years"))]),
        ({"tenure": Tenure(kind="sale", years=50)}, [("tenure_term", ("tenure", "years"))]),
        ({"value": Beta(alpha=2, beta=3, low=90, high=120)},
         [("tenure_of_distribution", ("value",))]),
        ({"criterion": "infrastructure", "value": 5}, [("tenure_without_price", ("tenure",))]),
        ({"criterion": "infrastructure", "value": 5, "tenure": Tenure(kind="rent", years=5)},
         [("tenure_without_price", ("tenure",)), ("tenure_term", ("tenure", "years"))]),
        ({"value": -5}, [("override_outside_range", ("value",))]),
    ],
)  # fmt: skip
def test_a_price_whose_tenure_is_refused(catalogue, change, faults):
    good: dict[str, Any] = {
        "alternative": "tcr",
        "criterion": "land_price",
        "value": 95,
        "source": "q",
        "tenure": Tenure(kind="sale"),
    }
    with pytest.raises(InvalidEnterprise) as caught:
        appraise(catalogue, Enterprise(), overrides=[Override(**(good | change))])
    wanted = [(code, ("overrides", 0, *path)) for code, path in faults]
    assert [(f.code, f.path) for f in caught.value.faults] == wanted
    for language in ("en", "zh"):
        assert "{" not in caught.value.faults[0].say(language).replace("{low, ", "")


@pytest.mark.parametrize(
    ("tenure", "factor"),
    [
        (Tenure(kind="sale"), KEPT),
        (Tenure(kind="rent"), KEPT / 0.08),
        (Tenure(kind="lease", years=5), leased(5)),
    ],
)
def test_a_price_is_possible_where_its_cost_is(catalogue, tenure, factor):
    for cost in (0.01, 100_000):
        inwards = 1.001 if cost < 1 else 0.999
        assert _priced(catalogue, tenure, cost / factor * inwards).cell == pytest.approx(
            cost * inwards
        )
        with pytest.raises(InvalidEnterprise) as caught:
            _priced(catalogue, tenure, cost / factor / inwards)
        assert caught.value.code == "override_outside_range"
        assert caught.value.faults[0].fields["low"] == pytest.approx(0.01 / factor)
        assert "USD/m2 is" in caught.value.say("en")


def test_the_same_cell_twice(catalogue):
    own = Override(alternative="tcr", criterion="land_price", value=95, source="q")
    with rejects(InvalidEnterprise, code="overridden_twice"):
        appraise(catalogue, Enterprise(), overrides=[own, own])


def test_an_override_of_what_is_not_asked_for_is_told(catalogue, hangzhou):
    own = Override(alternative="tcr", criterion="land_price", value=95, source="our quotation")
    for asked in ({"parks": ["ljip", "vcep"]}, {"criteria": ["infrastructure", "hometown_ties"]}):
        view = appraise(catalogue, hangzhou, overrides=[own], **asked)
        (note,) = [note for note in view.notes if note.code == "override_unused"]
        assert note.fields == {"park": "tcr", "criterion": "land_price"}
