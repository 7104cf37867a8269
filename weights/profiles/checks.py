"""What a profile must keep so that it covers its subject and rests on its claims."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from mcda.errors import Fault
from weights.profiles.model import WeightProfile


def profile_faults(profile: WeightProfile, file: str, criteria: Collection[str]) -> Iterator[Fault]:
    """Yield everything in which a profile contradicts itself.

    Parameters
    ----------
    profile
        The profile as read.
    file
        Name of its file, ``<id>.toml``.
    criteria
        Ids of the criteria of its subject.
    """
    if f"{profile.id}.toml" != file:
        yield Fault("profile_wrong_id", ("id",), {"profile": profile.id, "file": file})
    yield from _coverage(profile, criteria)
    yield from _names(profile, criteria)
    yield from _evidence(profile)
    yield from _sizes(profile)
    if bool(profile.excluded) != (profile.excluded_because is not None):
        fields = {"file": file, "field": "excluded_because"}
        yield Fault("profile_malformed", ("excluded_because",), fields)


def _coverage(profile: WeightProfile, criteria: Collection[str]) -> Iterator[Fault]:
    seen = Counter((*profile.ranked, *profile.excluded))
    for criterion in criteria:
        if seen[criterion] != 1:
            fields = {"profile": profile.id, "criterion": criterion, "times": seen[criterion]}
            yield Fault("profile_criterion_not_once", ("order",), fields)


def _names(profile: WeightProfile, criteria: Collection[str]) -> Iterator[Fault]:
    placed = {*profile.supported, *profile.excluded}
    citable = placed | {further.id for further in profile.also_named}
    yield from _unknown(profile, "order", profile.ranked, criteria)
    yield from _unknown(profile, "excluded", profile.excluded, criteria)
    yield from _unknown(profile, "filler", profile.filler, profile.ranked)
    for claim in profile.claims:
        yield from _unknown(profile, "claims", claim.supports, citable)
        yield from _unknown(profile, "claims", claim.counters, citable)
    for part in profile.support.parts:
        yield from _unknown(profile, "support", part.criteria, placed)


def _unknown(
    profile: WeightProfile, field: str, names: Iterable[str], allowed: Iterable[str]
) -> Iterator[Fault]:
    known = set(allowed)
    for name in names:
        if name not in known:
            fields = {"profile": profile.id, "field": field, "name": name}
            yield Fault("profile_unknown_name", (field,), fields)


def _sizes(profile: WeightProfile) -> Iterator[Fault]:
    """Yield which swings are no points, or rest on none of the profile's claims on them."""
    points = [swing.points for swing in profile.swings]
    if points and not (max(points) == _TOP and min(points) > 0):
        yield Fault("profile_swings_without_anchor", ("swings",), {"profile": profile.id})
    for swing in profile.swings:
        known = {claim.source for claim in profile.claims_on(swing.criterion)}
        is_filler = swing.criterion in profile.filler
        if not known.issuperset(swing.claims) or is_filler == bool(swing.claims):
            fields = {"profile": profile.id, "criterion": swing.criterion}
            yield Fault("profile_swing_unsupported", ("because", swing.criterion), fields)


_TOP = 100.0


def _evidence(profile: WeightProfile) -> Iterator[Fault]:
    cited = {name for claim in profile.claims for name in claim.supports}
    graded = Counter(name for part in profile.support.parts for name in part.criteria)
    for criterion in (*profile.supported, *profile.excluded):
        if criterion not in cited or graded[criterion] != 1:
            fields = {"profile": profile.id, "criterion": criterion}
            yield Fault("profile_without_evidence", ("claims",), fields)
    for index, claim in enumerate(profile.claims):
        if not claim.supports and not claim.counters:
            fields = {"file": f"{profile.id}.toml", "field": f"claims.{index}.supports"}
            yield Fault("profile_malformed", ("claims", index, "supports"), fields)
