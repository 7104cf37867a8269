"""Charts of answers, as Vega-Lite specs for pages, reports and notebooks.

Nothing here loads a library for charts before a chart is asked for.
"""

from api.charts.gathered import gathered
from api.charts.names import Names
from api.charts.rows import table
from api.charts.spec import Spec
from api.charts.views.acceptability import acceptability
from api.charts.views.evidence import evidence
from api.charts.views.gaps import gaps
from api.charts.views.ranking import ranking
from api.charts.views.slopes import slopes
from api.charts.views.stability import stability
from api.charts.views.winner_gaps import winner_gaps

__all__ = [
    "Names",
    "Spec",
    "acceptability",
    "evidence",
    "gaps",
    "gathered",
    "ranking",
    "slopes",
    "stability",
    "table",
    "winner_gaps",
]
