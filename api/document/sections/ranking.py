"""The ranking, and how far each is behind."""

from collections.abc import Callable, Mapping
from functools import partial

from api.document.blocks import Block, Bullets, Table, chart, text
from api.document.result import Result, rank
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.values import (
    AlternativeName,
    CriterionName,
    Figure,
    Fixed,
    Share,
    Spoken,
    say,
)
from mcda.explain import apportioned
from mcda.parks.money import STAY
from mcda.plain import Plain

Span = Callable[[Result, str], str]
_PLACES = 3
_PARTS = ("duty", "freight", "land", "wages")
_SPANS: Mapping[str, Span] = {
    "rank_half_head": Result.central_ranks,
    "rank_ninety_head": partial(Result.central_ranks, part="ninety"),
    "possible_ranks": Result.possible_ranks,
}


def _ranking(result: Result) -> Block:
    """Return rank, name, score, the ranks each can take, and in how many draws it is first."""
    lines = result.ranking
    spans = {
        key: column
        for key, column in _SPANS.items()
        if any(column(result, line["alternative"]) for line in lines)
    }
    shares = any(result.first_share(line["alternative"]) is not None for line in lines)
    head = [say(key) for key in ("rank", compared(result), "score", *spans)]
    if shares:
        head.append(say("first_in"))
    rows = []
    for line in lines:
        key = line["alternative"]
        row: list[Spoken] = [rank(line), AlternativeName(key), score(result, line["score"])]
        row += [column(result, key) or "–" for column in spans.values()]
        rows.append([*row, Share(result.first_share(key), 1)] if shares else row)
    return Table(
        caption=say("ranking"),
        head=head,
        rows=rows,
        widths=[0.0, 1.0, *(0.0 for _ in head[2:])],
        numbers=[0, *range(2, len(head))],
        strong=[place for place, line in enumerate(lines) if line["rank"] == 1],
    )


def compared(result: Result) -> str:
    """Return the key of what is compared."""
    return "park" if result.is_parks else "alternative"


def score(result: Result, value: float) -> Spoken:
    """Return a score with as many places as tell scores of this size apart."""
    largest = max((abs(line["score"]) for line in result.ranking), default=0.0)
    return Figure(value, 4) if largest and not 0.01 <= largest < 10_000 else Fixed(value, _PLACES)


@SECTIONS.register
class RankingSection(SectionBuilder):
    """The whole ranking, with the ranks that each can take."""

    id = "ranking"
    place = 30

    def blocks(self, result: Result) -> Blocks:
        """Yield all lines with their remarks, and the chart."""
        if not result.ranking:
            return
        yield _ranking(result)
        if result.answer["method"]["lower_is_better"]:
            yield text(say("lower_better"), "soft")
        if any(line["tied_with"] for line in result.ranking):
            yield text(say("tie_note"), "soft")
        if result.analysed.get("possible_ranks"):
            yield text(say("possible_note"), "soft")
        yield chart("ranking")


@SECTIONS.register
class GapsSection(SectionBuilder):
    """What each criterion adds to the distance of all others from the first."""

    id = "gaps"
    place = 40

    def blocks(self, result: Result) -> Blocks:
        """Yield the parts; those of a row as shown add up to their sum as shown."""
        gaps = result.answer.get("gaps") or {}
        lines = [line["alternative"] for line in result.ranking[1:] if line["alternative"] in gaps]
        if not lines:
            return
        names = list(gaps[lines[0]])
        rows = []
        for key in lines:
            parts = apportioned([gaps[key][name] for name in names], _PLACES)
            figures = [Fixed(part, _PLACES) for part in (*parts, sum(parts))]
            rows.append([AlternativeName(key), *figures])
        yield text(say("gaps_note"), "soft")
        yield chart("gaps")
        yield Table(
            caption=say("gaps_caption"),
            head=[say(compared(result)), *map(CriterionName, names), say("behind")],
            rows=rows,
            widths=[2.4, *(1.0 for _ in names), 0.9],
            numbers=range(1, len(names) + 2),
        )


@SECTIONS.register
class MoneySection(SectionBuilder):
    """What the first, its rivals and staying at home take of 100 of sales."""

    id = "money"
    place = 44

    def blocks(self, result: Result) -> Blocks:
        """Yield the sentences, then the parts by place."""
        money = result.answer.get("money")
        if not money:
            return
        for sentence in money["sentences"]:
            yield text(sentence)
        rows = [
            [
                say("money_stay") if place == STAY else AlternativeName(place),
                *(Fixed(cost[part], 1) for part in (*_PARTS, "sum")),
                say("from_to", worst=Fixed(cost["low"], 1), best=Fixed(cost["high"], 1)),
            ]
            for place, cost in money["per_100"].items()
        ]
        yield Table(
            caption=say("money_caption"),
            head=[
                say("park"),
                *(say(f"money_{part}") for part in (*_PARTS, "sum")),
                say("money_ninety"),
            ],
            rows=rows,
            widths=[2.4, *(1.0 for _ in (*_PARTS, "sum")), 1.2],
            numbers=range(1, 2 + len(_PARTS)),
        )


@SECTIONS.register
class ForecastSection(SectionBuilder):
    """Where firms of this trade and home went; no advice."""

    id = "forecast"
    place = 45

    def blocks(self, result: Result) -> Blocks:
        """Yield the likeliest places, real cases, and how often such forecasts were right."""
        forecast = result.answer.get("forecast")
        if not forecast:
            return
        rate = forecast["hit_rate"]
        yield Bullets(
            items=[
                say(
                    "forecast_park",
                    park=item["name"],
                    country=item["host"],
                    chance=Share(item["chance"]),
                )
                for item in forecast["parks"]
            ]
        )
        if forecast["peers"]:
            yield text(say("forecast_peers"))
            yield Bullets(items=[_peer(item) for item in forecast["peers"]])
        shares = {name: Share(rate[name]) for name in ("countries", "parks")}
        yield text(say("forecast_rate", plants=rate["plants"], **shares), "soft")


def _peer(item: Plain) -> Spoken:
    key = "forecast_peer" if item["year"] else "forecast_peer_undated"
    fields = {"company": item["company"], "country": item["host"]}
    return say(key, **fields, home=item["home"] or say("forecast_china"), year=item["year"])
