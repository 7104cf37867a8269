"""Laws of rated cells, against a joint normal law conditioned by matrices."""

import math
from datetime import date

import numpy as np
import pytest

from mcda.cells import LogNormal
from mcda.parks import posterior
from mcda.parks.posterior import _country, _Vote
from mcda.parks.quality import quality

TODAY = date(2026, 12, 1)
BETWEEN, WITHIN = 0.5, 0.3


def vote(figure, variance, source, country="VN", region="asia", general=False):
    return _Vote(country, region, figure, variance, source, general)


def land(catalogue):
    return next(info for info in catalogue.criteria if info.id == "land_price")


@pytest.fixture(scope="module")
def prices(catalogue):
    return posterior.laws(catalogue, land(catalogue), TODAY, 5)


def conditioned(prior, figures, variances):
    """Mean and variance of a country's mean, given figures of one park each."""
    count = len(figures)
    joint = np.full((count + 1, count + 1), BETWEEN**2)
    joint[1:, 1:] += np.diag(WITHIN**2 + np.array(variances))
    gain = np.linalg.solve(joint[1:, 1:], joint[1:, 0])
    return prior + gain @ (np.array(figures) - prior), joint[0, 0] - gain @ joint[1:, 0]


def test_a_country_is_its_votes_by_their_precision():
    own = [vote(4.0, 0.04, "a"), vote(5.0, 0.09, "b")]
    elsewhere = [vote(3.0, 0.0, "c", "TH")]
    weights = [1 / (BETWEEN**2 + WITHIN**2 + v) for v in (0.04, 0.09, 0.0)]
    expected = conditioned(np.average([4.0, 5.0, 3.0], weights=weights), [4.0, 5.0], [0.04, 0.09])
    assert _country([*own, *elsewhere], "VN", "asia", BETWEEN, WITHIN) == pytest.approx(expected)


def test_one_source_has_one_vote_however_many_parks_it_speaks_of():
    elsewhere = vote(3.0, 0.04, "c", "TH")
    one = _country([vote(4.0, 0.04, "a"), elsewhere], "VN", "asia", BETWEEN, 0.0)
    ten = _country([*[vote(4.0, 0.04, "a")] * 10, elsewhere], "VN", "asia", BETWEEN, 0.0)
    assert ten == pytest.approx(one)


def test_where_a_country_is_silent_its_region_speaks():
    far = vote(9.0, 0.01, "d", "EG", "africa")
    mean, variance = _country([vote(3.0, 0.04, "c", "TH"), far], "VN", "asia", BETWEEN, WITHIN)
    assert (mean, variance) == pytest.approx((3.0, BETWEEN**2))


def test_the_luckiest_figure_is_not_believed(catalogue, prices):
    """The lowest prices of a catalogue count as higher, the highest as lower, all less widely."""
    info = land(catalogue)
    moves, widths = {}, {}
    for park, law in prices.known.items():
        rating = catalogue.ratings[park, info.id]
        if rating.kind == "derived" or not isinstance(law, LogNormal):
            continue
        evidence, _ = posterior.rated_evidence(catalogue, catalogue.parks[park], info)
        figure, deviation = posterior._moments(evidence.cell, info)
        moves[figure] = law.mu - figure
        widths[park] = law.sigma / (1.5 * deviation)
    ordered = [moves[figure] for figure in sorted(moves)]
    assert np.mean(ordered[:5]) > 0.02
    assert np.mean(ordered[-5:]) < -0.02
    assert max(widths.values()) <= 1 + 1e-9


def test_no_source_speaks_for_itself(catalogue, prices):
    """What is typical of a park comes from the other sources: its own counts once, as its own."""
    info, votes = land(catalogue), {}
    for park in prices.known:
        rating, host = catalogue.ratings[park, info.id], catalogue.parks[park].country
        evidence, _ = posterior.rated_evidence(catalogue, catalogue.parks[park], info)
        grade = quality(evidence, TODAY, 5).grade
        figure, deviation = posterior._moments(evidence.cell, info)
        width = 1.5 if grade in ("weak", "unrecorded") else 1.0
        source = tuple(sorted(rating.stated_by or rating.claims)) or park
        region, general = catalogue.countries[host].region, rating.kind == "derived"
        votes[park] = vote(figure, (width * deviation) ** 2, source, host, region, general)
    stated = {park: one for park, one in votes.items() if not one.is_general}
    assert len(stated) > 20
    for park, one in stated.items():
        others = [v for v in votes.values() if v.source != one.source]
        mean, variance = _country(others, one.country, one.region, BETWEEN, WITHIN)
        r = (variance + WITHIN**2) / (variance + WITHIN**2 + one.variance)
        if one.variance > 0:
            law = prices.known[park]
            assert law.mu == pytest.approx(r * one.figure + (1 - r) * mean)
            assert law.sigma**2 == pytest.approx(r * one.variance)


def test_what_stands_for_a_country_says_nothing_more_of_the_park(catalogue, prices):
    derived = [
        law
        for park, law in prices.known.items()
        if catalogue.ratings[park, "land_price"].kind == "derived"
    ]
    assert derived
    assert all(law.sigma > WITHIN for law in derived)


def test_a_country_moves_all_its_parks(catalogue, prices):
    for name, law in prices.typical.items():
        (source, loading), *more = law.shared
        assert (source, more) == (f"country.{name}.land_price", [])
        assert loading == pytest.approx(math.sqrt(1 - WITHIN**2 / law.sigma**2))
    loaded = [dict(law.shared) for law in prices.known.values() if isinstance(law, LogNormal)]
    assert all(0 <= value <= 1 for law in loaded for value in law.values())
    assert len({name for law in loaded for name in law}) >= 5
