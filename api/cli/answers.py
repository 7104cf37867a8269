"""Answers of the service, written for people."""

from collections.abc import Mapping
from typing import Any

from api.cli.explained_view import write_doubt, write_explanation, write_facts
from api.cli.page import Page
from api.cli.park_view import write_ask_next, write_evidence, write_park_warnings, write_scenarios
from api.cli.ranking_view import write_ranking, write_warnings
from api.cli.sensitivity_view import write_sensitivity
from api.cli.terminal import console
from api.cli.words import Language
from api.parks.labels import labels_of_problem, labels_of_template

Answer = Mapping[str, Any]


def write_rank(answer: Answer, language: Language) -> None:
    """Write the answer of ``POST /v1/rankings``."""
    labels = labels_of_problem(answer["record"]["spec"]["problem"], language)
    page = Page(console(), language, labels)
    write_ranking(page, answer)
    write_explanation(page, answer)
    write_sensitivity(page, answer)
    write_facts(page, answer)
    write_doubt(page, answer)
    write_warnings(page, answer["warnings"])


def write_recommend(answer: Answer, language: Language) -> None:
    """Write the answer of ``POST /v1/recommendations``."""
    template = answer["record"]["spec"].get("template", "parks")
    page = Page(console(), language, labels_of_template(template, language))
    write_ranking(page, answer)
    write_explanation(page, answer)
    write_sensitivity(page, answer)
    write_facts(page, answer)
    write_doubt(page, answer)
    write_scenarios(page, answer)
    write_evidence(page, answer)
    write_ask_next(page, answer)
    write_park_warnings(page, answer)
