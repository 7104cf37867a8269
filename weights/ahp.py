"""Weights from one matrix of pairwise judgements."""

from dataclasses import asdict
from typing import Any

from mcda.errors import Fault, InvalidWeights, located
from mcda.pairwise import consistency, priorities, read_matrix, verdicts, worst_judgements
from weights.spec import Ahp


def ahp_weights(spec: Ahp) -> tuple[dict[str, float], dict[str, Any]]:
    """Return weights by item and the diagnostics of consistency.

    Diagnostics hold ``lambda_max``, ``consistency_index``, ``consistency_ratio``, the name and
    value of the random index, ``acceptable`` (ratio <= 0.10), ``verdicts`` under each published
    table, and ``worst_judgements``.

    Raises
    ------
    InvalidWeights
        An item is named twice.
    InvalidJudgements
        The matrix is not a reciprocal matrix of positive numbers.
    """
    repeated = sorted({item for item in spec.items if spec.items.count(item) > 1})
    if repeated:
        raise InvalidWeights(
            [Fault("ranked_duplicate", ("items",), {"criterion": item}) for item in repeated]
        )
    with located("matrix"):
        matrix = read_matrix(spec.matrix, spec.items)
    vector = priorities(matrix, spec.priority)
    found = consistency(matrix, spec.random_index)
    diagnostics = {
        "consistency_ratio": found.ratio,
        "consistency_index": found.index,
        "lambda_max": found.lambda_max,
        "random_index": found.table,
        "random_index_value": found.random_index,
        "acceptable": found.acceptable,
        "priority": spec.priority,
        "verdicts": verdicts(found),
        "worst_judgements": [
            asdict(w) for w in worst_judgements(matrix, spec.items, spec.random_index)
        ],
    }
    return dict(zip(spec.items, vector.tolist(), strict=True)), diagnostics
