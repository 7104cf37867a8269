"""What other methods, other alternatives and other scenarios say."""

from itertools import pairwise
from typing import Any

from api.document.blocks import Bullets, Table, text
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.values import (
    AlternativeName,
    Enumeration,
    Figure,
    Fixed,
    Share,
    Spoken,
    StatementDate,
    ValueRange,
    alternatives,
    say,
)
from mcda.methods import METHODS
from mcda.parks.markets import market_name
from mcda.plain import Plain
from mcda.texts import Note

_MOST_CASES = 8
_MOST_PLACES = 5


def method_name(name: str) -> Spoken:
    """Return what a method is called."""
    return Note.of(METHODS[name].title) if name in METHODS else name


@SECTIONS.register
class MethodsSection(SectionBuilder):
    """The order that each of several methods gives."""

    id = "methods"
    place = 70

    def blocks(self, result: Result) -> Blocks:
        """Yield how many methods agree, their orders, and which could not be used."""
        methods = result.analysed.get("methods")
        if not methods or not methods["rankings"]:
            return
        ordered = sorted(methods["winner_share"].items(), key=lambda item: -item[1])
        agreed = [
            say("of_alternative", name=AlternativeName(key), share=Share(share))
            for key, share in ordered
            if share > 0
        ]
        yield text(say("methods_agree", shares=Enumeration(agreed)))
        taus = methods["kendall_tau"].get(result.answer["method"]["name"], {})
        rows = [
            [method_name(name), _order(methods, name), Fixed(taus.get(name))]
            for name in methods["rankings"]
        ]
        yield Table(
            caption=say("methods"),
            head=[say("method"), say("order_head"), say("tau")],
            rows=rows,
            widths=(1, 3, 0),
            numbers=(2,),
        )
        lacking = [
            say("named_reason", name=method_name(name), reason=note["detail"])
            for name, note in methods.get("unavailable", {}).items()
        ]
        yield Bullets(items=lacking) if lacking else None


def _order(found: Plain, name: str) -> Spoken:
    """Return the front of a method's order, with ties as ties."""
    ranks, order = found.get("ranks", {}).get(name, {}), found["rankings"][name]
    parts: list[Spoken] = [AlternativeName(order[0])] if order else ["–"]
    for before, key in pairwise(order[:_MOST_PLACES]):
        level = ranks.get(before) is not None and ranks.get(before) == ranks.get(key)
        parts += [" = " if level else " > ", AlternativeName(key)]
    if len(order) > _MOST_PLACES:
        parts.append(" > …")
    return Enumeration(parts, between="")


@SECTIONS.register
class ReversalSection(SectionBuilder):
    """Whether alternatives that should not matter change the order."""

    id = "reversal"
    place = 80

    def blocks(self, result: Result) -> Blocks:
        """Yield the verdict, and the first cases."""
        reversal = result.analysed.get("reversal")
        if not reversal:
            return
        yield text(reversal["sentence"])
        cases = [item["sentence"] for item in (*reversal["cases"], *reversal["order_cases"])]
        bullets: list[Spoken] = cases[:_MOST_CASES]
        if len(cases) > len(bullets):
            bullets.append(say("more", count=len(cases) - _MOST_CASES))
        yield Bullets(items=bullets) if bullets else None


@SECTIONS.register
class BesideSection(SectionBuilder):
    """How another method ranks the same parks."""

    id = "beside"
    place = 75

    def blocks(self, result: Result) -> Blocks:
        """Yield whether it has the same first, and its ranking."""
        other = result.answer.get("beside")
        if not other:
            return
        key = "beside_same" if other["same_first"] else "beside_other"
        yield text(say(key, method=method_name(other["method"]["name"])))
        yield Table(
            caption=say("beside"),
            head=[say(head) for head in ("rank", "park", "score")],
            rows=[
                [
                    Figure(line["rank"]),
                    AlternativeName(line["alternative"]),
                    Figure(line["score"], 3),
                ]
                for line in other["ranking"]
            ],
            widths=(0, 1, 0),
            numbers=(0, 2),
            narrow=True,
        )


@SECTIONS.register
class DelaySection(SectionBuilder):
    """What waiting costs, where the enterprise said what a month is worth."""

    id = "delay"
    place = 86

    def blocks(self, result: Result) -> Blocks:
        """Yield the loss a month, then the months and costs of each park that is named."""
        delay = result.answer.get("delay")
        for sentence in delay["sentences"] if delay else ():
            yield text(sentence)


@SECTIONS.register
class ScenarioSection(SectionBuilder):
    """The tariff scenario, and who is first under the others."""

    id = "scenario"
    place = 100

    def blocks(self, result: Result) -> Blocks:
        """Yield the scenario with its duties, and the doubt that the choice of one causes."""
        scenario = result.answer.get("scenario")
        if not scenario:
            return
        yield text(
            say("scenario_line", name=scenario["name"], date=StatementDate(scenario["as_of"]))
        )
        if scenario.get("description"):
            yield text(scenario["description"])
        rates = scenario.get("rates") or {}
        hosts = list(dict.fromkeys(key for row in rates.values() for key in row))
        if hosts:
            countries = (result.answer.get("names") or {}).get("countries") or {}
            yield Table(
                caption=say("duties"),
                head=[say("host"), *(Note.of(market_name(key)) for key in rates)],
                rows=[
                    [countries.get(host, host), *(_duty(row.get(host)) for row in rates.values())]
                    for host in hosts
                ],
                widths=[1.2, *(1.0 for _ in rates)],
                numbers=range(1, len(rates) + 1),
                titled=True,
            )
        under = result.answer.get("scenarios")
        if under:
            yield Table(
                caption=say("scenarios"),
                head=[say(key) for key in ("scenario", "scenario_first")],
                rows=[
                    [item["name"] or item["scenario"], alternatives(item["winners"])]
                    for item in under
                ],
                widths=(1.6, 2.4),
                titled=True,
            )


def _duty(found: Any) -> Spoken:
    if found is None or isinstance(found, int | float):
        return Figure(found)
    low, high, mode = found["low"], found["high"], found.get("mode")
    if mode is None:
        return ValueRange(low, high)
    if low == high:
        return Figure(mode)
    return say("beside_bounds", value=Figure(mode), bounds=ValueRange(low, high))
