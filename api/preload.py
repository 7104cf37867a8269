"""Modules that all computing processes share, loaded once before the first process starts."""

import scipy.optimize  # noqa: F401 - loaded where it is used, a sixth of a process

from api.comparisons import service as comparisons
from api.interviews import interview_status
from api.jobs import work
from api.operation.memory import settle
from api.rankings import service as rankings
from api.results import evaluation
from api.weightings import service as weightings
from mcda.parks import load_catalogue
from mcda.texts import catalogue

__all__ = ["comparisons", "evaluation", "interview_status", "rankings", "weightings", "work"]
load_catalogue()
catalogue()
settle()
