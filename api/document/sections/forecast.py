"""Where firms like this one went."""

from api.document.blocks import Bullets, text
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.values import Share, Spoken, say
from mcda.plain import Plain


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
        countries, rate = result.answer["names"]["countries"], forecast["hit_rate"]
        yield Bullets(
            items=[
                say(
                    "forecast_park",
                    park=item["name"],
                    country=countries[item["country"]],
                    chance=Share(item["chance"]),
                )
                for item in forecast["parks"]
            ]
        )
        if forecast["peers"]:
            yield text(say("forecast_peers"))
            yield Bullets(items=[_peer(item, countries) for item in forecast["peers"]])
        shares = {name: Share(rate[name]) for name in ("countries", "parks")}
        yield text(say("forecast_rate", plants=rate["plants"], **shares), "soft")


def _peer(item: Plain, countries: Plain) -> Spoken:
    key = "forecast_peer" if item["year"] else "forecast_peer_undated"
    fields = {"company": item["company"], "country": countries[item["country"]]}
    return say(key, **fields, home=item["home"] or say("forecast_china"), year=item["year"])
