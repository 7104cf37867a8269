"""The data files that the package ships, as text and documents."""

import csv
import io
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

ROOT = files("mcda.parks").joinpath("data")


def read(name: str) -> str:
    """Return the text of a data file."""
    return ROOT.joinpath(name).read_text(encoding="utf-8")


def document(name: str) -> dict[str, Any]:
    """Return what a TOML file holds."""
    return tomllib.loads(read(name))


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by column."""
    yield from csv.DictReader(io.StringIO(read(name)))


def documents(folder: str) -> dict[str, dict[str, Any]]:
    """Return the TOML files of a folder by name, in the order that each states of itself."""
    found = {
        path.name.removesuffix(".toml"): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in ROOT.joinpath(folder).iterdir()
        if path.name.endswith(".toml")
    }
    return dict(sorted(found.items(), key=lambda item: (item[1]["order"], item[0])))
