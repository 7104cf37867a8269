"""What a page of the interview shows: a question or the end, from an assessment's content."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.assessments.content import formed
from api.assessments.schemas import AssessmentModel
from api.interviews.requests import question_id
from api.interviews.weights import interview_of
from api.language import Language
from api.pages.assess.cards import Cards, short_name
from api.pages.assess.interview_end import interview_end
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.convert import own_markets, to_enterprise
from api.settings import Settings
from mcda.errors import InvalidInput
from mcda.texts.figures import apportioned
from weights.elicit import Answer, Interview, InterviewStatus, Question
from weights.elicit.interview import LIMIT

SQUARES = 20
_SAID = {
    "first": "said_first",
    "second": "said_second",
    "equal": "said_equal",
    "unknown": "said_unknown",
}
_NAMED = 3  # parks that are named as all that can be first
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a reader wants to see.

    Parameters
    ----------
    language
        Of the page.
    number
        Of an answer that is looked at again; None for the next question.
    more
        Ask on where the interview would stop.
    """

    language: Language
    number: int | None = None
    more: bool = False


def seen(content: Plain, settings: Settings, wish: Wish) -> Plain:
    """Return where an interview stands as its page shows it.

    Parameters
    ----------
    content, settings
        Of the assessment.
    wish
        Of the reader.

    Returns
    -------
    dict
        ``faults`` where the answers cannot be read together; else ``progress``, ``question`` or
        ``end``, ``sofar`` and ``answers``.
    """
    found = formed(content)
    try:
        interview = interview_of(found, settings)
    except InvalidInput as error:
        if not found.answers:
            raise
        return _unread(found, error, wish)
    return _view(found, interview, settings, wish)


def _view(found: AssessmentModel, interview: Interview, settings: Settings, wish: Wish) -> Plain:
    standing, count = interview.standing(), len(interview.answers)
    looked_at = wish.number if wish.number and wish.number <= count else None
    asked = interview.next_question(more=wish.more) if looked_at is None else None
    if looked_at is not None:
        asked = interview.answers[looked_at - 1].question
    catalogue = catalogue_of(settings)
    enterprise = to_enterprise(found.enterprise, catalogue, own_markets(found.scenario))
    cards = Cards(interview, catalogue, enterprise, wish.language, standing.shares)
    number = looked_at or count + 1
    end = None if asked else interview_end(found, interview, standing, cards, settings)
    return {
        "faults": [],
        "count": count,
        "number": number if asked else count,
        "looked_at": looked_at,
        "more": wish.more,
        "progress": _progress(number if asked else None, count, standing.remaining, wish.more),
        "question": None if asked is None else _question(asked, cards),
        "reply": None if looked_at is None else interview.answers[looked_at - 1].reply,
        "end": end,
        "sofar": _so_far(interview, standing, wish.language),
        "answers": _answers(interview, cards),
    }


def _question(asked: Question, cards: Cards) -> Plain:
    return {
        "question_id": question_id(asked),
        "meaning": asked.meaning,
        "cards": [cards.card(asked.first), cards.card(asked.second)],
        "again": asked.again,
        "resolves": asked.resolves,
    }


def _progress(number: int | None, count: int, left: int, more: bool) -> Plain:
    """Return the dots: answered, this one, about how many are left, and the most there may be."""
    reached = max(count, number or 0, 1)
    most = LIMIT * math.ceil(reached / LIMIT)
    last = count + left
    steps = [
        "now" if place == number else "done" if place <= count else "left" if place <= last else ""
        for place in range(1, most + 1)
    ]
    return {"number": number, "left": left, "most": most, "steps": steps, "more": more}


def _so_far(interview: Interview, standing: InterviewStatus, language: Language) -> Plain:
    """Return who can still be first by the priorities, as twenty weightings that fit."""
    names = {name: short_name(told[language]) for name, told in standing.names.items()}
    rival = standing.rival
    shares = [standing.share_first, standing.shares.get(rival or "", 0.0)]
    counts = apportioned(
        [SQUARES * share for share in (*shares, max(0.0, 1.0 - sum(shares)))], SQUARES
    )
    return {
        "word": standing.word,
        "winner": names[standing.winner],
        "rival": None if rival is None else names[rival],
        "can_win": [names[name] for name in standing.can_win]
        if len(standing.can_win) <= _NAMED
        else None,
        "count": len(standing.can_win),
        "counts": counts,
        "proved": standing.proved,
        "hangs_on": standing.hangs_on if _hangs(standing) else None,
        "contradicting": list(standing.contradicting),
    }


def _hangs(standing: InterviewStatus) -> bool:
    return standing.word == "clear" and not standing.settled


def _answers(interview: Interview, cards: Cards) -> list[Plain]:
    """Return what was answered, in the words of the cards."""
    told = words(cards.language)["interview"]

    def text(said: Answer) -> str:
        asked = said.question
        sides = {"first": cards.phrase(asked.first), "second": cards.phrase(asked.second)}
        return told[_SAID[said.reply]].format(**sides)

    given = enumerate(interview.answers, 1)
    return [{"number": number, "text": text(said)} for number, said in given]


def _unread(found: AssessmentModel, error: InvalidInput, wish: Wish) -> Plain:
    """Return answers that cannot be read together any more, each to be taken back."""
    names: Mapping[str, Mapping[str, str]] = {
        info.id: info.name for info in catalogue_of(None).all_criteria
    }

    def name(criterion: str) -> str:
        return names.get(criterion, {}).get(wish.language, criterion)

    return {
        "faults": [fault.say(wish.language) for fault in error.faults],
        "count": len(found.answers),
        "number": len(found.answers),
        "looked_at": None,
        "more": wish.more,
        "question": None,
        "answers": [
            {
                "number": number,
                "text": " / ".join((name(said.first.criterion), name(said.second.criterion))),
            }
            for number, said in enumerate(found.answers, 1)
        ],
    }
