"""The tools of an assistant: answers as plain data in a language, each with its basis.

Nothing is computed here: every tool calls the service, and returns its answer with a certificate,
which is the record of the answer, and with the quotations and dates of the decisive figures.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import Field

from api.assessments.schemas import AnswerModel, SwingModel
from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings as compared
from api.http.language import Language
from api.http.localisation import localise
from api.interviews.interview_status import standing_of
from api.parks.catalogue import rests_on
from api.parks.schemas import EnterpriseModel, RecommendationRequest
from api.parks.service import get_park
from api.parks.service import recommend as recommended
from api.rankings.cells import CellModel
from api.rankings.presentation import engine
from api.rankings.requests import RankingRequest
from api.rankings.schemas import Request
from api.rankings.service import rank_problem as ranked
from api.settings import Settings
from mcda.errors import Fault, InvalidInput
from mcda.parks import load_catalogue
from mcda.parks.overlay import PrivateData
from mcda.plain import Plain
from weights.validation import validate

_DECIDING = 3
"""Criteria whose quotations are told, those of the greatest influence."""
_LINES = 10
_EACH = 2  # quotations of a cell

Enterprise = Annotated[EnterpriseModel, Field(description="Facts about the enterprise.")]
Parks = Annotated[
    list[str] | None, Field(description="Ids of parks; left out, those of which enough is known.")
]
Weights = Annotated[
    dict[str, Any] | None,
    Field(
        description="A statement of importance, such as"
        ' `{"kind": "swing", "points": {"land_price": 100, "infrastructure": 60}}` or'
        ' `{"kind": "profile", "id": "first-time-private-exporter"}`; left out, it follows from the'
        " facts, and the answer says how little that is."
    ),
]
Lang = Annotated[Language, Field(description="Language of the sentences.")]


class SourcedCell(Request):
    """A value of the caller's own, with where it is from."""

    value: CellModel
    source: str = Field(min_length=1, description="Document and date, or who said so and when.")


class SourcedProblem(Request):
    """A decision problem in which every value says where it is from."""

    criteria: list[dict[str, Any]] = Field(
        description='Such as `{"id": "price", "direction": "cost", "unit": "USD/m2"}`.'
    )
    alternatives: list[str] = Field(description="Ids.")
    performances: list[list[SourcedCell | None]] = Field(
        description="A row an alternative, a column a criterion; null where nothing is known."
    )


def recommend_parks(
    enterprise: Enterprise, parks: Parks = None, weights: Weights = None, language: Lang = "en"
) -> Plain:
    """Recommend overseas industrial parks to an enterprise: which, how sure, what to do next."""
    answer = _recommended(enterprise, parks, weights, language)
    return {
        **_head(answer),
        "ranking": _lines(answer),
        "what_would_change_it": _changes(answer),
        "ask_next": _asked(answer),
        "warnings": [item["detail"] for item in answer["warnings"] if item["severity"] != "note"],
        "weights": {key: answer["weights"][key] for key in ("values", "source")},
        **_behind(answer),
    }


def explain_recommendation(
    enterprise: Enterprise, parks: Parks = None, weights: Weights = None, language: Lang = "en"
) -> Plain:
    """Explain why the first park is first, criterion by criterion, and what speaks against it."""
    answer = _recommended(enterprise, parks, weights, language)
    explanation = (answer["sensitivity"] or {}).get("explanation") or {}
    return {
        **_head(answer),
        "sentences": explanation.get("sentences", []),
        "contrasts": explanation.get("contrasts", []),
        "best_objection": explanation.get("argument"),
        "influence": answer.get("influence"),
        "risks": answer.get("risks"),
        **_behind(answer),
    }


def what_would_change_it(
    enterprise: Enterprise, parks: Parks = None, weights: Weights = None, language: Lang = "en"
) -> Plain:
    """Tell the least change of weights or of one fact after which another park is first."""
    answer = _recommended(enterprise, parks, weights, language)
    return {**_head(answer), **_changes(answer), **_behind(answer)}


