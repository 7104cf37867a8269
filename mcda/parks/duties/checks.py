"""Whether the layers of duties contradict themselves, or name what does not exist."""

from collections.abc import Collection, Iterator

from mcda.parks.duties.layer import CHAPTERS, EVERY, HIGHEST_RATE, Layer
from mcda.parks.duties.schedule import GENERAL, Schedule

Found = tuple[str, str]


def schedule_faults(
    schedule: Schedule, countries: Collection[str], sectors: Collection[str]
) -> Iterator[Found]:
    """Yield where a layer or a sector's chapters are wrong, and how.

    Parameters
    ----------
    schedule
        All layers.
    countries, sectors
        Ids that may be named.
    """
    for layer in schedule.layers.values():
        where = f"layer {layer.id}"
        yield from ((where, problem) for problem in _figures(layer))
        yield from ((where, problem) for problem in _names(layer, schedule, countries, sectors))
    for sector, chapters in schedule.chapters.items():
        if sector not in sectors or not set(chapters) <= CHAPTERS:
            yield f"chapters of {sector}", "an unnamed sector, or no chapter"
    if not 0 <= schedule.strictest <= schedule.lenient <= 1:
        yield "origin of goods", "not 0 <= strictest <= lenient <= 1"


def _figures(layer: Layer) -> Iterator[str]:
    for name, most in (("rate", HIGHEST_RATE), ("share", 1.0)):
        low, mode, high = getattr(layer, name)
        if not 0 <= low <= mode <= high <= most:
            yield f"{name}: not 0 <= low <= mode <= high <= {most:g}"
    if layer.until and layer.since > layer.until:
        yield "ends before it begins"
    if not layer.claims:
        yield "rests on no claim"


def _names(
    layer: Layer, schedule: Schedule, countries: Collection[str], sectors: Collection[str]
) -> Iterator[str]:
    named = {name.removeprefix("!") for name in layer.origins}
    for what, given, known in (
        ("country", named, countries),
        ("chapter", layer.chapters, CHAPTERS),
        ("sector", layer.sectors, sectors),
        ("measure", layer.replaces, {GENERAL, *(one.measure for one in schedule.layers.values())}),
    ):
        for name in sorted(set(given) - {EVERY} - set(known)):
            yield f"names unknown {what} {name}"
