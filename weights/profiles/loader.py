"""The profiles that come with the package and their subjects, checked once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from mcda.errors import CatalogueFault, Fault, NotFound
from mcda.parks.data_files import document
from mcda.parks.templates import templates
from mcda.texts.spelling import listed
from weights.profiles.checks import profile_faults
from weights.profiles.model import Subject, WeightProfile
from weights.profiles.parser import read_profile


@cache
def load_subjects() -> Mapping[str, Subject]:
    """Return what profiles can be about, by id: the templates, with the criteria of each.

    Examples
    --------
    >>> from weights.profiles import load_subjects
    >>> load_subjects()["way-in"].name["zh"]
    '中国园区、外资园区还是自行落地'
    """
    parks = {key: entry["name"] for key, entry in document("criteria.toml").items()}
    return MappingProxyType(
        {
            item.id: Subject(
                id=item.id,
                name=item.name,
                criteria={info.id: info.name for info in item.criteria} or parks,
            )
            for item in templates()
        }
    )


@cache
def load_profiles() -> Mapping[str, WeightProfile]:
    """Return all profiles by id, in the order of their ids.

    Raises
    ------
    CatalogueFault
        A shipped file contradicts itself.

    Examples
    --------
    >>> from weights.profiles import load_profiles
    >>> [item.id for item in load_profiles().values() if item.number == "P1"]
    ['first-time-private-exporter']
    """
    return read_folder(files("weights.profiles").joinpath("data"))


def read_folder(folder: Traversable) -> Mapping[str, WeightProfile]:
    """Return the profiles of a folder of ``<id>.toml`` files, by id.

    Parameters
    ----------
    folder
        Files with other endings are left alone.

    Raises
    ------
    CatalogueFault
        All contradictions of all files, or the first field that cannot be read.
    """
    profiles: dict[str, WeightProfile] = {}
    faults: list[Fault] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        found = read_profile(tomllib.loads(file.read_text(encoding="utf-8")), file.name)
        criteria = load_subjects()[found.about].criteria
        faults.extend(profile_faults(found, file.name, criteria))
        profiles[found.id] = found
    if faults:
        raise CatalogueFault(faults)
    return MappingProxyType(profiles)


def profile(id: str) -> WeightProfile:  # noqa: A002 - as the field is called
    """Return one profile.

    Parameters
    ----------
    id
        Name of the profile, such as ``"first-time-private-exporter"``.

    Raises
    ------
    NotFound
        ``unknown_profile``, with the known ids.

    Examples
    --------
    >>> from weights.profiles import profile
    >>> profile("first-time-private-exporter").ranked[:2]
    ('trade_cost_exposure', 'land_price')
    """
    profiles = load_profiles()
    if id not in profiles:
        fields = {"profile": id, **listed(profiles)}
        raise NotFound([Fault("unknown_profile", ("id",), fields)])
    return profiles[id]
