"""What is wrong with the templates: texts, levels, bounds, claims and parts."""

from collections.abc import Iterator, Sequence

from mcda.parks.catalogue import Catalogue
from mcda.parks.rationale import LANGUAGES
from mcda.parks.template_model import Choice, Reading, Template
from mcda.parks.templates import ladders, templates
from mcda.problem import Direction


def template_faults(
    catalogue: Catalogue, offered: Sequence[Template] | None = None
) -> Iterator[str]:
    """Yield what is wrong with the templates, or with those given."""
    for item in templates() if offered is None else offered:
        texts = [item.name, item.question, item.description, item.limits]
        texts += [t for c in item.criteria for t in (c.name, c.description, c.limits)]
        texts += [t for a in item.alternatives for t in (a.name, a.summary)]
        texts += [r.rationale for a in item.alternatives for r in a.readings.values()]
        if not all(text.get(language) for text in texts for language in LANGUAGES):
            yield f"template {item.id}: a text lacks a language"
        yield from (
            f"template {item.id}: {problem}" for problem in _problems_within(catalogue, item)
        )


def _problems_within(catalogue: Catalogue, item: Template) -> Iterator[str]:
    directions = {info.id: info.direction for info in item.criteria}
    yield from (f"unknown criterion {name}" for name in item.markets if name not in directions)
    for choice in item.alternatives:
        yield from (f"{choice.id}: {what}" for what in _choice_problems(catalogue, item, choice))
        for criterion, reading in choice.readings.items():
            where = f"{choice.id}/{criterion}"
            if criterion not in directions:
                yield f"{where}: unknown criterion"
            else:
                problems = _reading_problems(catalogue, reading, directions[criterion])
                yield from (f"{where}: {problem}" for problem in problems)


def _reading_problems(
    catalogue: Catalogue, reading: Reading, direction: Direction
) -> Iterator[str]:
    values = [level.value for level in ladders()[direction].levels]
    if reading.mode not in values:
        yield "the mode is no level of the ladder"
    way = 2 if reading.contested or reading.kind == "derived" else 1
    wanted = (max(values[0], reading.mode - way), min(values[-1], reading.mode + way))
    if (reading.low, reading.high) != wanted:
        yield f"the bounds do not follow the rule, {wanted[0]} to {wanted[1]}"
    if not reading.claims:
        yield "rests on no claim"
    yield from (f"unknown claim {c}" for c in reading.claims if c not in catalogue.claims)


def _choice_problems(catalogue: Catalogue, item: Template, choice: Choice) -> Iterator[str]:
    known = {other.id for other in item.alternatives if not other.parts}
    yield from (f"unknown part {part}" for part in choice.parts if part not in known)
    yield from (
        f"unknown country {country}"
        for country in choice.countries
        if country not in catalogue.countries
    )
