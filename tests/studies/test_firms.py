"""Twelve firms, as one meets them, each with nothing stated, with a profile, and with swings of the
seven criteria, or of six with land and duties as one cost.

``python -m tests.studies.test_firms`` prints the decision of each case, and of the swings once what
is open about the firm is filled in.
"""

import itertools
import re
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import mcda
import weights
from api.http.localisation import localise
from api.parks.problem import make_problem
from api.parks.profile_fit import weights_of
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.parks import Enterprise
from mcda.robust.decision import SAMPLES
from mcda.robust.draws import sample_cells, sample_sources, weights_to_draw
from mcda.scale import whole_scale
from weights.profiles import load_profiles
from weights.weightings import resolve

FIRMS = tomllib.loads((Path(__file__).parent / "data" / "firms.toml").read_text(encoding="utf-8"))
WAYS = ("nothing", "swings", "cost")
_NO_TEXT = (
    r"(?<![\d.])-0(\.0+)?(?![\d.])|\bnan\b|\bNone\b|\binf\b|[{}]|  |\$say|\.\.|\(\)| [,.](?!\d)"
)
WRONG = {"en": _NO_TEXT, "zh": _NO_TEXT + r"|。。|，。|、。|““|””|[,;] ?[\u4e00-\u9fff]"}
pytestmark = pytest.mark.long


def request_of(enterprise, said):
    return RecommendationRequest(enterprise=enterprise, weights=said)


def considered(firm, said=None):
    """The appraisal of the parks that a recommendation ranks, on the criteria that it has."""
    return make_problem(request_of(firm["enterprise"], said), Settings())


def drawn(ranking, samples, seed):
    """What each park is worth in each draw, by the method itself."""
    rng = np.random.default_rng(seed)
    rows = weights_to_draw(ranking.weights, None).sample(samples, rng)
    normals = sample_sources(ranking.spreads, samples, rng)
    cells = sample_cells(ranking.spreads, samples, rng, normals)
    values = np.repeat(ranking.matrix.values[None], samples, axis=0)
    for (i, j), column in cells.items():
        values[:, i, j] = column
    worth = np.stack(
        [scale.value(values[:, :, j]) for j, scale in enumerate(scales_of(ranking))], axis=2
    )
    return np.einsum("sn,smn->sm", rows, worth)


def scales_of(ranking):
    return [whole_scale(criterion) for criterion in ranking.problem.criteria]


def stated(firm, way):
    if way in FIRMS:
        return {"kind": "swing", "points": FIRMS[way]}
    return {"kind": "profile", "id": firm["profile"]} if way == "profile" else None


def ranked(firm, way, filled=False):
    """The ranking of a firm; where nothing is stated, weights follow from its facts."""
    enterprise = firm["enterprise"] | (firm["filled"] if filled else {})
    request = request_of(enterprise, stated(firm, way))
    view = make_problem(request, Settings())
    return mcda.rank(view, resolve(weights_of(request, Enterprise(**enterprise))[0], view))


each_firm = pytest.mark.parametrize(
    "firm", FIRMS["firms"], ids=lambda firm: firm["label"].split(",")[0]
)


@each_firm
def test_the_headline_is_best_under_its_own_draws(firm):
    """Of eight profiles none: the headline counts by what the draws say on average."""
    view = considered(firm)
    profiles = [profile for profile in load_profiles().values() if profile.about == "parks"]
    assert len(profiles) == 8
    for profile in profiles:
        ranking = mcda.rank(view, weights.resolve({"kind": "profile", "id": profile.id}, view))
        utility = drawn(ranking, SAMPLES, 7)
        behind = utility - utility[:, [int(ranking.order[0])]]
        error = behind.std(axis=0) / np.sqrt(SAMPLES)
        assert (behind.mean(axis=0) <= 4 * error + 0.001).all(), profile.id


@each_firm
@pytest.mark.parametrize("way", WAYS)
def test_the_loss_that_is_told_is_lost(firm, way):
    """By draws of the cells and weights that the decision never saw."""
    ranking = ranked(firm, way)
    told = ranking.decision()
    utility = drawn(ranking, SAMPLES, 99)
    lost = float((utility.max(axis=1) - utility[:, int(ranking.order[0])]).mean())
    assert told.loss.points == pytest.approx(lost, abs=0.004, rel=0.15)
    assert sum(told.loss_by.values()) == pytest.approx(told.loss.points)


def test_another_seed_says_the_same():
    """Of all cases, nine in ten words are those of most seeds."""
    same = []
    for firm, way in itertools.product(FIRMS["firms"], WAYS):
        ranking = ranked(firm, way)
        words = Counter(ranking.decision(rng=seed).word for seed in range(3))
        same.append(max(words.values()) / words.total())
    assert np.mean(same) >= 0.9
    assert sum(share < 0.9 for share in same) <= 0.1 * len(same)


@each_firm
@pytest.mark.parametrize("way", WAYS)
def test_every_sentence_can_be_read(firm, way):
    request = {"enterprise": firm["enterprise"], "weights": stated(firm, way), "detail": "full"}
    answer = recommend(RecommendationRequest(**request), Settings())
    for language, wrong in WRONG.items():
        texts = [*read(localise(answer, language))]
        assert len(texts) > 500
        assert [text for text in texts if re.search(wrong, text)] == []


def read(node):
    """Yield the texts of an answer that are no quotation."""
    match node:
        case dict():
            for name in node.keys() - {"claims", "record", "quote", "names", "name"}:
                yield from read(node[name])
        case list():
            for item in node:
                yield from read(item)
        case str():
            yield node


if __name__ == "__main__":
    for one in FIRMS["firms"]:
        for way, filled in (*((way, False) for way in (*WAYS, "profile")), ("cost", True)):
            found = ranked(one, way, filled).decision()
            kept = f"{100 * found.loss.points:.1f} points, {len(found.parks)} on the list"
            print(
                f"{one['label'][:34]:34} {way:8} {filled!s:6} {found.word:9} {found.park}: {kept}"
            )
