"""What people call criteria, alternatives and units, by id."""

from api.language import Language
from mcda.problem import Problem
from mcda.texts.units import unit_names


def labels(problem: Problem, language: Language) -> dict[str, str]:
    """Return the names in a language, the id where there is none; units after ``"unit:"``."""
    found = {f"unit:{c.unit}": unit_names(c.unit)[language] for c in problem.criteria if c.unit}
    found |= {c.id: c.name.get(language, c.id) for c in problem.criteria}
    return found | {a.id: a.name.get(language, a.id) for a in problem.alternatives}
