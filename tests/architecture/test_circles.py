"""No circle among modules: imports for types, inside functions and through faces count too.

Routes are imported by who mounts them, so that what two of them share has a place of its own.
"""

import grimp
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

PACKAGES = ("mcda", "weights", "api")


def graph_of(*packages: str) -> grimp.ImportGraph:
    return grimp.build_graph(*packages, exclude_type_checking_imports=False, cache_dir=None)


def circles() -> list[list[str]]:
    """Return the groups of modules that import each other, the largest first."""
    graph = graph_of(*PACKAGES)
    names = sorted(graph.modules)
    place = {name: at for at, name in enumerate(names)}
    pairs = [
        (place[name], place[other])
        for name in names
        for other in graph.find_modules_directly_imported_by(name)
    ]
    rows, columns = np.array(pairs).T
    links = coo_array((np.ones(len(pairs)), (rows, columns)), shape=(len(names),) * 2)
    _, group = connected_components(links, directed=True, connection="strong")
    members = [[names[i] for i in np.flatnonzero(group == k)] for k in range(group.max() + 1)]
    return sorted((m for m in members if len(m) > 1), key=len, reverse=True)


def test_no_modules_import_each_other() -> None:
    assert circles() == []


def test_routes_are_imported_by_who_mounts_them() -> None:
    graph = graph_of("api")
    routes = {name for name in graph.modules if name.endswith(".routes")}
    assert len(routes) > 20
    importers = {who for name in routes for who in graph.find_modules_that_directly_import(name)}
    assert importers <= {"api.app", "api.pages.routes"}
