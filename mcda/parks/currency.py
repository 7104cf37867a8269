"""Land prices in local currency, converted by dated rates; the original figure stays a claim."""

import re

from mcda.parks.model import Claim, ExchangeRate

SQUARE_METRES = {"m2": 1.0, "rai": 1600.0}
_UNIT = re.compile(r"(?P<million>million )?(?P<currency>[A-Z]{3})/(?P<area>m2|rai)\b")


def usd_per_m2(claim: Claim, rate: ExchangeRate) -> tuple[float, float]:
    """Return the lowest and highest figure of a claim in US dollars per square metre.

    Parameters
    ----------
    claim
        In a unit such as ``million THB/rai`` or ``IDR/m2``; one rai is 1600 square metres.
    rate
        Of the same currency.

    Raises
    ------
    ValueError
        The claim has no figure in such a unit, or the rate is another currency's.
    """
    found = _UNIT.match(claim.unit)
    if found is None or found["currency"] != rate.currency:
        raise ValueError(claim.id)
    factor = (1e6 if found["million"] else 1.0) / SQUARE_METRES[found["area"]] / rate.per_usd
    ends = (claim.low, claim.high)
    low, high = (float(claim.value) if end is None else end for end in ends)
    return low * factor, high * factor
