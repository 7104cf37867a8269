"""A short list by everything but the price, in the order of the price."""

from collections.abc import Mapping

import numpy as np
import pytest

from mcda import rank
from mcda.cells import Cell, Interval, Triangular
from mcda.parks import Appraisal, Catalogue, Enterprise, Override, appraise
from mcda.parks.shortlist import DEFAULT_COUNT, PRICE, Shortlist, shortlist
from mcda.prepare.screen import Exclusion
from mcda.ranking import Ranking
from mcda.scale import whole_scale
from weights.weightings import resolve

# Of eiz and mckip no price is on record.
CONNECTIONS = {"tcr": 7, "ljip": 6, "vcep": 6, "mckip": 5, "eiz": 4, "kitic": 3}
PRICES: Mapping[str, Cell] = {
    "tcr": 150.0, "ljip": 90.0, "vcep": Triangular(low=80, mode=100, high=120), "kitic": 40.0,
}  # fmt: skip
WEIGHTS = {PRICE: 9.0, "infrastructure": 1.0}


def _view(
    catalogue: Catalogue, prices: Mapping[str, Cell] = PRICES, criteria: tuple[str, ...] = ()
) -> Appraisal:
    own = [
        Override(alternative=park, criterion="infrastructure", value=count, source="seen")
        for park, count in CONNECTIONS.items()
    ]
    own += [
        Override(alternative=park, criterion=PRICE, value=price, source="quotation")
        for park, price in prices.items()
    ]
    wanted = criteria or (PRICE, "infrastructure")
    return appraise(catalogue, Enterprise(), tuple(CONNECTIONS), wanted, own)


def _answer(view: Appraisal, values: Mapping[str, float] = WEIGHTS, method: str = "") -> Ranking:
    return rank(view, resolve({"kind": "direct", "values": dict(values)}, view), method or None)


def test_by_hand(catalogue):
    view = _view(catalogue)
    # Seven, six and six connections; 90 is the lowest price, and that of vcep may be 80.
    assert shortlist(_answer(view), view, 3) == Shortlist(
        kept=("tcr", "ljip", "vcep"),
        order=("ljip", "vcep", "tcr"),
        level=("ljip", "vcep"),
        without_price=(),
        count=3,
    )


def test_the_price_weighs_nothing_in_the_first_step(catalogue):
    view = _view(catalogue)
    answers = [_answer(view, {PRICE: price, "infrastructure": 1.0}) for price in (0.0, 0.5, 99.0)]
    assert answers[0].winner == "tcr"
    assert answers[2].winner == "kitic"
    found = [shortlist(answer, view, 3) for answer in answers]
    assert found[0] is not None
    assert found == [found[0]] * 3


def test_who_ties_with_the_last_is_on_the_list(catalogue):
    view = _view(catalogue)
    found = shortlist(_answer(view), view, 2)
    assert found is not None
    assert (found.kept, found.count) == (("tcr", "ljip", "vcep"), 2)
    one = shortlist(_answer(view), view, 1)
    assert one is not None
    assert (one.kept, one.order, one.level) == (("tcr",), ("tcr",), ("tcr",))


def test_of_whom_no_price_is_known_stands_at_the_end(catalogue):
    view = _view(catalogue)
    found = shortlist(_answer(view), view, 5)
    assert found is not None
    assert found.kept == ("tcr", "ljip", "vcep", "mckip", "eiz")
    assert found.order == ("ljip", "vcep", "tcr", "mckip", "eiz")
    assert found.level == ("ljip", "vcep")
    assert found.without_price == ("mckip", "eiz")


def test_equal_prices_keep_the_order_of_the_list(catalogue):
    view = _view(catalogue, {**PRICES, "tcr": 90.0})
    found = shortlist(_answer(view), view, 3)
    assert found is not None
    assert found.order == ("tcr", "ljip", "vcep")
    assert found.level == ("tcr", "ljip", "vcep")


@pytest.mark.parametrize(
    ("price", "level"),
    [
        (Interval(low=90, high=130), ("ljip", "vcep")),  # as low as the first at the highest
        (Interval(low=90.1, high=130), ("ljip",)),
    ],
)
def test_level_is_whose_price_may_be_as_low(catalogue, price, level):
    view = _view(catalogue, {**PRICES, "vcep": price})
    found = shortlist(_answer(view), view, 3)
    assert found is not None
    assert found.level == level
    assert found.sentence.code == ("shortlist_level" if len(level) > 1 else "shortlist")


