"""A stored result as its pages need it: its brief in the reader's language, and what to try."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mcda
from api.charts import drawings
from api.document.blocks import Head
from api.document.document import document, leaf
from api.document.teller import tell
from api.language import Language
from api.localisation import decode, encode, localise
from api.parks.catalogue import catalogue_of
from api.parks.labels import Labels, labels_in
from api.parks.problem import make_problem
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.requests import in_full
from api.settings import Settings
from mcda.methods.ahp import Ahp
from mcda.parks import Enterprise
from weights.elicit.parks import wordings_of

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ResultView:
    """What a page shows.

    Parameters
    ----------
    document
        The brief in the reader's language, with its notes.
    answer
        The same for what the page computes with: weights to try, evidence to add to.
    result
        Number, moment, version and who asked.
    labels
        What parks and criteria are called.
    language
        The reader's.
    values
        What each alternative is worth on each criterion, 0 to 1, by which the page adds up scores
        while a slider moves; None where scores are no weighted sums or nothing was ranked.
    levels
        By criterion the levels that a reader may state, worst first, each with its name.
    """

    document: Plain
    answer: Plain
    result: Plain
    labels: Labels
    language: Language
    values: Plain | None
    levels: Mapping[str, Sequence[tuple[float, str]]]

    @property
    def stated(self) -> Mapping[str, float]:
        """The weights that the result was made with, for marks beside those that are tried."""
        found: Mapping[str, float] = self.answer["weights"]["values"]
        return found


def result_view(
    head: Plain,
    content: bytes,
    language: Language,
    settings: Settings,
    against: str | None = None,
) -> ResultView:
    """Return a stored result as its page needs it.

    Parameters
    ----------
    head
        Number, moment, version, who asked, and the language of an older result.
    content
        The answer as it is kept.
    language
        The reader's.
    settings
        With the organisation's private data.
    against
        Which alternative the reader asks about.
    """
    answer = decode(content)
    catalogue = catalogue_of(settings)
    spoken = localise(answer, language)
    labels = labels_in(answer, language)
    return ResultView(
        document=tell(leaf(answer, _head(head), catalogue, against), language),
        answer=spoken,
        result=head,
        labels=labels,
        language=language,
        values=_values(answer, labels, settings),
        levels={
            name: [(value, called[language]) for value, called in wording.levels]
            for name, wording in wordings_of(catalogue, Enterprise()).items()
            if wording.levels and name != "investor_type"
        },
    )


def with_weights(
    head: Plain, content: bytes, weights: Plain, language: Language, settings: Settings
) -> ResultView:
    """Return what the request of a stored result comes to with other weights.

    What is ranked stays: whom to ask first is set by the weights that the request came with.
    """
    answer = decode(content)
    ranked = [line["alternative"] for line in answer["ranking"]]
    asked = {**answer["record"]["spec"], "weights": weights, "parks": ranked}
    request = RecommendationRequest.model_validate(in_full(asked))
    return result_view(head, encode(recommend(request, settings)), language, settings)


def annexed(
    head: Plain, content: bytes, language: Language, settings: Settings
) -> tuple[Plain, Mapping[str, str]]:
    """Return the whole document of a stored result in the reader's language, and its drawings."""
    answer = decode(content)
    whole = tell(document(answer, _head(head), catalogue_of(settings)), language)
    return whole, drawings(answer, labels_in(answer, language), language)


def _head(head: Plain) -> Head:
    return Head(**{name: head[name] for name in ("at", "number", "version", "by", "language")})


def _values(answer: Plain, labels: Labels, settings: Settings) -> Plain | None:
    method = answer["method"]
    if len(answer["ranking"]) < 2 or (method["name"], method.get("mode")) != ("ahp", "ratings"):
        return None
    weights = answer["weights"]["values"]
    if all(weights.values()):
        rows = {
            line["alternative"]: [line["contributions"][name] / weights[name] for name in weights]
            for line in answer["ranking"]
        }
    else:
        rows = _on_scale(answer, list(weights), settings)
    return {
        "criteria": list(weights),
        "alternatives": [
            {"id": key, "name": labels.name(key), "values": [round(value, 6) for value in row]}
            for key, row in rows.items()
        ],
    }


def _on_scale(answer: Plain, names: Sequence[str], settings: Settings) -> dict[str, list[float]]:
    """Return what each is worth on each criterion, those without weight too."""
    request = RecommendationRequest.model_validate(answer["record"]["spec"])
    problem = make_problem(request, settings)
    found = mcda.rank(problem, dict.fromkeys(names, 1.0), Ahp(mode="ratings"))
    order = [problem.criterion_ids.index(name) for name in names]
    return {
        key: [len(names) * float(row[place]) for place in order]
        for key, row in zip(problem.alternative_ids, found.contributions, strict=True)
    }
