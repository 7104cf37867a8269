"""What a caller sends to learn the weights of a statement."""

from typing import Any

from pydantic import ConfigDict, Field, StrictBool

from api.rankings.schemas import ProblemModel, WithMethod
from weights.weightings import WeightSpec

_PROBLEM: dict[str, Any] = {
    "criteria": [
        {"id": "land_price", "direction": "cost", "unit": "USD/m2", "range": [40, 260]},
        {"id": "infrastructure", "direction": "benefit", "unit": "connections", "range": [0, 7]},
        {"id": "hometown_ties", "direction": "benefit", "range": [0, 1]},
    ],
    "alternatives": [{"id": "north"}, {"id": "south"}],
    "performances": [[160, 5, 0.2], [{"low": 85, "high": 140}, 3, 0.6]],
}
_THREE = ["land_price", "infrastructure", "hometown_ties"]
# Complete conversations: what a person answers, from the first guess to a repaired matrix.
_EXAMPLES: Any = [
    {"weights": {"kind": "ranked", "order": [["land_price"], ["infrastructure", "hometown_ties"]]}},
    {
        "weights": {
            "kind": "swing",
            "points": {"land_price": 100, "infrastructure": 60, "hometown_ties": 20},
        }
    },
    {
        "weights": {
            "kind": "ahp",
            "items": _THREE,
            "matrix": [[1, 2, 1 / 7], [0.5, 1, 3], [7, 1 / 3, 1]],
        },
        "problem": _PROBLEM,
        "method": {"name": "topsis", "normalisation": "range"},
    },
    {
        "weights": {
            "kind": "ahp",
            "items": _THREE,
            "matrix": [[1, 3, None], [1 / 3, 1, 2], [None, 0.5, 1]],
        }
    },
    {
        "weights": {
            "kind": "ahp_group",
            "items": _THREE,
            "judges": [
                {"name": "owner", "share": 2, "matrix": [[1, 3, 5], [1 / 3, 1, 2], [0.2, 0.5, 1]]},
                {"name": "cfo", "matrix": [[1, 5, 9], [0.2, 1, 2], [1 / 9, 0.5, 1]]},
            ],
        },
        "problem": _PROBLEM,
    },
    {
        "weights": {
            "kind": "ahp",
            "hierarchy": {
                "id": "best park",
                "matrix": [[1, 2], [0.5, 1]],
                "children": [
                    "land_price",
                    {
                        "id": "park",
                        "matrix": [[1, 3], [1 / 3, 1]],
                        "children": ["infrastructure", "hometown_ties"],
                    },
                ],
            },
        }
    },
    {
        "weights": {
            "kind": "best_worst",
            "best": "land_price",
            "worst": "hometown_ties",
            "best_to_others": {"land_price": 1, "infrastructure": 2, "hometown_ties": 8},
            "others_to_worst": {"land_price": 8, "infrastructure": 5, "hometown_ties": 1},
        }
    },
    {
        "weights": {
            "kind": "imprecise",
            "constraints": [
                {"more": "land_price", "than": "infrastructure"},
                {"ratio": ["infrastructure", "hometown_ties"], "low": 2, "high": 4},
                {"weight": "hometown_ties", "low": 0.05},
            ],
        }
    },
    {
        "weights": {
            "kind": "blend",
            "parts": [
                {"share": 3, "weights": {"kind": "ranked", "order": [[c] for c in _THREE]}},
                {"share": 1, "weights": {"kind": "objective", "scheme": "critic"}},
            ],
            "caps": [{"criteria": ["hometown_ties"], "at_most": 0.3}],
        },
        "problem": _PROBLEM,
    },
]


class WeightsRequest(WithMethod):
    """A statement, and the problem where the statement needs one."""

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    weights: WeightSpec = Field(description="The statement that is to become weights.")
    problem: ProblemModel | None = Field(
        default=None, description="Needed by objective schemes; shows who a repair makes first."
    )
    repair: StrictBool = Field(default=True, description="Whether to propose repairs.")
