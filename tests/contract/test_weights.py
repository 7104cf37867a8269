"""Section 3: weights from the kinds offered, and what `POST /v1/weights` answers."""

import re
from collections.abc import Callable
from typing import Any

import pytest

CENTROID_7 = [0.370, 0.228, 0.156, 0.109, 0.073, 0.044, 0.020]
TABLES = {
    "saaty_2005", "saaty_1980", "alonso_lamata_2006", "alonso_lamata_2006_line",
    "donegan_dodd_1991", "tummala_ling_1994",
}  # fmt: skip
BORDERLINE = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]


@pytest.fixture
def weigh(send: Callable[..., Any]) -> Callable[..., Any]:
    def post(weights: Any, problem: Any = None) -> Any:
        body = {"weights": weights} if problem is None else {"weights": weights, "problem": problem}
        return send("/v1/weights", body)

    return post


def test_direct_is_normalised(weigh, problem):
    answer = weigh({"kind": "direct", "values": {"price": 5, "roads": 3, "service": 2}}, problem)
    assert set(answer) >= {"values", "kind", "diagnostics"}
    assert answer["kind"] == "direct"
    assert answer["values"] == pytest.approx({"price": 0.5, "roads": 0.3, "service": 0.2})
    assert list(answer["values"]) == ["price", "roads", "service"]


def test_direct_needs_no_problem(weigh):
    assert weigh({"kind": "direct", "values": {"a": 1, "b": 0}})["values"] == {"a": 1.0, "b": 0.0}


@pytest.mark.parametrize("values", [{"a": 1e308, "b": 1e308}, {"a": 5e-324, "b": 5e-324}])
def test_direct_survives_extreme_sizes(weigh, values):
    assert weigh({"kind": "direct", "values": values})["values"] == {"a": 0.5, "b": 0.5}


def test_ranked_uses_the_centroid(weigh):
    answer = weigh({"kind": "ranked", "order": [[c] for c in "abcdefg"]})
    assert answer["kind"] == "ranked"
    assert list(answer["values"].values()) == pytest.approx(CENTROID_7, abs=5e-4)


@pytest.mark.parametrize(
    ("scheme", "wanted"),
    [
        ("centroid", [11 / 18, 5 / 18, 2 / 18]),
        ("sum", [3 / 6, 2 / 6, 1 / 6]),
        ("reciprocal", [6 / 11, 3 / 11, 2 / 11]),
        ("exponent", [9 / 14, 4 / 14, 1 / 14]),
    ],
)
def test_ranked_schemes(weigh, scheme, wanted):
    answer = weigh({"kind": "ranked", "order": [["a"], ["b"], ["c"]], "scheme": scheme})
    assert list(answer["values"].values()) == pytest.approx(wanted)


def test_ranked_ties_share_the_mean(weigh):
    answer = weigh({"kind": "ranked", "order": [["a"], ["b", "c"]]})
    assert answer["values"] == pytest.approx({"a": 11 / 18, "b": 3.5 / 18, "c": 3.5 / 18})


def ahp(matrix: Any, items: str = "abc", **fields: Any) -> dict[str, Any]:
    return {"kind": "ahp", "items": list(items), "matrix": matrix, **fields}


def test_ahp_has_its_diagnostics(weigh):
    answer = weigh(ahp(BORDERLINE))
    assert answer["kind"] == "ahp"
    found = answer["diagnostics"]
    assert set(found) >= {
        "consistency_ratio", "consistency_index", "lambda_max", "random_index", "verdicts",
        "worst_judgements",
    }  # fmt: skip
    t = (8 / 3) ** (1 / 3)
    assert found["lambda_max"] == pytest.approx(1 + t + 1 / t)
    assert found["consistency_index"] == pytest.approx((found["lambda_max"] - 3) / 2)
    assert found["consistency_ratio"] == pytest.approx(found["consistency_index"] / 0.52)
    assert found["random_index"] == "saaty_2005"
    assert set(found["verdicts"]) == TABLES
    for worst in found["worst_judgements"]:
        assert set(worst) >= {"pair", "given", "suggested", "consistency_ratio_after"}
        assert worst["consistency_ratio_after"] < found["consistency_ratio"]


def test_ahp_is_accepted_under_one_table_and_refused_under_another(weigh):
    verdicts = weigh(ahp(BORDERLINE))["diagnostics"]["verdicts"]
    assert {name: verdict["acceptable"] for name, verdict in verdicts.items()} == {
        "saaty_2005": False,
        "saaty_1980": True,
        "alonso_lamata_2006": False,
        "alonso_lamata_2006_line": False,
        "donegan_dodd_1991": False,
        "tummala_ling_1994": True,
    }


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_asked_table_gives_the_ratio(weigh, table):
    found = weigh(ahp(BORDERLINE, random_index=table))["diagnostics"]
    assert found["random_index"] == table
    assert found["consistency_ratio"] == found["verdicts"][table]["consistency_ratio"]


def test_both_priorities_agree_for_three(weigh):
    one, other = (
        weigh(ahp(BORDERLINE, priority=p))["values"] for p in ("eigenvector", "geometric_mean")
    )
    assert one == pytest.approx(other, rel=1e-12)


