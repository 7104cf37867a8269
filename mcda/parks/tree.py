"""The criteria tree as a hierarchy of the analytic hierarchy process."""

from typing import Any

from mcda.parks.catalogue import Catalogue


def hierarchy(catalogue: Catalogue) -> dict[str, Any]:
    """Return the tree of all criteria, every branch with comparisons that call its children alike.

    It can be sent as the ``hierarchy`` of weights of the kind ``ahp`` as it is; what a person says
    of two children goes into their place in ``matrix``.

    Parameters
    ----------
    catalogue
        Its groups of criteria are the branches.

    Returns
    -------
    dict
        ``{"id", "matrix", "children"}``, children likewise or ids of criteria; ids are unique.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> tree = hierarchy(load_catalogue())
    >>> tree["children"][0]["id"], tree["children"][0]["children"][0]
    ('land_and_entry', 'land_price')
    """
    branches = [_node(group.id, list(group.criteria)) for group in catalogue.groups]
    return _node("parks", branches)


def _node(key: str, children: list[Any]) -> dict[str, Any]:
    alike = [[1.0] * len(children) for _ in children]
    return {"id": key, "matrix": alike, "children": children}
