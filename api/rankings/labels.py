"""What people call criteria and alternatives, by id."""

from api.language import Language
from mcda.problem import Problem


def labels(problem: Problem, language: Language) -> dict[str, str]:
    """Return the names in a language; the id where there is none."""
    found = {c.id: c.name.get(language, c.id) for c in problem.criteria}
    return found | {a.id: a.name.get(language, a.id) for a in problem.alternatives}
