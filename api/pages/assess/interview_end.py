"""How an interview ends: what is settled of the priorities, and what is not of the facts."""

from typing import Any

from api.assessments.schemas import AssessmentModel
from api.document.brief.verdict import LEVELS
from api.localisation import localise
from api.numbers import Numbers
from api.pages.assess.cards import Cards, short_name
from api.parks.service import recommend
from api.results.evaluation import with_answers
from api.settings import Settings
from mcda.cells import is_unknown
from mcda.texts.figures import apportioned
from weights.elicit import Amount, Interview, InterviewStatus

SQUARES = 20
"""Bars of a word."""
Plain = dict[str, Any]


def interview_end(
    found: AssessmentModel,
    interview: Interview,
    standing: InterviewStatus,
    cards: Cards,
    settings: Settings,
) -> Plain:
    """Return the end: how the priorities stand, the weights that follow, and how the facts do.

    Parameters
    ----------
    found, settings
        Of the assessment.
    interview, standing
        After its answers.
    cards
        Say values of criteria in the language of the page.

    Returns
    -------
    dict
        ``kind``: ``settled``; ``close``, two are as good; ``undecided``, the answers do not tell
        them apart; ``unsettled``, one is ahead and it is not settled; ``nothing``, no question
        would tell more.
    """
    pair, language = standing.left_open, cards.language
    if standing.settled:
        kind = "settled"
    elif pair is None:
        kind = "nothing"
    else:
        kind = standing.closeness
    names = {name: short_name(told[language]) for name, told in standing.names.items()}
    return {
        "kind": kind,
        "winner": names[standing.winner],
        "rival": names[pair[1]] if pair else None,
        "proved": standing.proved,
        "weights": _weights(interview, cards),
        "facts": _facts(found, interview, cards, settings),
    }


def _weights(interview: Interview, cards: Cards) -> list[Plain]:
    """Return the weights that follow, the greatest first, each with its scale's ends in words."""
    scales = {info.id: info.scale for info in cards.catalogue.all_criteria}
    mean = interview.posterior.mean().tolist()
    found = []
    for column, (criterion, share) in enumerate(zip(interview.problem.criteria, mean, strict=True)):
        scale, said = scales.get(criterion.id), interview.wordings.get(column)
        ends = ("", "") if scale is None else cards.ends(criterion, scale, said)
        name = criterion.name.get(cards.language, criterion.id)
        found.append({"name": name, "share": share, "worst": ends[0], "best": ends[1]})
    return sorted(found, key=lambda one: -one["share"])


def _facts(found: AssessmentModel, interview: Interview, cards: Cards, settings: Settings) -> Plain:
    """Return what the facts leave open, by the verdict of a run with these priorities."""
    request = with_answers(found, settings, detail="summary", sensitivity={"acceptability": True})
    answer = localise(recommend(request, settings), cards.language)
    verdict, drawn = answer["verdict"], answer["sensitivity"]["acceptability"]
    names = answer["names"]["alternatives"]
    first, rival = verdict["first"], verdict["main_rival"]
    shares = [drawn["rank_shares"][name][0] if name else 0.0 for name in (first, rival)]
    parts = [SQUARES * share for share in (*shares, max(0.0, 1.0 - sum(shares)))]
    counts = apportioned(parts, SQUARES)
    return {
        "word": verdict["word"],
        "level": LEVELS[verdict["word"]],
        "first": short_name(names.get(first, first)),
        "rival": short_name(names.get(rival, rival)) if rival else None,
        "counts": counts,
        "ask": _ask(answer, interview, cards),
    }


def _ask(answer: Plain, interview: Interview, cards: Cards) -> Plain | None:
    """Return the fact whose answer is likeliest to change who is first; None where none would."""
    if not answer["ask_next"]:
        return None
    asked, names, problem = answer["ask_next"][0], answer["names"], interview.problem
    park, criterion = asked["alternative"], asked["criterion"]
    column = problem.criterion_ids.index(criterion)
    place = problem.alternative_ids.index(park), column
    value = Amount.of(problem.criteria[column], 1.0, wording=interview.wordings.get(column))
    threshold = asked["threshold"]
    return {
        "park": short_name(names["alternatives"].get(park, park)),
        "criterion": names["criteria"].get(criterion, criterion),
        "chance": Numbers(cards.language).share(asked["chance_of_changing_winner"]),
        "unknown": place in problem.spreads and is_unknown(problem.spreads[place]),
        "threshold": None if threshold is None else cards.value(value, threshold),
    }
