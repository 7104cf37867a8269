"""Requests whose answers are kept: every method, kind of weights and part at least once."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A request by name."""

    name: str
    """Of the file that keeps its answer."""
    path: str
    """Asked for; with a body by POST."""
    body: Json | None = None
    """Sent as JSON."""
    language: str = "en"
    """Of the answer."""


CRITERIA = [
    {"id": "price", "direction": "cost", "unit": "USD/m2", "range": [40, 260]},
    {"id": "roads", "direction": "benefit", "unit": "connections", "range": [1, 8]},
    {"id": "service", "direction": "benefit", "range": [1, 5]},
    {"id": "duty", "direction": "cost", "unit": "%", "range": [1, 40]},
]
ALTERNATIVES = [
    {"id": "north", "name": {"en": "North park", "zh": "北园"}},
    {"id": "south", "name": {"en": "South park", "zh": "南园"}},
    {"id": "east"},
    {"id": "west"},
    {"id": "centre"},
]
KNOWN = [[100, 3, 4, 20], [150, 6, 3, 12], [120, 2, 5, 30], [90, 4, 2, 25], [200, 7, 4, 10]]
DOUBTFUL = [
    [{"low": 80, "high": 140}, 3, 4, 20],
    [150, {"low": 5, "mode": 6, "high": 7}, 3, {"low": 10, "high": 19}],
    [120, 2, 5, {"dist": "normal", "mean": 28, "sd": 2}],
    [90, 4, None, 25],
    [{"low": 170, "mode": 200, "high": 240}, 7, 4, 10],
]
IDS = [criterion["id"] for criterion in CRITERIA]
DIRECT = {"kind": "direct", "values": {"price": 4, "roads": 3, "service": 2, "duty": 1}}
MATRIX = [[1, 2, 3, 5], [0.5, 1, 2, 4], [0.3333333333333333, 0.5, 1, 2], [0.2, 0.25, 0.5, 1]]
UNSURE = [[1, 5, 3, None], [0.2, 1, 2, 4], [0.3333333333333333, 0.5, 1, 0.5], [None, 0.25, 2, 1]]
METHODS: list[Json] = [
    *({"name": "topsis", "normalisation": n} for n in ("vector", "minmax", "max", "linear", "sum")),
    *({"name": "topsis", "normalisation": n} for n in ("range", "none")),
    {"name": "topsis", "distance": "manhattan"},
    {"name": "topsis", "distance": "chebyshev", "normalisation": "minmax"},
    {"name": "ahp"},
    {"name": "ahp", "mode": "ideal"},
    *({"name": "weighted_sum", "normalisation": n} for n in ("minmax", "range", "linear", "sum")),
    {"name": "weighted_product"},
    {"name": "vikor"},
    {"name": "vikor", "v": 0.2},
    {"name": "promethee2"},
    {
        "name": "promethee2",
        "preferences": {
            "price": {"type": "linear", "q": 5, "p": 60},
            "roads": {"type": "gaussian", "s": 2},
            "service": {"type": "level", "q": 0.5, "p": 1.5},
            "duty": {"type": "vshape", "p": 12},
        },
    },
    *({"name": name} for name in ("spotis", "edas", "marcos", "mabac", "codas", "copras", "aras")),
    *({"name": "waspas", "lambda": share} for share in (0.5, 0, 1)),
    {"name": "moora"},
]
WEIGHTS: dict[str, Json] = {
    "direct": DIRECT,
    "direct_capped": {**DIRECT, "caps": [{"criteria": ["price", "duty"], "at_most": 0.4}]},
    "ahp": {"kind": "ahp", "items": IDS, "matrix": MATRIX},
    "ahp_rows": {"kind": "ahp", "items": IDS, "matrix": MATRIX, "priority": "geometric_mean"},
    "ahp_unsure": {"kind": "ahp", "items": IDS, "matrix": UNSURE, "random_index": "saaty_1980"},
    "ahp_tree": {
        "kind": "ahp",
        "hierarchy": {
            "id": "goal",
            "matrix": [[1, 2], [0.5, 1]],
            "children": [
                {"id": "cost", "matrix": [[1, 3], [0.3333333333333333, 1]], "children": IDS[::3]},
                {"id": "place", "values": [2, 1], "children": ["roads", "service"]},
            ],
        },
    },
    "ahp_group": {
        "kind": "ahp_group",
        "items": IDS,
        "judges": [{"name": "owner", "matrix": MATRIX}, {"name": "cfo", "matrix": UNSURE}],
    },
    "ahp_group_priorities": {
        "kind": "ahp_group",
        "items": IDS,
        "aggregate": "priorities",
        "judges": [
            {"name": "owner", "share": 2, "matrix": MATRIX},
            {"name": "cfo", "share": 1, "matrix": [list(row) for row in zip(*MATRIX, strict=True)]},
        ],
    },
    **{
        f"ranked_{scheme}": {
            "kind": "ranked",
            "order": [["price"], ["roads", "service"], ["duty"]],
            "scheme": scheme,
        }
        for scheme in ("centroid", "sum", "reciprocal", "exponent")
    },
    "swing": {
        "kind": "swing",
        "points": {"price": 100, "roads": 70, "service": 40, "duty": 10},
    },
    **{
        f"best_worst_{model}": {
            "kind": "best_worst",
            "best": "price",
            "worst": "duty",
            "best_to_others": {"price": 1, "roads": 2, "service": 4, "duty": 8},
            "others_to_worst": {"price": 8, "roads": 5, "service": 3, "duty": 1},
            "model": model,
        }
        for model in ("linear", "nonlinear")
    },
    **{
        f"objective_{scheme}": {"kind": "objective", "scheme": scheme}
        for scheme in (
            *("equal", "entropy", "critic", "merec", "standard_deviation"),
            *("coefficient_of_variation", "gini", "angle", "cilos", "idocriw"),
        )
    },
    "imprecise": {
        "kind": "imprecise",
        "constraints": [
            {"more": "price", "than": "roads"},
            {"ratio": ["roads", "duty"], "low": 1.5, "high": 4},
            {"weight": "service", "low": 0.1, "high": 0.3},
        ],
    },
    "blend": {
        "kind": "blend",
        "parts": [
            {"share": 2, "weights": DIRECT},
            {"share": 1, "weights": {"kind": "objective", "scheme": "critic"}},
        ],
    },
    "blend_geometric": {
        "kind": "blend",
        "combine": "geometric",
        "parts": [
            {"share": 2, "weights": DIRECT},
            {"share": 1, "weights": {"kind": "objective", "scheme": "critic"}},
        ],
    },
}
EXPORTER: Json = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme",
    "first_investment": True,
    "intent": "trial",
}
ENTERPRISES: dict[str, Json] = {
    "exporter": EXPORTER,
    "partner": {**EXPORTER, "partners_in": ["tcr"], "needs_standard_factory": True},
    "shenzhen": {"home": {"province": "Guangdong", "city": "Shenzhen"}, "markets": {"US": 1}},
    "at_home": {"home": {"province": "Jiangsu"}, "markets": {"CN": 1}, "size": "large"},
    "asean": {"markets": {"ASEAN": 0.5, "JP": 0.3, "other": 0.2}, "intent": "expansion"},
    "silent": {},
}
PROFILES = ("first-time-private-exporter", "tariff-hit-exporter")
FOUR = ["ljip", "vcep", "tcr", "kitic"]


