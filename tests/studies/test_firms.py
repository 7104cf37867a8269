"""Twelve firms, as one meets them: what the headline names is best under its own draws."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

import mcda
import weights
from mcda.parks import Enterprise, appraise, gates, load_catalogue
from mcda.parks.exclusions import exclusions, first_ask
from mcda.robust.decision import SAMPLES
from mcda.robust.draws import sample_cells, sample_sources, weights_to_draw
from mcda.scale import whole_scale
from weights.profiles import load_profiles

FIRMS = tomllib.loads((Path(__file__).parent / "data" / "firms.toml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.long


def considered(catalogue, firm):
    """The appraisal of the parks that a recommendation ranks."""
    enterprise = Enterprise(**firm["enterprise"])
    whole = appraise(catalogue, enterprise)
    closed = gates(catalogue, enterprise, whole.alternative_ids, whole.today)
    apart = {item.alternative for item in exclusions(first_ask(whole), closed)}
    kept = [place for place, park in enumerate(whole.alternative_ids) if park not in apart]
    return whole.select(kept)


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


@pytest.mark.parametrize("firm", FIRMS["firms"], ids=lambda firm: firm["label"].split(",")[0])
def test_the_headline_is_best_under_its_own_draws(firm):
    """Of eight profiles none: the headline counts by what the draws say on average."""
    view = considered(load_catalogue(), firm)
    profiles = [profile for profile in load_profiles().values() if profile.about == "parks"]
    assert len(profiles) == 8
    for profile in profiles:
        ranking = mcda.rank(view, weights.resolve({"kind": "profile", "id": profile.id}, view))
        utility = drawn(ranking, SAMPLES, 7)
        behind = utility - utility[:, [int(ranking.order[0])]]
        error = behind.std(axis=0) / np.sqrt(SAMPLES)
        assert (behind.mean(axis=0) <= 4 * error + 0.001).all(), profile.id
