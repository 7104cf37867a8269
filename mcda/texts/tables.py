"""Tables of texts and figures that packages ship as TOML."""

from functools import cache
from importlib.resources import files
from typing import Any

import tomli


@cache
def table(package: str, *path: str) -> dict[str, Any]:
    """Return the content of a TOML file of a package, read once; it is not to be changed.

    Examples
    --------
    >>> table("mcda.texts", "vocabulary", "units.toml")["USD/month"]["zh"]
    '美元/月'
    """
    return tomli.loads(files(package).joinpath(*path).read_text(encoding="utf-8"))
