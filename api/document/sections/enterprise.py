"""The enterprise's facts, and the weights with where they come from."""

from collections.abc import Mapping

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
from mcda.plain import Plain
from mcda.texts import Note
from weights.weightings import WEIGHTINGS


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
            [say(f"fact_{key}"), fact or say("left_open")] for key, fact in _facts(facts).items()
        ]
        head = [say("fact"), say("answer")]
        yield Table(caption=say("enterprise"), head=head, rows=rows, widths=(1, 2))


def _facts(facts: Plain) -> Mapping[str, Spoken]:
    from mcda.parks.places import resolve
    from mcda.parks.sectors import sectors

    home: Spoken | None = None
    if address := facts.get("home"):
        place = resolve(address.get("province", ""), address.get("city", ""))
        names = (address.get("province"), address.get("city"))
        home = " ".join(name for name in names if name) if place is None else Note.of(place.name)
    partners, reliance = facts.get("partners_in"), facts.get("investor_reliance")
    value, parts = facts.get("container_value"), facts.get("chinese_parts")
    delay, labels = facts.get("delay_cost"), sectors()
    area, labour = facts.get("sales_per_area"), facts.get("labour_share")
    trades = [
        Note.of(labels[code]) if code in labels else code for code in facts.get("sectors") or []
    ]
    markets = [
        say("of_market", market=Note.of(market_name(key)), share=Share(share))
        for key, share in (facts.get("markets") or {}).items()
    ]
    return {
        "home": home,
        "sectors": Enumeration(trades) if trades else None,
        "markets": Enumeration(markets) if markets else None,
        "size": _word("size", facts.get("size")),
        "first_investment": _word("answer", _yes_no(facts.get("first_investment"))),
        "intent": _word("intent", facts.get("intent")),
        "needs_standard_factory": _word("answer", _yes_no(facts.get("needs_standard_factory"))),
        "partners_in": alternatives(partners) if partners else None,
        "investor_reliance": None if reliance is None else Figure(reliance, 9),
        "container_value": None if value is None else Figure(value, 9),
        "sales_per_area": None if area is None else Figure(area, 9),
        "labour_share": None if labour is None else Share(labour, 0),
        "goods": ", ".join(facts["goods"]) if facts.get("goods") else None,
        "chinese_parts": None if parts is None else Share(parts, 0),
        "delay_cost": None if delay is None else Figure(delay, 9),
    }


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
        weights = result.answer["weights"]
        influence = result.answer.get("influence") or {}
        sentences = [whose(result), *origin(weights)]
        if weights.get("meaning"):
            sentences.append(say(f"meaning_{weights['meaning']}"))
        if influence:
            sentences.append(say("influence_note"))
        for line in sentences:
            yield None if line is None else text(line)
        values, scales = weights["values"], result.answer.get("scales") or {}
        ordered = sorted(values, key=lambda key: -values[key])
        columns: dict[str, list[Spoken]] = {"weight": [Share(values[key], 1) for key in ordered]}
        if influence:
            columns["influence"] = [Share(influence[key], 1) for key in ordered]
        if scales:
            columns["ends"] = [
                say("from_to", worst=scale["worst_in_words"], best=scale["best_in_words"])
                if scale is not None
                else "–"
                for scale in map(scales.get, ordered)
            ]
        names = [CriterionName(key) for key in ordered]
        yield Table(
            caption=say("weights"),
            head=[say(key) for key in ("criterion", *columns)],
            rows=[list(row) for row in zip(names, *columns.values(), strict=True)],
            widths=[1.0, *(2.0 if key == "ends" else 0.0 for key in columns)],
            numbers=[1 + place for place, key in enumerate(columns) if key != "ends"],
            narrow=not scales,
        )


def origin(found: Plain) -> list[Spoken]:
    """Return the sentences that say where weights come from and how far to trust them."""
    diagnostics = found["diagnostics"]
    lines: list[Spoken] = [_origin(found)]
    if diagnostics.get("order"):
        groups = [criteria(group) for group in diagnostics["order"]]
        lines.append(say("order", order=Enumeration(groups, between=" > ")))
    if diagnostics.get("swings"):
        sizes = diagnostics["swings"].items()
        points = [
            say("of_swing", criterion=CriterionName(key), points=Fixed(size, 0))
            for key, size in sizes
        ]
        lines.append(say("swings", swings=Enumeration(points)))
    if diagnostics.get("filler"):
        lines.append(say("filler", names=criteria(diagnostics["filler"])))
    if diagnostics.get("excluded"):
        lines.append(say("weight_excluded", names=criteria(diagnostics["excluded"])))
    if diagnostics.get("consistency_ratio") is not None:
        lines.append(say("consistency", ratio=Fixed(diagnostics["consistency_ratio"], 3)))
    parts = diagnostics.get("parts") or ()
    lines += [say("blend_part", share=Share(part["share"]), origin=_origin(part)) for part in parts]
    return lines


def _origin(weights: Plain) -> Spoken:
    """Return the sentence of a kind, one for all that bring none or are not installed any more."""
    weighting = WEIGHTINGS.get(weights["kind"])
    if weighting is None:
        return say("origin", kind=weights["kind"])
    if not weighting.origin:
        return say("origin", kind=Note.of(weighting.name) if weighting.name else weights["kind"])
    from weights.profiles import load_profiles

    key = weights["diagnostics"].get("profile", "")
    shipped = load_profiles().get(key)
    profile = {"en": key, "zh": key} if shipped is None else shipped.name
    return Note.of(
        {
            language: sentence.format(profile=profile[language])
            for language, sentence in weighting.origin.items()
        }
    )
