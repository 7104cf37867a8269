"""A job that outlasts every test."""

from typing import Any


def endless_job(alternatives: int) -> dict[str, Any]:
    """Return a ranking of so many alternatives with more draws than anybody waits for."""
    rows = [[(7 * i + 13 * j) % 101 for j in range(30)] for i in range(alternatives)]
    request = {
        "problem": {
            "criteria": [{"id": f"k{j}", "direction": "benefit"} for j in range(30)],
            "alternatives": [{"id": f"a{i}"} for i in range(alternatives)],
            "performances": rows,
        },
        "weights": {"kind": "direct", "values": {f"k{j}": 1 + j for j in range(30)}},
        "sensitivity": {
            **dict.fromkeys(("stability", "smallest_change", "methods", "reversal"), False),
            "acceptability": {"samples": 10_000_000, "seed": 1},
        },
    }
    return {"kind": "ranking", "request": request}
