"""The enterprise's facts, and the weights with where they come from."""

from collections.abc import Mapping
from typing import Any

from api.document.blocks import Table, text
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.sections.certainty import whose
from api.document.values import (
    CriterionName,
    Enumeration,
    Figure,
    Fixed,
    Kind,
    Share,
    Spoken,
    alternatives,
    criteria,
    say,
)
from mcda.parks.markets import market_name
from mcda.texts import Note
from weights.weightings import WEIGHTINGS

Plain = dict[str, Any]


@SECTIONS.register
class EnterpriseSection(SectionBuilder):
    """What the enterprise said of itself."""

    id = "enterprise"
    place = 10

    def blocks(self, result: Result) -> Blocks:
        """Yield each fact with what was said; what was left open is told as such."""
        facts = result.spec.get("enterprise")
        if facts is None:
            return
        rows = [
            [say(f"fact_{key}"), said or say("left_open")] for key, said in _facts(facts).items()
        ]
        head = [say("fact"), say("answer")]
        yield Table(caption=say("enterprise"), head=head, rows=rows, widths=(1, 2))


def _facts(facts: Plain) -> Mapping[str, Spoken]:
    partners, reliance = facts.get("partners_in"), facts.get("investor_reliance")
    value, parts = facts.get("container_value"), facts.get("chinese_parts")
    delay = facts.get("delay_cost")
    return {
        "home": _home(facts.get("home")),
        "sectors": _sectors(facts.get("sectors") or []),
        "markets": _markets(facts.get("markets") or {}),
        "size": _word("size", facts.get("size")),
        "first_investment": _word("answer", _yes_no(facts.get("first_investment"))),
        "intent": _word("intent", facts.get("intent")),
        "needs_standard_factory": _word("answer", _yes_no(facts.get("needs_standard_factory"))),
        "partners_in": alternatives(partners) if partners else None,
        "investor_reliance": None if reliance is None else Figure(reliance, 9),
        "container_value": None if value is None else Figure(value, 9),
        "hs_chapters": ", ".join(facts["hs_chapters"]) if facts.get("hs_chapters") else None,
        "chinese_parts": None if parts is None else Share(parts, 0),
        "delay_cost": None if delay is None else Figure(delay, 9),
    }


def _home(home: Mapping[str, str] | None) -> Spoken | None:
    from mcda.parks.places import resolve

    if not home:
        return None
    place = resolve(home.get("province", ""), home.get("city", ""))
    if place is not None:
        return Note.of(place.name)
    return " ".join(part for part in (home.get("province"), home.get("city")) if part)


def _sectors(codes: list[str]) -> Spoken | None:
    from mcda.parks.rationale import sectors

    known = sectors()
    named = [Note.of(known[code]) if code in known else code for code in codes]
    return Enumeration(named) if named else None


def _markets(markets: Mapping[str, float]) -> Spoken | None:
    told = [
        say("of_market", market=Note.of(market_name(key)), share=Share(share))
        for key, share in markets.items()
    ]
    return Enumeration(told) if told else None


def _word(kind: str, value: str | None) -> Spoken | None:
    return None if value is None else Kind(kind, value)


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


@SECTIONS.register
class WeightsSection(SectionBuilder):
    """The weights, what each is the worth of, and where they come from."""

    id = "weights"
    place = 20

    def blocks(self, result: Result) -> Blocks:
        """Yield the sentences on their origin, and the weights beside their influence."""
        found = result.answer["weights"]
        influence = result.answer.get("influence") or {}
        said = [whose(result), *origin(found)]
        if found.get("meaning"):
            said.append(say(f"meaning_{found['meaning']}"))
        if influence:
            said.append(say("influence_note"))
        for line in said:
            yield None if line is None else text(line)
        yield _table(found["values"], influence, result.answer.get("scales") or {})


def _table(values: Mapping[str, float], influence: Mapping[str, float], scales: Plain) -> Table:
    ordered = sorted(values, key=lambda key: -values[key])
    columns: dict[str, list[Spoken]] = {"weight": [Share(values[key], 1) for key in ordered]}
    if influence:
        columns["influence"] = [Share(influence[key], 1) for key in ordered]
    if scales:
        columns["ends"] = [_ends(scales.get(key)) for key in ordered]
    names = [CriterionName(key) for key in ordered]
    return Table(
        caption=say("weights"),
        head=[say(key) for key in ("criterion", *columns)],
        rows=[list(row) for row in zip(names, *columns.values(), strict=True)],
        widths=[1.0, *(2.0 if key == "ends" else 0.0 for key in columns)],
        numbers=[1 + place for place, key in enumerate(columns) if key != "ends"],
        narrow=not scales,
    )


def _ends(scale: Plain | None) -> Spoken:
    if scale is None:
        return "–"
    return say("from_to", worst=scale["worst_in_words"], best=scale["best_in_words"])


def origin(found: Plain) -> list[Spoken]:
    """Return the sentences that say where weights come from and how far to trust them."""
    told = found["diagnostics"]
    said: list[Spoken] = [_origin(found)]
    if told.get("order"):
        groups = [criteria(group) for group in told["order"]]
        said.append(say("order", order=Enumeration(groups, between=" > ")))
    if told.get("swings"):
        sizes = told["swings"].items()
        points = [
            say("of_swing", criterion=CriterionName(key), points=Fixed(size, 0))
            for key, size in sizes
        ]
        said.append(say("swings", swings=Enumeration(points)))
    if told.get("filler"):
        said.append(say("filler", names=criteria(told["filler"])))
    if told.get("excluded"):
        said.append(say("weight_excluded", names=criteria(told["excluded"])))
    if told.get("consistency_ratio") is not None:
        said.append(say("consistency", ratio=Fixed(told["consistency_ratio"], 3)))
    parts = told.get("parts") or ()
    said += [say("blend_part", share=Share(part["share"]), origin=_origin(part)) for part in parts]
    return said


def _origin(weights: Plain) -> Spoken:
    """Return the sentence of a kind, one for all that bring none or are not installed any more."""
    weighting = WEIGHTINGS.get(weights["kind"])
    if weighting is None:
        return say("origin", kind=weights["kind"])
    if not weighting.origin:
        return say("origin", kind=Note.of(weighting.name) if weighting.name else weights["kind"])
    profile = _profile(weights["diagnostics"])
    return Note.of(
        {
            language: said.format(profile=profile[language])
            for language, said in weighting.origin.items()
        }
    )


def _profile(told: Plain) -> Mapping[str, str]:
    """Return the name of a profile, its id where it is one of the caller's own."""
    from weights.profiles import load_profiles

    key = told.get("profile", "")
    shipped = load_profiles().get(key)
    return {"en": key, "zh": key} if shipped is None else shipped.name