IN_FULL: dict[str, Json] = {
    "/v1/rankings": {"detail": "full"},
    "/v1/recommendations": {"detail": "full", "as_of": "2026-11-28"},
}


def recorded() -> Iterator[Recorded]:
    """Yield every request; names are unique.

    What can be told in short is told in full, and what depends on the day is told for one day.
    """
    for request in _recorded():
        told_in_full = request.path in IN_FULL and not request.name.startswith("refused")
        body = {**IN_FULL[request.path], **(request.body or {})} if told_in_full else request.body
        yield replace(request, body=body)


def _recorded() -> Iterator[Recorded]:
    yield from _rankings()
    yield from _analysed()
    yield from _short()
    yield from _weights()
    yield from _recommendations()
    yield from _comparisons()
    yield from _looked_up()
    yield from _refused()


def problem(performances: list[list[Any]] = KNOWN, **fields: Any) -> Json:
    """Return the problem that most requests are about; keywords replace its fields."""
    made = {"criteria": CRITERIA, "alternatives": ALTERNATIVES, "performances": performances}
    return copy.deepcopy({**made, **fields})


def _label(method: Json) -> str:
    parameters = [v for k, v in method.items() if k != "name"]
    said = ["preferences" if isinstance(v, dict) else str(v) for v in parameters]
    return "_".join([method["name"], *said])


