"""Checks that rates of exchange are what their claims say, and that each converts something."""

import re
from collections.abc import Iterator

from mcda.parks.catalogue import Catalogue
from mcda.parks.currency import rate_of, to_usd
from mcda.parks.model import Claim, ExchangeRate

_GROUPED = re.compile(r"(?<=\d)[.,](?=\d)")


def rate_faults(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield place and problem for each contradiction in the rates of exchange.

    Parameters
    ----------
    catalogue
        Everything that was read.
    """
    used = {
        found.rate
        for claim in catalogue.claims.values()
        if not claim.private and (found := to_usd(claim, catalogue.rates))
    }
    dates = [(rate.currency, rate.as_of) for rate in catalogue.rates]
    for rate in catalogue.rates:
        where = f"rate of {rate.currency}, {rate.as_of}"
        if not _says(catalogue.claims.get(rate.claim), rate):
            yield where, "is not what its claim says"
        if rate not in used:
            yield where, "converts nothing"
        if dates.count((rate.currency, rate.as_of)) > 1:
            yield where, "is not the only one of its date"
    yield from _others(catalogue)


def _says(claim: Claim | None, rate: ExchangeRate) -> bool:
    """Tell whether value, unit, date and quotation of a claim are those of a rate."""
    return (
        claim is not None
        and float(claim.value) == rate.per_usd
        and claim.as_of == rate.as_of
        and claim.unit.startswith(f"{rate.currency} per USD")
        and _GROUPED.sub("", f"{rate.per_usd:.10g}") in _GROUPED.sub("", claim.quote)
    )


def _others(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield conversions of ratings by another rate than the one that the rule chooses."""
    for rating in catalogue.ratings.values():
        for item in rating.converted:
            claim = catalogue.claims.get(item.claim)
            chosen = rate_of(claim, catalogue.rates) if claim else None
            if chosen and chosen.claim != item.rate:
                where = f"{rating.park}/{rating.criterion}"
                yield where, f"{item.claim} is to be converted by {chosen.claim}"
