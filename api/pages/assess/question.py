"""The data of an interview's page, a question or the end, from an assessment's content."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from api.assessments.content import formed
from api.assessments.schemas import AssessmentModel
from api.document.brief.asks import worth
from api.document.brief.verdict import LEVELS, word_title
from api.document.values import Teller
from api.http.language import Language
from api.http.localisation import localise
from api.interviews.requests import question_id
from api.interviews.weights import interview_of
from api.pages.assess.cards import Cards, short_name
from api.parks.catalogue import catalogue_of
from api.parks.convert import own_markets, to_enterprise
from api.parks.service import recommend
from api.results.evaluation import with_answers
from api.settings import Settings
from mcda.cells import is_unknown
from mcda.errors import InvalidInput
from mcda.plain import Plain
from mcda.texts.figures import apportioned
from mcda.texts.marks import BLANK
from weights.elicit import Amount, Interview, InterviewStatus
from weights.elicit.interview import LIMIT

_OF_LOSS = tuple(
    f"elicit_{name}" for name in ("loss_settled", "loss_open", "loss_left", "cover_1", "cover_2")
)
SQUARES = 20
"""In which shares are drawn: bars of a word, squares of a lottery."""


def interview_end(
    found: AssessmentModel,
    interview: Interview,
    standing: InterviewStatus,
    cards: Cards,
    settings: Settings,
) -> Plain:
    """Return the end: the state of the priorities, the resulting weights, and the open facts.

    Its ``kind`` is ``settled``; ``left``, one is ahead but not settled; ``nothing``, no further
    question would help.
    """
    language = cards.language
    kind = "settled" if standing.settled else "left" if standing.left_open else "nothing"
    names = {name: short_name(labels[language]) for name, labels in standing.names.items()}
    parts = dict.fromkeys(("decision", "acceptability", "verdict", "worth_knowing"), True)
    request = with_answers(found, settings, detail="summary", sensitivity=parts)
    answer: Plain = localise(recommend(request, settings), language)
    scales = {info.id: info.scale for info in cards.catalogue.all_criteria}
    shares = answer["weights"]["values"]
    weights = []
    for column, criterion in enumerate(interview.problem.criteria):
        share = shares[criterion.id]
        scale, wording = scales.get(criterion.id), interview.wordings.get(column)
        ends = ("", "") if scale is None else cards.ends(criterion, scale, wording)
        label = criterion.name.get(cards.language, criterion.id)
        weights.append({"name": label, "share": share, "worst": ends[0], "best": ends[1]})
    return {
        "kind": kind,
        "winner": names[standing.winner],
        "proved": standing.proved,
        "weights": sorted(weights, key=lambda weight: -weight["share"]),
        "source": answer["weights"]["source"]["sentence"],
        "facts": _facts(answer, interview, cards),
    }


def _facts(answer: Plain, interview: Interview, cards: Cards) -> Plain:
    """Return the doubt that the facts leave, by the verdict of a run with these priorities."""
    verdict, acceptability = answer["verdict"], answer["sensitivity"]["acceptability"]
    names, word = answer["names"]["alternatives"], (answer["decision"] or verdict)["word"]
    first, rival = verdict["first"], verdict["main_rival"]
    shares = [acceptability["rank_shares"][name][0] if name else 0.0 for name in (first, rival)]
    return {
        "word": word,
        "title": word_title(word, cards.language),
        "level": LEVELS[word],
        "first": short_name(names.get(first, first)),
        "rival": short_name(names.get(rival, rival)) if rival else None,
        "counts": _squares(shares),
        "ask": _ask(answer, interview, cards),
    }


def _squares(shares: Sequence[float]) -> list[int]:
    """Return the squares of shares, and of what they leave to all others."""
    whole = (*shares, max(0.0, 1.0 - sum(shares)))
    return apportioned([SQUARES * share for share in whole], SQUARES)


def _ask(answer: Plain, interview: Interview, cards: Cards) -> Plain | None:
    """Return the fact that is most worth knowing; None if no fact is."""
    if not answer["ask_next"]:
        return None
    fact, names, problem = answer["ask_next"][0], answer["names"], interview.problem
    park, criterion = fact["alternative"], fact["criterion"]
    column = problem.criterion_ids.index(criterion)
    place = problem.alternative_ids.index(park), column
    value = Amount.of(problem.criteria[column], 1.0, wording=interview.wordings.get(column))
    threshold = fact["threshold"]
    return {
        "park": short_name(names["alternatives"].get(park, park)),
        "criterion": names["criteria"].get(criterion, criterion),
        "worth": Teller(cards.language).tell(worth(fact)),
        "unknown": place in problem.spreads and is_unknown(problem.spreads[place]),
        "threshold": None if threshold is None else cards.value(value, threshold),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The view that a reader requests."""

    language: Language
    """Of the page."""
    number: int | None = None
    """Of an answer that is looked at again; None for the next question."""
    more: bool = False
    """Ask on where the interview would stop."""


