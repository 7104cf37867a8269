"""What the leads of an explanation are made of, as a frame."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from mcda.explain.contrast import Contrast

_COLUMNS = ("first", "second", "criterion", "part", "weight", "first_value", "second_value", "unit")


def contrasts_frame(contrasts: "Sequence[Contrast]") -> "pd.DataFrame":
    """Return one row a criterion and contrast; of each contrast the parts sum to its lead.

    Parameters
    ----------
    contrasts
        Any number. Columns: ``first``, ``second``, ``criterion``, ``part``, ``weight``, the
        values of both alternatives and their ``unit``.
    """
    import pandas as pd

    rows = [
        (c.first, c.second, p.criterion, p.part, p.weight, *p.values, p.unit)
        for c in contrasts
        for p in c.parts
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))
