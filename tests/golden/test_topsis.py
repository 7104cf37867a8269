import numpy as np

from mcda import rank

CASES = "topsis_*.json"


def test_case(case):
    problem, weights = case.problem(), case.weights()
    ranking = rank(
        problem,
        weights,
        "topsis",
        normalisation=case.input["normalization"],
        distance=case.input["distance"],
    )
    # Distances and ideals are printed for weights as given, ours are for weights of sum 1.
    total = sum(case.input["weights"])
    plus, minus = ranking.prepared.distances(ranking.weights.values[None])
    found = {
        "scores": ranking.scores,
        "ranks": ranking.ranks,
        "d_plus": total * plus[0],
        "d_minus": total * minus[0],
        "ideal": total * _as_printed(ranking, ranking.prepared.best),
        "anti_ideal": total * _as_printed(ranking, ranking.prepared.worst),
    }
    case.check(**found)
    if case.input["normalization"] == "vector":
        for key in ("scores", "ranks", "d_plus", "d_minus", "ideal", "anti_ideal"):
            np.testing.assert_allclose(found[key], case.extra[key], rtol=0, atol=1e-6, err_msg=key)


def _as_printed(answer, point):
    """Turn a cost's inverted value back into the plain vector-normalised one of the book."""
    plain = np.where(answer.matrix.benefit, point, 1.0 - point)
    return plain * answer.weights.values