def seen(content: Plain, settings: Settings, wish: Wish) -> Plain:
    """Return the state of an interview in the form that its page shows.

    It has ``faults`` if the answers are not valid together; else ``progress``, ``question`` or
    ``end``, ``sofar`` and ``answers``.
    """
    assessment = formed(content)
    try:
        interview = interview_of(assessment, settings)
    except InvalidInput as error:
        if not assessment.answers:
            raise
        return _unread(assessment, error, wish)
    standing, places = interview.standing(), interview.counted
    count = len(places)
    looked_at = wish.number if wish.number and wish.number <= count else None
    place = len(interview.answers) if looked_at is None else places[looked_at - 1]
    question = interview.next_question(more=wish.more) if looked_at is None else None
    if looked_at is not None:
        question = interview.answers[place].question
    catalogue, markets = catalogue_of(settings), own_markets(assessment.scenario)
    enterprise = to_enterprise(assessment.enterprise, catalogue, markets)
    cards = Cards(interview, catalogue, enterprise, wish.language, standing.shares)
    number = looked_at or count + 1
    end = None if question else interview_end(assessment, interview, standing, cards, settings)
    current = number if question else None
    return {
        "faults": [],
        "count": count,
        "kept": len(interview.answers),
        "place": place + 1,
        "said": len(interview.posterior.said),
        "number": number if question else count,
        "looked_at": looked_at,
        "more": wish.more,
        "progress": {
            "number": current,
            "left": standing.remaining,
            "most": LIMIT * math.ceil(max(count, current or 0, 1) / LIMIT),
        },
        "question": None
        if question is None
        else {
            "question_id": question_id(question),
            "meaning": question.meaning,
            "cards": [cards.card(question.first), cards.card(question.second)],
            "again": None if question.again is None else _number(question.again, places),
            "resolves": question.resolves,
        },
        "reply": None if looked_at is None else interview.answers[place].reply,
        "end": end,
        "sofar": _so_far(places, standing, wish.language),
        "answers": [
            {
                "number": number,
                "place": place + 1,
                "reply": answer.reply,
                "first": cards.phrase(answer.question.first),
                "second": cards.phrase(answer.question.second),
            }
            for number, (place, answer) in enumerate(
                ((place, interview.answers[place]) for place in places), 1
            )
        ],
    }


def _number(answer: int, places: Sequence[int]) -> int:
    """Return the number of the question that an answer in effect belongs to."""
    return places.index(answer - 1) + 1


def _so_far(places: Sequence[int], standing: InterviewStatus, language: Language) -> Plain:
    """Return who can still win by the priorities, as twenty weightings that fit."""
    names = {name: short_name(labels[language]) for name, labels in standing.names.items()}
    rival, hangs_on = standing.rival, standing.hangs_on if standing.hangs else None
    shares = [standing.share_first, standing.shares.get(rival or "", 0.0)]
    said = (note.say(language) for note in standing.sentences if note.code in _OF_LOSS)
    return {
        "said": BLANK[language].join(said),
        "word": standing.word,
        "winner": names[standing.winner],
        "rival": None if rival is None else names[rival],
        "can_win": [names[name] for name in standing.can_win],
        "count": len(standing.can_win),
        "counts": _squares(shares),
        "proved": standing.proved,
        "hangs_on": None if hangs_on is None else _number(hangs_on, places),
        "contradicting": [_number(answer, places) for answer in standing.contradicting],
    }


def _unread(found: AssessmentModel, error: InvalidInput, wish: Wish) -> Plain:
    """Return answers that are no longer valid together, each to be withdrawn."""
    names = {info.id: info.name[wish.language] for info in catalogue_of(None).all_criteria}
    return {
        "faults": [fault.say(wish.language) for fault in error.faults],
        "count": len(found.answers),
        "kept": len(found.answers),
        "number": len(found.answers),
        "looked_at": None,
        "more": wish.more,
        "question": None,
        "answers": [
            {
                "number": number,
                "place": number,
                "first": names.get(answer.first.criterion, answer.first.criterion),
                "second": names.get(answer.second.criterion, answer.second.criterion),
            }
            for number, answer in enumerate(found.answers, 1)
        ],
    }