def _rankings() -> Iterator[Recorded]:
    for method in METHODS:
        body = {"problem": problem(), "weights": DIRECT, "method": method, "sensitivity": False}
        yield Recorded(name=f"ranking_{_label(method)}", path="/v1/rankings", body=body)
    for kind, weights in WEIGHTS.items():
        body = {"problem": problem(), "weights": weights, "sensitivity": False}
        yield Recorded(name=f"ranking_by_{kind}", path="/v1/rankings", body=body)


def _analysed() -> Iterator[Recorded]:
    for method in METHODS:
        body = {"problem": problem(DOUBTFUL), "weights": DIRECT, "method": method}
        if method != {"name": "topsis", "normalisation": "none"}:
            yield Recorded(name=f"analysed_{_label(method)}", path="/v1/rankings", body=body)
    for kind, weights in WEIGHTS.items():
        if not kind.startswith("objective"):
            body = {"problem": problem(KNOWN), "weights": weights}
            name, language = f"analysed_by_{kind}", "zh" if kind.startswith("ranked") else "en"
            yield Recorded(name=name, path="/v1/rankings", body=body, language=language)
    parts: dict[str, Json] = {
        "multiverse": {"multiverse": True},
        "exact_shares": {"exact_acceptability": True},
        "any_weights": {"acceptability": {"samples": 4000, "spread": "any", "seed": 11}},
        "to_an_error": {"acceptability": {"standard_error": 0.004}},
        "few_methods": {"methods": ["vikor", "promethee2", "spotis"], "reversal": False},
    }
    for name, sensitivity in parts.items():
        linear = {"name": "weighted_sum", "normalisation": "range"}
        body = {"problem": problem(DOUBTFUL), "weights": DIRECT, "method": linear}
        yield Recorded(
            name=f"part_{name}", path="/v1/rankings", body={**body, "sensitivity": sensitivity}
        )
    asked = [{"criterion": "roads", "at_least": 3}, {"criterion": "duty", "at_most": 26}]
    body = {"problem": problem(DOUBTFUL), "weights": DIRECT, "requirements": asked}
    for language in ("en", "zh"):
        yield Recorded(
            name=f"required_{language}", path="/v1/rankings", body=body, language=language
        )
    level = problem([[100, 3, 4, 20]] * 5)
    yield Recorded(
        name="all_level", path="/v1/rankings", body={"problem": level, "weights": DIRECT}
    )
    one = problem([[100, 3, 4, 20]], alternatives=ALTERNATIVES[:1])
    yield Recorded(name="only_one", path="/v1/rankings", body={"problem": one, "weights": DIRECT})


def _short() -> Iterator[Recorded]:
    ranking = {"problem": problem(DOUBTFUL), "weights": DIRECT}
    bodies = {"rankings": ranking, "recommendations": {"enterprise": EXPORTER, "parks": FOUR}}
    for path, body in bodies.items():
        for detail in ("summary", "standard"):
            asked = {**body, "detail": detail}
            yield Recorded(name=f"{detail}_{path}", path=f"/v1/{path}", body=asked)


def _weights() -> Iterator[Recorded]:
    for kind, weights in WEIGHTS.items():
        body = {"weights": weights, "problem": problem()}
        yield Recorded(name=f"weights_{kind}", path="/v1/weights", body=body)
    for kind in ("ahp_unsure", "ahp_group", "best_worst_linear", "imprecise"):
        body = {"weights": WEIGHTS[kind]}
        yield Recorded(name=f"weights_{kind}_zh", path="/v1/weights", body=body, language="zh")


def _recommendations() -> Iterator[Recorded]:
    path = "/v1/recommendations"
    for name, enterprise in ENTERPRISES.items():
        yield Recorded(name=f"recommended_{name}", path=path, body={"enterprise": enterprise})
    for profile in PROFILES:
        body = {"enterprise": EXPORTER, "weights": {"kind": "profile", "id": profile}}
        for language in ("en", "zh"):
            name = f"recommended_{profile}_{language}"
            yield Recorded(name=name, path=path, body={**body, "parks": FOUR}, language=language)
    override = {
        "enterprise": EXPORTER,
        "parks": FOUR,
        "overrides": [
            {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "offer"}
        ],
    }
    yield Recorded(name="recommended_override", path=path, body=override)
    for template in ("location", "park-model", "way-in"):
        body = {"enterprise": EXPORTER, "template": template}
        yield Recorded(name=f"recommended_{template}", path=path, body=body)
    plain = {"enterprise": EXPORTER, "sensitivity": False, "unknowns": "bounds"}
    yield Recorded(name="recommended_plain", path=path, body=plain)


