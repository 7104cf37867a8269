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
from mcda.texts.near import listed
from weights.profiles.checks import profile_faults
from weights.profiles.model import Profile, Subject
from weights.profiles.reading import read_profile


@cache
def load_subjects() -> Mapping[str, Subject]:
    """Return what profiles can be about, by id: the templates, with the criteria of each."""
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
def load_profiles() -> Mapping[str, Profile]:
    """Return all profiles by id, in the order of their ids.

    Raises
    ------
    CatalogueFault
        A shipped file contradicts itself.
    """
    return read_folder(files("weights.profiles").joinpath("data"))


def read_folder(folder: Traversable) -> Mapping[str, Profile]:
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
    profiles: dict[str, Profile] = {}
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


def profile(id: str) -> Profile:  # noqa: A002 - the contract's name of the field
    """Return one profile.

    Parameters
    ----------
    id
        Name of the profile, such as ``"first-time-private-exporter"``.

    Raises
    ------
    NotFound
        ``unknown_profile``, with the known ids.
    """
    profiles = load_profiles()
    if id not in profiles:
        fields = {"profile": id, **listed(profiles)}
        raise NotFound([Fault("unknown_profile", ("id",), fields)])
    return profiles[id]