def test_where_there_is_no_list(catalogue):
    view = _view(catalogue)
    assert shortlist(_answer(view), view, 6) is None  # all six are ranked
    assert shortlist(_answer(view, {PRICE: 1.0, "infrastructure": 0.0}), view, 3) is None
    unpriced = _view(catalogue, criteria=("infrastructure", "government_support"))
    weights = {"infrastructure": 1.0, "government_support": 1.0}
    assert shortlist(_answer(unpriced, weights), unpriced, 3) is None
    alone = _view(catalogue, criteria=(PRICE,))
    assert shortlist(_answer(alone, {PRICE: 1.0}), alone, 3) is None
    # The first by all else has no price on record, and the list is of one.
    silent = appraise(
        catalogue,
        Enterprise(),
        ("eiz", "tcr"),
        (PRICE, "infrastructure"),
        [
            Override(alternative=park, criterion="infrastructure", value=count, source="seen")
            for park, count in (("eiz", 7), ("tcr", 3))
        ],
    )
    assert shortlist(_answer(silent), silent, 1) is None


def test_whoever_stands_apart_is_not_on_it(catalogue):
    view = _view(catalogue)
    ranking = _answer(view)
    excluded = [Exclusion(alternative="ljip", reasons=())]
    found = shortlist(rank(view, ranking.weights, ranking.method, excluded=excluded), view, 3)
    assert found is not None
    assert found.kept == ("tcr", "vcep", "mckip")
    assert found.order == ("vcep", "tcr", "mckip")


def test_the_method_of_the_answer_makes_the_list(catalogue):
    """Three parks whose two criteria trade off: one far ahead in one, another even in both."""
    own = [
        Override(alternative=park, criterion=criterion, value=value, source="seen")
        for park, row in {
            "tcr": (7.0, 0.0), "ljip": (5.0, 2.0), "vcep": (3.0, 4.0), "kitic": (4.0, 1.0),
        }.items()
        for criterion, value in zip(("infrastructure", "government_support"), row, strict=True)
    ]  # fmt: skip
    criteria = (PRICE, "infrastructure", "government_support")
    view = appraise(catalogue, Enterprise(), ("tcr", "ljip", "vcep", "kitic"), criteria, own)
    values = {PRICE: 3.0, "infrastructure": 1.0, "government_support": 1.0}
    for method in ("ahp", "topsis", "vikor"):
        ranking = _answer(view, values, method)
        others = _answer(view, {**values, PRICE: 0.0}, method)
        found = shortlist(ranking, view, 2)
        assert found is not None
        ranks = dict(zip(others.matrix.alternatives, others.ranks.tolist(), strict=True))
        assert set(found.kept) == {park for park, place in ranks.items() if place <= 2}


def test_on_the_catalogue_by_another_way(catalogue, hangzhou):
    """Worth by the scales, weighed and added up without the price; then the parks' own prices."""
    view = appraise(catalogue, hangzhou)
    points = dict(zip(view.criterion_ids, (40, 10, 25, 5, 30, 60, 15), strict=True))
    found = shortlist(_answer(view, points), view)
    assert found is not None
    total = np.zeros(len(view.alternative_ids))
    for j, criterion in enumerate(view.criteria):
        scale = whole_scale(criterion)
        assert scale is not None
        if criterion.id != PRICE:
            total += points[criterion.id] * scale.value(view.values[:, j])
    best = np.argsort(-total, kind="stable")
    assert total[best[DEFAULT_COUNT - 1]] > total[best[DEFAULT_COUNT]] + 1e-9
    kept = [view.alternative_ids[i] for i in best[:DEFAULT_COUNT]]
    assert found.kept == tuple(kept)
    assert found.count == DEFAULT_COUNT == 4
    known = {park: view.evidence[park][PRICE] for park in kept}
    priced = [park for park in kept if known[park].cell is not None]
    assert found.without_price == tuple(park for park in kept if park not in priced)
    assert found.order == (
        *sorted(priced, key=lambda park: known[park].value or 0.0), *found.without_price,
    )  # fmt: skip
    highest = known[found.order[0]].high or 0.0
    assert set(found.level) == {park for park in priced if (known[park].low or 0.0) <= highest}


def test_what_comes_of_it_is_said_in_both_languages(catalogue):
    view = _view(catalogue)
    names = {park: catalogue.parks[park].name for park in CONNECTIONS}
    for count, code in ((3, "shortlist_level"), (1, "shortlist")):
        found = shortlist(_answer(view), view, count)
        assert found is not None
        assert found.sentence.code == code
        for language in ("en", "zh"):
            said = found.sentence.say(language, names)
            assert "{" not in said
            assert all(names[park][language] in said for park in found.kept)