def test_the_flipped_judgement_is_found(weigh):
    share = [8, 4, 2, 1]
    matrix = [[a / b for b in share] for a in share]
    matrix[0][3], matrix[3][0] = 1 / 8, 8
    worst = weigh(ahp(matrix, "abcd"))["diagnostics"]["worst_judgements"][0]
    assert worst["pair"] == ["d", "a"]
    assert worst["given"] == 8
    assert worst["suggested"] == 1 / 8
    assert worst["consistency_ratio_after"] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("n", [1, 2, 3, 15, 16, 30])
def test_ahp_takes_matrices_of_any_size(weigh, n, table):
    items = [f"c{i}" for i in range(n)]
    answer = weigh(ahp([[1] * n] * n, "", random_index=table) | {"items": items})
    assert list(answer["values"].values()) == pytest.approx([1 / n] * n)
    assert answer["diagnostics"]["consistency_ratio"] == pytest.approx(0, abs=1e-9)


def test_past_the_end_of_the_tables_the_answer_names_the_line(weigh):
    n = 16
    matrix = [[1.0] * n for _ in range(n)]
    matrix[0][1], matrix[1][0] = 9, 1 / 9
    items = [f"c{i}" for i in range(n)]
    said = {"kind": "ahp", "items": items, "matrix": matrix, "random_index": "donegan_dodd_1991"}
    found = weigh(said)["diagnostics"]
    assert found["random_index"] == "alonso_lamata_2006_line"
    assert found["random_index_value"] == pytest.approx((1.7699 * n - 4.3513) / (n - 1))
    assert set(found["verdicts"]) == {"alonso_lamata_2006_line"}
    node = {"id": "sites", "matrix": matrix, "children": items}
    tree = {"id": "goal", "matrix": [[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]],
            "children": [node, "x", "y"]}  # fmt: skip
    found = weigh({"kind": "ahp", "hierarchy": tree})["diagnostics"]
    assert found["random_index"] == "alonso_lamata_2006_line"
    named = {node["id"]: node["random_index"] for node in found["nodes"]}
    assert named == {"goal": "saaty_2005", "sites": "alonso_lamata_2006_line"}


@pytest.mark.parametrize("scheme", ["equal", "entropy", "critic", "merec", "standard_deviation"])
def test_objective_reads_the_problem(weigh, problem, scheme):
    answer = weigh({"kind": "objective", "scheme": scheme}, problem)
    assert answer["kind"] == "objective"
    assert sum(answer["values"].values()) == pytest.approx(1)
    assert all(w > 0 for w in answer["values"].values())
    for row in problem["performances"]:
        row[0] = 100
    flat = weigh({"kind": "objective", "scheme": scheme}, problem)["values"]
    assert (flat["price"] == 0) == (scheme != "equal")


def test_a_profile_weighs_by_its_swings(weigh, client):
    name = "first-time-private-exporter"
    answer = weigh({"kind": "profile", "id": name})
    assert answer["kind"] == "profile"
    listed = client.get(f"/v1/profiles/{name}").json()
    assert answer["values"] == pytest.approx(listed["weights"])
    assert listed["form"] == "swings"
    points = {swing["criterion"]: swing["points"] for swing in listed["swings"]}
    assert [*answer["values"]] == [group[0] for group in listed["order"]] == [*points]
    total = sum(points.values())
    assert answer["values"] == pytest.approx({name: p / total for name, p in points.items()})
    assert answer["known"]["name"] == "prior"


def test_weights_come_with_a_record_that_gives_them_again(weigh, send):
    first = weigh({"kind": "ranked", "order": [["a"], ["b", "c"]]})
    record = first["record"]
    assert record["seed"] == first["known"]["seed"]
    assert re.fullmatch(r"[0-9a-f]{64}", record["input_sha256"])
    assert send("/v1/weights", record["spec"]) == first


def test_an_own_profile_has_the_weights_of_its_order(weigh):
    order = [[f"c{place}"] for place in range(7)]
    answer = weigh({"kind": "profile", "id": "ours", "order": order})
    assert [*answer["values"].values()] == pytest.approx(CENTROID_7, abs=5e-4)
    assert answer["known"]["name"] == "order"


@pytest.mark.parametrize("kind", ["direct", "ahp", "ranked", "objective", "profile"])
def test_every_kind_serves_a_ranking(rank, ranking, recommendation, kind, send):
    items = ["price", "roads", "service"]
    spec: dict[str, Any] = {
        "direct": {"values": dict.fromkeys(items, 1)},
        "ahp": {"items": items[::-1], "matrix": BORDERLINE},
        "ranked": {"order": [[c] for c in items]},
        "objective": {"scheme": "merec"},
        "profile": {"id": "tariff-hit-exporter"},
    }[kind]
    weights = {"kind": kind, **spec}
    if kind == "profile":
        answer = send("/v1/recommendations", recommendation(weights=weights))
    else:
        answer = rank(ranking(weights=weights))
        assert list(answer["weights"]["values"]) == items
    assert answer["weights"]["kind"] == kind
    assert sum(answer["weights"]["values"].values()) == pytest.approx(1)
