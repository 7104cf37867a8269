"""Named weighting profiles: swings or rank orders of criteria, with their evidence.

The profiles are read from Sheng Shuyang's dissertation (Speyer 2025), whose interviews give
orderings and reasons but no weights; weights are therefore labelled as our reading. Each profile is
one file ``data/<id>.toml``: its support and the quality of that, objections, the criteria that are
filler without support in the text, and the facts of an enterprise that fit the profile.

Profiles about parks, whose criteria have scales, state swings: what going from the worst to the
best end is worth against the swing that matters most (100), and why. The others, whose criteria
have no ends, state rank orders.

A profile is about one of the templates of `mcda.parks.templates` and weighs its criteria; only
profiles about ``parks`` fit the catalogue's seven.

>>> from weights.profiles import DEFAULT_PROFILE, profile
>>> profile(DEFAULT_PROFILE).ranked[:2]
('trade_cost_exposure', 'land_price')
"""

from mcda.texts import register
from weights.profiles.loader import load_profiles, load_subjects, profile
from weights.profiles.model import Subject, WeightProfile

DEFAULT_PROFILE = "first-time-private-exporter"
"""Id of the profile that lists call the default."""

__all__ = [
    "DEFAULT_PROFILE",
    "Subject",
    "WeightProfile",
    "load_profiles",
    "load_subjects",
    "profile",
]

register(__name__, "texts.toml")
