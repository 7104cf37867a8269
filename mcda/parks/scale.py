"""The user's own scales in place of the catalogue's, and figures far beyond a scale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mcda.criterion import Points
from mcda.errors import Fault, InvalidEnterprise, InvalidProblem, Note
from mcda.parks.evidence import Evidence
from mcda.parks.model import CriterionInfo, CriterionScale, Park
from mcda.problem import Alternative, Problem
from mcda.texts.figures import unit_names
from mcda.texts.suggestions import listed

FAR = 10.0
"""How many times beyond an end of the scale a figure is, for its unit to be asked about."""
Graded = Mapping[str, Mapping[str, Evidence]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedScale:
    """A scale stated by the user: ends in the criterion's unit, and points of a curve, if any."""

    worst: float
    best: float
    points: Points = ()


def restate_scales(
    infos: Mapping[str, CriterionInfo], scales: Mapping[str, StatedScale]
) -> dict[str, CriterionInfo]:
    """Return criteria with some scales replaced.

    Raises
    ------
    InvalidEnterprise
        With a fault for each scale of an unknown criterion, with ends out of order or beyond what
        the criterion can be, or with a curve that does not lead from end to end.
    """
    faults: list[Note] = []
    restated = dict(infos)
    for name, stated in scales.items():
        info = infos.get(name)
        if info is None:
            fields = {"criterion": name, **listed(infos)}
            faults.append(Fault("unknown_catalogue_criterion", ("scales", name), fields))
            continue
        restated[name] = replace(info, scale=_scale(info, stated))
        faults += _scale_faults(info, stated, restated[name])
    InvalidEnterprise.raise_any(faults)
    return restated


def _scale(info: CriterionInfo, stated: StatedScale) -> CriterionScale:
    unit = unit_names(info.unit)
    ends = [
        {language: f"{end:g} {word}" for language, word in unit.items()}
        for end in (stated.worst, stated.best)
    ]
    reason = {"en": "Stated in the request.", "zh": "由请求给出。"}
    return CriterionScale(
        worst=stated.worst,
        best=stated.best,
        points=stated.points,
        worst_in_words=ends[0],
        best_in_words=ends[1],
        reason=reason,
        as_of="",
    )


def _scale_faults(
    info: CriterionInfo, stated: StatedScale, restated: CriterionInfo
) -> Iterator[Note]:
    low, high = restated.range
    least, most = info.possible
    falls = stated.worst > stated.best
    if not least <= low < high <= most or falls != (info.direction == "cost"):
        fields = {"criterion": info.name, "low": least, "high": most, "direction": info.direction}
        yield Fault("scale_ends", ("scales", info.id), fields)
        return
    try:
        anything = Alternative(id="any")
        Problem(criteria=(restated.criterion(),), alternatives=(anything,), performances=[[low]])
    except InvalidProblem as error:
        yield from (fault.at_path("scales", info.id, "points") for fault in error.faults)


def is_open(info: CriterionInfo) -> bool:
    """Tell whether a criterion may have figures many times beyond its scale."""
    goes_on = info.scale is not None and info.scale.beyond == "extrapolate"
    return not goes_on and info.possible[1] >= FAR * info.range[1]


def far_notes(
    evidence: Graded, parks: Sequence[Park], columns: Sequence[CriterionInfo]
) -> Iterator[Note]:
    """Yield a note for each figure that is many times beyond its scale."""
    for info in columns:
        least, most = info.range
        for park in parks:
            cell = evidence[park.id][info.id]
            if not is_open(info) or cell.low is None or cell.high is None:
                continue
            # the end that is many times beyond the scale
            value = cell.high if cell.high > FAR * most else cell.low
            if cell.high > FAR * most or FAR * cell.low < least:
                fields = {
                    "criterion": info.name,
                    "least": least,
                    "most": most,
                    "unit": unit_names(info.unit),
                    "park": park.name,
                    "value": value,
                    "is": info.measures,
                }
                yield Note("figure_far_outside", ("evidence", park.id, info.id), fields)
