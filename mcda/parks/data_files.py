"""The data files that the package ships, as text and documents."""

import csv
import hashlib
import io
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import tomli

ROOT = files("mcda.parks").joinpath("data")


def read(name: str) -> str:
    """Return the text of a data file."""
    return ROOT.joinpath(name).read_text(encoding="utf-8")


def document(name: str) -> dict[str, Any]:
    """Return the content of a TOML file."""
    return tomli.loads(read(name))


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by column."""
    yield from csv.DictReader(io.StringIO(read(name)))


def tables(folder: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of the CSV files of a folder, by name."""
    names = sorted(path.name for path in ROOT.joinpath(folder).iterdir())
    return {
        name.removesuffix(".csv"): list(rows(f"{folder}/{name}"))
        for name in names
        if name.endswith(".csv")
    }


def digest() -> str:
    """Return the SHA-256 of all data files, by name and content."""
    sha = hashlib.sha256()
    for name, path in sorted(_all(ROOT)):
        sha.update(name.encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()


def _all(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for path in folder.iterdir():
        name = f"{above}/{path.name}"
        if path.is_dir():
            yield from _all(path, name)
        elif path.name.endswith((".csv", ".toml")):
            yield name, path


def documents(folder: str) -> dict[str, dict[str, Any]]:
    """Return the TOML files of a folder by name, in the order of their ``order`` fields."""
    by_name = {
        path.name.removesuffix(".toml"): tomli.loads(path.read_text(encoding="utf-8"))
        for path in ROOT.joinpath(folder).iterdir()
        if path.name.endswith(".toml")
    }
    return dict(sorted(by_name.items(), key=lambda item: (item[1]["order"], item[0])))
