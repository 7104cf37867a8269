"""A hierarchy of uneven depth, with measured values at its ends."""

from weights.ahp.priority_tree import solve
from weights.ahp.tree import read_tree
from weights.spec import Hierarchy

CASES = "ahp_hierarchy_ahpy_uneven_depth.json"


def model(nodes, name, read_numbers):
    if name not in nodes:
        return name
    said = nodes[name]
    return Hierarchy(
        id=name,
        matrix=read_numbers(said["matrix"]).tolist() if "matrix" in said else None,
        values=[float(v) for v in said["values"]] if "values" in said else None,
        children=[model(nodes, item, read_numbers) for item in said["items"]],
    )


def test_case(case, read_numbers):
    root = read_tree(None, None, model(case.input["nodes"], case.input["goal"], read_numbers))
    tree = solve(root, table=case.input["ri_table"])
    found = {node.node.id: node for node in tree.nodes()}
    case.check(
        alternatives=dict(zip(tree.criteria, tree.weights.tolist(), strict=True)),
        node_weight={name: node.share for name, node in found.items()},
        **{
            "global": {
                name: dict(zip(node.node.items, (node.share * node.local).tolist(), strict=True))
                for name, node in found.items()
            }
        },
    )
