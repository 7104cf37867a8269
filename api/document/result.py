"""A result in the form that sections read: an answer in codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from api.document.values import Quantity, Spoken, ValueRange, say
from api.http.localisation import EncodedJson
from mcda.parks.links import web_link
from mcda.plain import Plain
from mcda.texts import Unit

Evidence = Mapping[str, Mapping[str, Plain]]
_UNSAID: Mapping[str, Any] = {
    "quote": "",
    "translations": {},
    "usd": None,
    "as_of": "",
    "locator": "",
    "old": False,
    "private": False,
    "url": "",
    "weak_source": False,
}
"""Of a claim in an answer that an earlier version gave, or that was told in short."""
_UNTOLD: Mapping[str, Any] = {"rationale": "", "claims": (), "worth": None, "counts_as": None}
"""Of a cell in an answer that was told in short."""


def numbered(evidence: Evidence, claims: Mapping[str, Plain]) -> tuple[list[Plain], dict[str, str]]:
    """Return the sources behind evidence and the numbers of their quotations.

    Sources stand in the order in which the evidence names them, each with its ``number``,
    ``title``, ``url``, ``link``, ``weak`` and ``claims``, every claim with its number ``ref``, such
    as ``"12.3"``: the third quotation of source 12.
    """
    sources: dict[tuple[str, str], Plain] = {}
    references: dict[str, str] = {}
    quoted = (name for row in evidence.values() for cell in row.values() for name in cell["claims"])
    for name in dict.fromkeys(quoted):
        claim = claims[name]
        key = claim["source"], claim.get("url", "")
        source = sources.get(key)
        if source is None:
            source = sources[key] = {
                "number": len(sources) + 1,
                "title": claim["source"],
                "url": claim.get("url", ""),
                "link": "" if claim.get("weak_source") else web_link(claim.get("url", "")),
                "weak": claim.get("weak_source", False),
                "claims": [],
            }
        references[name] = f"{source['number']}.{len(source['claims']) + 1}"
        source["claims"].append({**_UNSAID, **claim, "ref": references[name]})
    return list(sources.values()), references


@dataclass(frozen=True)
class Result:
    """An answer in codes, of a recommendation or a ranking."""

    answer: Plain

    @property
    def analysed(self) -> Plain:
        """The sensitivity analysis, empty where there is none."""
        return self.answer.get("sensitivity") or {}

    def examined(self, part: str) -> bool:
        """Tell whether a part of the sensitivity analysis was run, even if its result is empty."""
        request = self.spec.get("sensitivity")
        if isinstance(request, Mapping):
            return bool(request.get(part))
        unsaid = request is None and self.spec.get("detail") == "summary"
        return bool(self.analysed) and not unsaid

    @cached_property
    def spec(self) -> Plain:
        """The request as data; in an answer that was just made it is still encoded."""
        spec = self.answer["record"]["spec"]
        return orjson.loads(spec.content) if isinstance(spec, EncodedJson) else spec

    @property
    def ranking(self) -> list[Plain]:
        """The rows of the ranking."""
        return self.answer["ranking"]

    @property
    def is_ranked(self) -> bool:
        """Whether there is something to rank: two alternatives or more."""
        return len(self.ranking) > 1

    @property
    def firsts(self) -> list[str]:
        """The ids of the alternatives of rank 1, several if they tie."""
        return [line["alternative"] for line in self.ranking if line["rank"] == 1]

    @property
    def is_parks(self) -> bool:
        """Whether overseas parks are compared, and not other alternatives."""
        return bool(self.spec.get("template") == "parks")

    @cached_property
    def evidence(self) -> Mapping[str, Mapping[str, Plain]]:
        """The evidence of each value by alternative and criterion, ranked alternatives first."""
        evidence: Mapping[str, Mapping[str, Plain]] = self.answer.get("evidence") or {}
        units = self.answer.get("units") or {}
        ranked = [line["alternative"] for line in self.ranking if line["alternative"] in evidence]
        return {
            key: {
                name: {**_UNTOLD, "unit": units.get(name, ""), **cell}
                for name, cell in evidence[key].items()
            }
            for key in dict.fromkeys((*ranked, *evidence))
        }

    @cached_property
    def unknown(self) -> frozenset[tuple[str, str]]:
        """Alternative and criterion of each value that nobody knows."""
        return frozenset(
            (cell["alternative"], cell["criterion"])
            for item in self.answer["warnings"]
            if item["code"] == "unknown_cell"
            for cell in item["cells"]
        )

    @property
    def asks(self) -> list[Plain] | None:
        """The facts that are most worth asking for; None where that was not worked out."""
        worth = self.analysed.get("worth_knowing") or {}
        return self.answer.get("ask_next", worth.get("facts"))

    @cached_property
    def rivals(self) -> list[str]:
        """The others on the short list, else those that are first in some draws, else all."""
        decision, verdict = (self.answer.get(name) or {} for name in ("decision", "verdict"))
        listed = [item["alternative"] for item in decision.get("parks", ())]
        rivals = listed or verdict.get("rivals") or ()
        others = [line["alternative"] for line in self.ranking if line["rank"] > 1]
        return [key for key in rivals if key in others] or others

    @cached_property
    def sources(self) -> tuple[list[Plain], Mapping[str, str]]:
        """The sources with their quotations, and the quotations' numbers by id of the claim."""
        return numbered(self.evidence, self.answer.get("claims") or {})

    def first_share(self, key: str) -> float | None:
        """Return the share of draws, or of all weights, in which an alternative is first."""
        acceptability = self.analysed.get("acceptability")
        if acceptability:
            shares: Mapping[str, list[float]] = acceptability["rank_shares"]
            return shares[key][0] if key in shares else None
        exact = self.analysed.get("exact_acceptability")
        return exact["first_shares"].get(key) if exact else None

    def central_ranks(self, key: str, part: str = "half") -> str:
        """Return the ranks in the central ``half`` or ``ninety`` per cent of draws, else empty."""
        spans = (self.answer.get("ranks") or {}).get(key)
        return _span(*spans[part]) if spans else ""

    def possible_ranks(self, key: str) -> str:
        """Return the best and worst possible rank, empty if they were not computed."""
        for item in self.analysed.get("possible_ranks") or ():
            if item["alternative"] == key:
                return _span(item["best"], item["worst"])
        return ""

    def known(self, cell: Mapping[str, Any] | None) -> Spoken:
        """Return the present value of a cell with evidence, as far as it is known."""
        if cell is None:
            return "–"
        low, high, value = cell["low"], cell["high"], cell["value"]
        if cell["kind"] == "unknown" or (value is None and (low is None or high is None)):
            return say("unknown")
        if low is None or high is None or low == high:
            return Quantity(value, cell["unit"])
        bounds = ValueRange(low, high)
        return say("with_unit", value=bounds, unit=Unit(cell["unit"])) if cell["unit"] else bounds


def rank(line: Mapping[str, Any]) -> str:
    """Return a rank, marked if it is tied."""
    return f"{line['rank']} =" if line["tied_with"] else str(line["rank"])


def _span(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"