def _comparisons() -> Iterator[Recorded]:
    weightings = [
        {"name": "owner", "weights": DIRECT},
        {"name": "cfo", "weights": WEIGHTS["swing"]},
        {"name": "data", "weights": WEIGHTS["objective_entropy"]},
        {
            "name": "engineer",
            "weights": {
                "kind": "direct",
                "values": {"price": 0, "roads": 1, "service": 0, "duty": 3},
            },
        },
    ]
    for method in METHODS[::3]:
        body = {"problem": problem(), "weightings": weightings, "method": method}
        yield Recorded(name=f"compared_{_label(method)}", path="/v1/comparisons", body=body)
    by_profile = [{"name": p, "weights": {"kind": "profile", "id": p}} for p in PROFILES]
    body = {"enterprise": EXPORTER, "parks": FOUR, "weightings": by_profile}
    for language in ("en", "zh"):
        yield Recorded(
            name=f"compared_profiles_{language}",
            path="/v1/comparisons",
            body=body,
            language=language,
        )


def _looked_up() -> Iterator[Recorded]:
    for name in ("criteria", "profiles", "methods", "templates"):
        yield Recorded(name=f"list_{name}", path=f"/v1/{name}")
    for park in FOUR:
        yield Recorded(name=f"park_{park}", path=f"/v1/parks/{park}")
    yield Recorded(name="park_ljip_zh", path="/v1/parks/ljip", language="zh")
    yield Recorded(name="country_vietnam", path="/v1/countries/vietnam")
    for profile in PROFILES:
        yield Recorded(name=f"profile_{profile}", path=f"/v1/profiles/{profile}")


def _refused() -> Iterator[Recorded]:
    plain = {"problem": problem(), "weights": DIRECT, "sensitivity": False}
    bodies: dict[str, Json] = {
        "nothing": {},
        "cells_of_the_wrong_kind": {**plain, "problem": problem([[True, "1", [], {}]] * 5)},
        "row_too_short": {**plain, "problem": problem([[1, 2, 3]] * 5)},
        "method_unknown": {**plain, "method": {"name": "TOPSIS"}},
        "parameter_unknown": {**plain, "method": {"name": "topsis", "normalization": "vector"}},
        "weight_missing": {**plain, "weights": {"kind": "direct", "values": {"price": 1}}},
        "weights_zero": {
            **plain,
            "weights": {"kind": "direct", "values": dict.fromkeys(IDS, 0)},
        },
        "not_reciprocal": {
            **plain,
            "weights": {"kind": "ahp", "items": IDS, "matrix": [[1, 2, 3, 4]] * 4},
        },
        "contradiction": {
            **plain,
            "weights": {
                "kind": "imprecise",
                "constraints": [
                    {"more": "price", "than": "roads"},
                    {"more": "roads", "than": "duty"},
                    {"more": "duty", "than": "price"},
                    {"weight": "price", "low": 0.4},
                ],
            },
        },
        "bounds_reversed": {
            **plain,
            "problem": problem([[{"low": 9, "high": 3}, 1, 1, 1], *KNOWN[1:]]),
        },
        "zero_cost": {
            **plain,
            "problem": problem([[0, 1, 1, 1], *KNOWN[1:]]),
            "method": {"name": "ahp"},
        },
        "unknown_refused": {
            "problem": problem(DOUBTFUL),
            "weights": DIRECT,
            "unknowns": "refuse",
            "sensitivity": False,
        },
    }
    for name, body in bodies.items():
        yield Recorded(name=f"refused_{name}", path="/v1/rankings", body=body)
        yield Recorded(name=f"refused_{name}_zh", path="/v1/rankings", body=body, language="zh")
    parks = {"enterprise": EXPORTER, "parks": ["ljip", "ljp"]}
    yield Recorded(name="refused_park_unknown", path="/v1/recommendations", body=parks)
    markets = {"enterprise": {"markets": {"US": 60}}}
    yield Recorded(name="refused_market_share", path="/v1/recommendations", body=markets)
    yield Recorded(name="refused_park", path="/v1/parks/ljp")
