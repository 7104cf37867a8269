"""A stored result for its pages: its document in the reader's language, and the things to try."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.document.blocks import Document, Head, Quotations
from api.document.details import Details
from api.document.document import document, with_head, with_rival
from api.document.drawings import drawings
from api.document.teller import names_of, plain, tell
from api.document.values import AlternativeName, CriterionName, Teller
from api.http.language import Language
from api.http.localisation import NAMES, decode, encode
from api.parks.catalogue import catalogue_of
from api.parks.labels import Labels, labels_in
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.requests import in_full
from api.results.documents import read_document
from api.settings import Settings
from mcda.parks import Enterprise
from mcda.plain import Plain
from mcda.texts.marks import COMMA
from weights.elicit.parks import wordings_of

_MOST = 3
_SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class ResultView:
    """The data that a page shows."""

    document: Plain
    """The brief in the reader's language, with its notes."""
    standings: Sequence[Plain]
    """Id, name and rank of all that are ranked."""
    asides: Sequence[Plain]
    support: Mapping[str, Mapping[str, Plain]]
    """What stands behind each value that is shown, by alternative and criterion."""
    quotations: Mapping[str, Plain]
    """By the numbers that values name."""
    result: Plain
    """Number, moment, version and who asked."""
    labels: Labels
    language: Language
    sliders: Sequence[Plain]
    """By criterion its weight and the ends of its scale, where a page adds up scores."""
    values: Plain | None
    """What each alternative is worth on each criterion, 0 to 1, by which it does."""
    levels: Mapping[str, Sequence[tuple[float, str]]]
    """By criterion the levels that a reader may state, worst first, each with its name."""

    @property
    def context(self) -> Plain:
        """The variables of a template; a read-only page has no prices to fill in."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {**fields, "d": self.document, "prices": {}}


def result_view(
    head: Plain,
    content: bytes | None,
    language: Language,
    settings: Settings,
    *,
    against: str | None = None,
    park: str | None = None,
) -> ResultView:
    """Return a stored result in the form that its page shows.

    `against` is compared with the winner; for `park` every value is shown, not only those of the
    brief.
    """
    read = with_head(read_document(content, (_SOURCES, "money", "forecast")), _head(head))
    return view_of(with_rival(read, against), head, language, settings, park)


def view_of(
    source: Document, head: Plain, language: Language, settings: Settings, park: str | None = None
) -> ResultView:
    """Return a document in the form that the page of a result shows; see `result_view`."""
    teller, details = Teller(language, names_of(source)), source.details
    shown_ids = [row.id for row in source.brief.evidence.rows] if source.brief.evidence else []
    ids = (*shown_ids, park)
    support = {
        row.id: {value.cell.criterion: plain(teller, value) for value in row.cells}
        for row in details.support
        if row.id in ids
    }
    return ResultView(
        document=tell(source, language),
        standings=[
            {"id": line.id, "name": teller.tell(AlternativeName(line.id)), "rank": line.rank}
            for line in details.standings
        ],
        asides=plain(teller, details.asides),
        support=support,
        quotations=_quotations(source, support),
        result=head,
        labels=labels_in({NAMES: source.names}, language),
        language=language,
        sliders=_sliders(teller, details),
        values=_values(teller, details),
        levels={
            name: [(value, called[language]) for value, called in wording.levels]
            for name, wording in wordings_of(catalogue_of(settings), Enterprise()).items()
            if wording.levels and name != "investor_type"
        },
    )


def with_weights(
    head: Plain,
    answer: bytes,
    weights: Plain,
    language: Language,
    settings: Settings,
) -> ResultView:
    """Return the result of a stored result's request with other weights.

    The ranked alternatives stay: the original weights decide what is asked first.
    """
    stored = decode(answer)
    ranked = [line["alternative"] for line in stored["ranking"]]
    spec = {**stored["record"]["spec"], "weights": weights, "parks": ranked}
    request = RecommendationRequest.model_validate(in_full(spec))
    again = decode(encode(recommend(request, settings)))
    return view_of(document(again, _head(head), catalogue_of(settings)), head, language, settings)


def annexed(
    head: Plain, content: bytes | None, language: Language
) -> tuple[Plain, Mapping[str, str]]:
    """Return the full document of a stored result in the reader's language, and its charts."""
    read = with_head(read_document(content), _head(head))
    labels = labels_in({NAMES: read.names}, language)
    return tell(read, language), drawings(read.details.charts, labels, language)


def _head(head: Plain) -> Head:
    return Head(**{name: head[name] for name in ("at", "number", "version", "by", "language")})


def _quotations(source: Document, support: Mapping[str, Mapping[str, Plain]]) -> dict[str, Plain]:
    wanted = {
        number
        for row in support.values()
        for value in row.values()
        for number in value["quotations"]
    }
    return {
        claim["ref"]: claim
        for section in source.sections
        for block in section.blocks
        if isinstance(block, Quotations)
        for item in block.sources
        for claim in item["claims"]
        if claim["ref"] in wanted
    }


def _sliders(teller: Teller, details: Details) -> list[Plain]:
    curves = {} if details.model is None else details.model.curves
    return [
        {
            "criterion": key,
            "name": teller.tell(CriterionName(key)),
            "weight": weight,
            "ends": [teller.tell(curves[key].worst), teller.tell(curves[key].best)]
            if key in curves
            else [],
        }
        for key, weight in details.weights.items()
    ]


def _values(teller: Teller, details: Details) -> Plain | None:
    model, names = details.model, list(details.weights)
    if model is None or model.by_distance or list(model.criteria) != names:
        return None
    if len(details.standings) < 2:
        return None
    return {
        "criteria": names,
        "alternatives": [
            {
                "id": key,
                "name": teller.tell(AlternativeName(key)),
                "values": [round(model.worth[key, name], 6) for name in names],
            }
            for key in model.alternatives
        ],
    }


def movement(before: ResultView, after: ResultView, words: Mapping[str, str]) -> list[str]:
    """Return sentences on a changed winner, the new certainty, and changed ranks."""
    sentences: list[str] = []
    was, is_now = (view.document["brief"] for view in (before, after))
    if was["winners"] and is_now["winners"]:
        comma = COMMA[after.language]
        names = {"old": comma.join(was["winners"]), "new": comma.join(is_now["winners"])}
        if was["winners"] != is_now["winners"]:
            sentences.append(words["moved_first"].format(**names))
        elif not was["draws"] or not is_now["draws"]:
            sentences.append(words["moved_same"].format(**names))
        else:
            counts = {"before": was["draws"][0]["count"], "after": is_now["draws"][0]["count"]}
            sentences.append(words["moved_same_draws"].format(**names, **counts))
    old, new = _ranks(before), _ranks(after)
    moved = [key for key in new if key in old and new[key] != old[key]]
    moved.sort(key=lambda key: (-abs(new[key] - old[key]), new[key]))
    sentences += [
        words["moved_place"].format(name=after.labels.name(key), old=old[key], new=new[key])
        for key in moved[:_MOST]
    ]
    if len(moved) > _MOST:
        sentences.append(words["moved_more"].format(count=len(moved) - _MOST))
    if not moved:
        sentences.append(words["moved_nothing"])
    return sentences


def _ranks(found: ResultView) -> dict[str, int]:
    return {line["id"]: line["rank"] for line in found.standings}
