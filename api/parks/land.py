"""Units in which people state a price of land."""

from mcda.parks import Catalogue
from weights.elicit.parks import ten_thousand_yuan_a_mu

DOLLARS, YUAN_A_MU = "usd_m2", "wan_mu"


def land_units(catalogue: Catalogue) -> dict[str, float]:
    """Return the value of one US dollar a square metre in each unit.

    A catalogue without a rate of the yuan has only dollars.
    """
    many = ten_thousand_yuan_a_mu(catalogue)
    return {DOLLARS: 1.0} if many is None else {DOLLARS: 1.0, YUAN_A_MU: many}
