"""Groups of judges: aggregated priorities of published and peer-computed cases."""

from fractions import Fraction

import pytest

from weights.ahp.group import bring_together
from weights.ahp.priority_tree import solve
from weights.ahp.tree import read_tree
from weights.spec import Hierarchy

CASES = "ahp_group_*.json"


def tree(nodes, name, read_numbers, values=None):
    """Return the model of a node: items that are nodes themselves are expanded."""
    if name not in nodes:
        return name
    said = nodes[name]
    own = (values or {}).get(name)
    return Hierarchy(
        id=name,
        matrix=read_numbers(said["matrix"]).tolist() if "matrix" in said and not own else None,
        values=own or ([float(v) for v in said["values"]] if "values" in said else None),
        children=[tree(nodes, item, read_numbers, values) for item in said["items"]],
    )


@pytest.fixture
def judges(case):
    return {
        j["name"]: (float(Fraction(j["weight"])), j["nodes"]) for j in case.input["decision_makers"]
    }


def test_case(case, judges, read_numbers):
    goal, table = case.input["goal"], case.input["ri_table"]
    solved = {
        name: solve(read_tree(None, None, tree(nodes, goal, read_numbers)), table=table)
        for name, (_, nodes) in judges.items()
    }
    shares = read_numbers([share for share, _ in judges.values()])
    group = bring_together(list(solved), shares, list(solved.values()), "priorities")
    top = [s.root.local for s in solved.values()]
    items = next(iter(solved.values())).root.node.items
    found = {"criteria": dict(zip(items, (shares @ top).tolist(), strict=True))}
    found["alternatives"] = dict(zip(group.criteria, group.weights.tolist(), strict=True))
    found["individual"] = {
        name: {
            "alternatives": dict(zip(s.criteria, s.weights.tolist(), strict=True)),
            "criteria": dict(zip(items, s.root.local.tolist(), strict=True)),
            "cr": s.root.consistency.ratio,
        }
        for name, s in solved.items()
    }
    nodes = next(iter(judges.values()))[1]
    means = {
        node.node.id: (shares @ [n.local for n in group.at(place)]).tolist()
        for place, node in enumerate(group.trees[0].nodes())
    }
    mean = solve(read_tree(None, None, tree(nodes, goal, read_numbers, means)))
    found["alternatives_from_mean_nodes"] = dict(
        zip(mean.criteria, mean.weights.tolist(), strict=True)
    )
    case.check(**found)
