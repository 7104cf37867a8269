"""The charts of an answer, all that it has the figures for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from api.charts.names import Names
from api.charts.parts import Document
from api.charts.spec import Spec
from api.charts.views.acceptability import acceptability
from api.charts.views.gaps import gaps
from api.charts.views.ranking import ranking
from api.charts.views.slopes import slopes
from api.charts.views.stability import stability
from api.charts.views.winner_gaps import winner_gaps
from api.language import Language

if TYPE_CHECKING:
    from api.parks.labels import Labels

VIEWS: Mapping[str, Callable[[Document, Names], Spec | None]] = {
    "ranking": ranking,
    "gaps": gaps,
    "stability": stability,
    "acceptability": acceptability,
    "slopes": slopes,
    "winner_gaps": winner_gaps,
}
"""By name. Of the evidence there is a table, which says more and takes no time."""


def gathered(answer: Document, labels: "Labels", language: Language) -> dict[str, Spec]:
    """Return the charts of an answer or of a comparison, in the order of ``VIEWS``.

    Parameters
    ----------
    answer
        Of ``POST /v1/rankings``, ``/v1/recommendations`` or ``/v1/comparisons``.
    labels
        What alternatives and criteria are called in that language.
    language
        Of titles, axes and tooltips.

    Returns
    -------
    dict
        Vega-Lite specs by name; what the answer has no figures for is left out.
    """
    from altair.utils.schemapi import debug_mode

    names = Names(language=language, alternatives=labels.alternatives, criteria=labels.criteria)
    with debug_mode(False):  # no check of each part either, see `api.charts.spec.finished`
        made = {name: view(answer, names) for name, view in VIEWS.items()}
    return {name: spec for name, spec in made.items() if spec is not None}