def facts_to_ask(
    enterprise: Enterprise, parks: Parks = None, weights: Weights = None, language: Lang = "en"
) -> Plain:
    """Tell which single facts are worth asking a park for, and what is known of them so far."""
    answer = _recommended(enterprise, parks, weights, language)
    return {
        "ask_next": _asked(answer),
        "ask_the_enterprise": answer.get("ask_enterprise"),
        "parks_to_ask_first": answer.get("first_ask"),
        **_behind(answer),
    }


def park_evidence(
    park: Annotated[str, Field(description="Id of a park.")],
    criterion: Annotated[
        str | None, Field(description="Id of a criterion; left out, all that is rated.")
    ] = None,
    language: Lang = "en",
) -> Plain:
    """Tell what is on record of a park: ratings with reasons, and the quotations behind them."""
    facts = localise(get_park(park, _settings()), language)
    ratings = [item for item in facts["ratings"] if criterion in (None, item["criterion"])]
    claim_ids = {name for item in ratings for name in item["claims"]}
    return {
        "park": {"id": facts["id"], "name": facts["name"], "country": facts["country"]},
        "ratings": _chosen(
            ratings, "criterion", "kind", "low", "mode", "high", "level_name", "rationale"
        ),
        "quotations": _quotations(
            claim for claim in facts["claims"] if claim["id"] in claim_ids or criterion is None
        ),
        "contradictions": _chosen(facts["contradictions"], "about", "explanation"),
        "unknown": facts["unknown"],
        "certificate": _edition(),
    }


def next_question(
    enterprise: Enterprise,
    answers: Annotated[
        list[AnswerModel] | None,
        Field(description="What was answered so far: the questions' sides, each with its reply."),
    ] = None,
    parks: Parks = None,
    swings: Annotated[
        list[SwingModel] | None,
        Field(description="The swings told here as the person orders them, each with its `rank`."),
    ] = None,
    language: Lang = "en",
) -> Plain:
    """Ask the person the next question of the interview, which finds out what matters to him.

    Ask first how he orders the `swings`: all at once says more than a question on two.
    """
    content = {
        "name": "assistant",
        "enterprise": enterprise.model_dump(exclude_unset=True),
        "parks": parks,
        "swings": [swing.model_dump(exclude_none=True) for swing in swings or ()],
        "answers": [answer.model_dump(exclude_none=True) for answer in answers or ()],
    }
    return {**localise(standing_of(content, _settings()), language), "certificate": _edition()}


def compare_weightings(
    enterprise: Enterprise,
    weightings: Annotated[
        dict[str, dict[str, Any]],
        Field(description="Statements of importance by name, two or more."),
    ],
    parks: Parks = None,
    language: Lang = "en",
) -> Plain:
    """Compare whose priorities lead to which park, and which park everybody can live with."""
    body = {
        "enterprise": enterprise.model_dump(exclude_unset=True),
        "parks": parks,
        "weightings": [{"name": name, "weights": weights} for name, weights in weightings.items()],
    }
    answer = localise(compared(validate(ComparisonRequest, body), _settings()), language)
    return {
        "firsts": [
            {
                "weighting": item["name"],
                "first": [row["alternative"] for row in item["ranking"] if row["rank"] == 1],
                **_head(item),
            }
            for item in answer["rankings"]
        ],
        "consensus": answer["consensus"],
        "disagreement": answer["disagreement"],
        "certificate": answer["record"],
    }


