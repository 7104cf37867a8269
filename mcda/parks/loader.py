"""Catalogues by name: read, completed with the registered criteria, and checked once."""

from dataclasses import replace
from functools import lru_cache

from mcda.arguments import checked
from mcda.errors import NotFound
from mcda.parks.catalogue import Catalogue
from mcda.parks.catalogues.registry import CATALOGUES, SHIPPED
from mcda.parks.checks import check
from mcda.parks.criteria import CRITERIA
from mcda.parks.model import CriteriaGroup

OTHERS = CriteriaGroup(
    id="others",
    name={"en": "Other criteria", "zh": "其他准则"},
    criteria=(),
    note={"en": "Computed by extensions.", "zh": "由扩展计算得出。"},
)
"""Where criteria of extensions stand in the tree."""


@checked
def load_catalogue(name: str = SHIPPED) -> Catalogue:
    """Return a catalogue, read and checked once.

    Registered computed criteria with their own `CriterionInfo` are added to `further`.

    Parameters
    ----------
    name
        Name of a registered catalogue; by default the one of this package.

    Raises
    ------
    NotFound
        No catalogue is registered under the name.
    CatalogueFault
        The data contradict themselves.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> len(load_catalogue().parks) > 100
    True
    """
    if not isinstance(name, str) or name not in CATALOGUES:
        raise NotFound.at("unknown_catalogue", catalogue=name, known=tuple(CATALOGUES))
    return _loaded(name, CATALOGUES.version, CRITERIA.version)


@lru_cache(maxsize=8)
def _loaded(name: str, catalogues: int, criteria: int) -> Catalogue:
    catalogue = CATALOGUES[name]().read()
    ids = {info.id for info in catalogue.all_criteria}
    infos = [item.info for item in CRITERIA.values() if item.info is not None]
    added = tuple(info for info in infos if info.id not in ids)
    if added:
        groups = catalogue.groups
        if groups:
            groups = (*groups, replace(OTHERS, criteria=tuple(info.id for info in added)))
        catalogue = replace(catalogue, further=(*catalogue.further, *added), groups=groups)
    return check(catalogue)
