"""The catalogue of overseas industrial parks, and an enterprise's view of it.

>>> from mcda.parks import Enterprise, appraise, load_catalogue
>>> catalogue = load_catalogue()
>>> view = appraise(catalogue, Enterprise(home="Zhejiang/Hangzhou", markets={"US": 0.6}))
>>> view.alternative_ids[:4]
('ljip', 'vcep', 'tcr', 'kitic')
"""

from mcda.parks.appraisal import Appraisal, appraise
from mcda.parks.catalogue import Catalogue
from mcda.parks.enterprise import INTENTS, SIZES, Enterprise
from mcda.parks.evidence import Evidence
from mcda.parks.forecast import Forecast, forecast
from mcda.parks.gates import Gate, gates
from mcda.parks.hindsight import as_of
from mcda.parks.loader import load_catalogue
from mcda.parks.model import (
    Claim,
    Comparator,
    Country,
    CriterionInfo,
    CriterionScale,
    Ladder,
    Level,
    Ownership,
    Park,
    Rating,
    Source,
    Tie,
)
from mcda.parks.must import Must, conditions
from mcda.parks.override import Override
from mcda.parks.scenario import Scenario
from mcda.parks.scorability import scorable, unknown
from mcda.texts import register

__all__ = [
    "INTENTS",
    "SIZES",
    "Appraisal",
    "Catalogue",
    "Claim",
    "Comparator",
    "Country",
    "CriterionInfo",
    "CriterionScale",
    "Enterprise",
    "Evidence",
    "Forecast",
    "Gate",
    "Ladder",
    "Level",
    "Must",
    "Override",
    "Ownership",
    "Park",
    "Rating",
    "Scenario",
    "Source",
    "Tie",
    "appraise",
    "as_of",
    "conditions",
    "forecast",
    "gates",
    "load_catalogue",
    "scorable",
    "unknown",
]


def __dir__() -> list[str]:
    return __all__


register(__name__, "data/texts.toml")
