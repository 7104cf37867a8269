"""The criteria tree as a hierarchy of the analytic hierarchy process."""

from typing import Any

from mcda.parks.catalogue import Catalogue


def hierarchy(catalogue: Catalogue) -> dict[str, Any]:
    """Return the tree of all criteria, in which all comparisons are equal.

    The tree can be sent unchanged as the ``hierarchy`` of weights of the kind ``ahp``; a judgement
    of two children goes into their place in ``matrix``.

    Nodes are ``{"id", "matrix", "children"}``; children are nodes or ids of criteria; ids are
    unique.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> tree = hierarchy(load_catalogue())
    >>> tree["children"][0]["id"], tree["children"][0]["children"][0]
    ('land_and_entry', 'land_price')
    """
    return _node("parks", [_node(group.id, list(group.criteria)) for group in catalogue.groups])


def _node(key: str, children: list[Any]) -> dict[str, Any]:
    return {"id": key, "matrix": [[1.0] * len(children) for _ in children], "children": children}
