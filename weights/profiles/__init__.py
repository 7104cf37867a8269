"""Named weighting profiles: rank orders of the seven criteria, each place with its evidence.

The profiles are read from Sheng Shuyang's dissertation (Speyer 2025), whose interviews give
orderings and reasons but no weights; weights derived from an order are therefore labelled as
derived. Each profile is one file ``data/<id>.toml``: a rank order, what supports it and how
well, what speaks against it, and which criteria are filler without support in the text.

Eight profiles are here. Two more that the study suggests are left out because they do not order
the seven criteria for parks: the choice between inland China and Southeast Asia, which weighs
regions, and a park investor's choice between a park within a park and a site of its own, which
is not a tenant's question.
"""

from weights.profiles.loader import load_profiles, profile
from weights.profiles.model import Profile

DEFAULT_PROFILE = "first-time-private-exporter"

__all__ = ["DEFAULT_PROFILE", "Profile", "load_profiles", "profile"]