def rank_problem(
    problem: Annotated[SourcedProblem, Field(description="What is ranked, on which values.")],
    weights: Annotated[dict[str, Any], Field(description="A statement of importance.")],
    method: Annotated[str, Field(description="Such as topsis, ahp, weighted_sum.")] = "topsis",
    language: Lang = "en",
) -> Plain:
    """Rank any alternatives on values that each say where they are from."""
    cells = problem.performances
    faults = [
        Fault("cell_without_source", ("problem", "performances", i, j, "source"), {})
        for i, row in enumerate(cells)
        for j, cell in enumerate(row)
        if cell is not None and not cell.source.strip()
    ]
    InvalidInput.raise_any(faults)
    plain = problem.model_dump()
    body = {
        "problem": {
            "criteria": problem.criteria,
            "alternatives": [{"id": name} for name in problem.alternatives],
            "performances": [
                [None if cell is None else cell["value"] for cell in row]
                for row in plain["performances"]
            ],
        },
        "weights": weights,
        "method": {"name": method},
        "detail": "full",
    }
    answer = localise(ranked(validate(RankingRequest, body), _settings()), language)
    return {
        **_head(answer),
        "ranking": _lines(answer),
        "what_would_change_it": _changes(answer),
        "sources": {
            name: {
                criterion["id"]: None if cell is None else cell.source
                for criterion, cell in zip(problem.criteria, row, strict=False)
            }
            for name, row in zip(problem.alternatives, cells, strict=False)
        },
        "certificate": answer["record"],
    }


TOOLS = (
    recommend_parks,
    explain_recommendation,
    park_evidence,
    next_question,
    compare_weightings,
    what_would_change_it,
    rank_problem,
    facts_to_ask,
)


@cache
def _settings() -> Settings:
    """Return the settings of the environment, with their private data."""
    chosen = Settings()
    if chosen.private_path is None:
        return chosen
    below = load_catalogue(chosen.base)
    return chosen.with_private_data(PrivateData.read(chosen.private_path, below))


def _recommended(
    enterprise: EnterpriseModel, parks: list[str] | None, weights: Plain | None, language: Language
) -> Plain:
    body = {
        "enterprise": enterprise.model_dump(exclude_unset=True),
        "parks": parks,
        "weights": weights,
        "detail": "full",
    }
    answer = recommended(validate(RecommendationRequest, body), _settings())
    return localise(answer, language)


def _head(answer: Plain) -> Plain:
    return {name: answer.get(name) for name in ("decision", "verdict")}


def _lines(answer: Plain) -> list[Plain]:
    return _chosen(answer["ranking"][:_LINES], "alternative", "name", "rank", "score")


def _chosen(items: Iterable[Mapping[str, Any]], *keys: str) -> list[Plain]:
    """Return of each item what stands under some keys."""
    return [{key: item[key] for key in keys} for item in items]


def _changes(answer: Plain) -> Plain:
    sensitivity = answer["sensitivity"] or {}
    facts = [item for item in sensitivity.get("facts") or () if item["below"] or item["above"]]
    return {
        "smallest_change_of_weights": sensitivity.get("smallest_change"),
        "single_facts": [item["sentence"] for item in facts[:_LINES]],
        "weights_may_move": sensitivity.get("stability"),
    }


def _asked(answer: Plain) -> list[Plain]:
    evidence = answer.get("evidence") or {}
    return [
        {
            **item,
            "known_so_far": {
                key: evidence[item["alternative"]][item["criterion"]][key]
                for key in ("low", "high", "unit", "rationale")
            },
        }
        for item in answer.get("ask_next") or ()
    ]


def _behind(answer: Plain) -> Plain:
    """Return the quotations behind the decisive figures, and the certificate."""
    influence: Mapping[str, float] = answer.get("influence") or {}
    deciding = sorted(influence, key=lambda name: -influence[name])[:_DECIDING]
    parks = [line["alternative"] for line in answer["ranking"][:2]]
    evidence, claims = answer.get("evidence") or {}, answer.get("claims") or {}
    claim_ids = {
        name: None
        for park in parks
        for criterion in deciding
        for name in evidence.get(park, {}).get(criterion, {}).get("claims", ())[:_EACH]
    }
    return {
        "quotations": _quotations(claims[name] for name in claim_ids),
        "certificate": answer["record"],
    }


def _quotations(claims: Iterable[Mapping[str, Any]]) -> list[Plain]:
    keys = ("id", "subject", "attribute", "quote", "translations", "source", "url", "as_of", "old")
    return _chosen(claims, *keys)


def _edition() -> Plain:
    return {"engine": engine(), **rests_on(_settings())}
