"""The interview about priorities on the command line: a line for each reply, typed or piped."""

import json
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.environment import own_settings
from api.cli.errors import TROUBLE, fail, reporting, said
from api.cli.input_files import (
    STDIN,
    Document,
    OptionChanges,
    enterprise_place,
    is_enterprise,
    problem_place,
    read_json,
    read_problem,
)
from api.cli.ranking import answer_to, write_answer
from api.cli.terminal import Depth, Language, Page, console, percent, word
from api.parks.labels import Labels
from mcda.texts.marks import BLANK, COMMA

if TYPE_CHECKING:
    from api.interviews.weights import Opening
    from api.settings import Settings
    from mcda.texts import Note
    from weights.elicit import Amount, Interview, Question, Reply

UNDO, STOP, MORE = "u", "q", "m"
REPLIES: "Mapping[str, Reply]" = {"1": "first", "2": "second", "=": "equal", "?": "unknown"}
_ASKED = {"trade_off": "interview_trade_off", "importance": "interview_importance"}
About = Mapping[str, Mapping[str, str]]
"""What criteria are, by language."""


def interview_file(
    path: Path, changes: OptionChanges, out: Path | None, language: Language, depth: Depth = "short"
) -> None:
    """Ask what matters, one question at a time, and print what is recommended by the answers.

    Parameters
    ----------
    path
        A sheet, or a JSON file with a problem, a request, an enterprise alone or an interview.
    changes
        What the options change in it; its weights are what the interview begins with.
    out
        File in which the answers are kept after each; one that is there is gone on from.
    language, depth
        Of what is printed.
    """
    from api.interviews.documents import begun

    with reporting(language, as_json=False, place=problem_place(path)):
        given = _read(path)
    alone = "problem" not in given and is_enterprise(given)
    place = enterprise_place if alone else problem_place(path)
    with reporting(language, as_json=False, place=place):
        request = changes.applied({"enterprise": given} if alone else given)
        document = _resumed(_named(request, path), out, begins=changes.weights is not None)
        settings = own_settings(language)
        opening, states = begun(document, settings)
    page = Page(console(), language, Labels({}, {}))

    def keep(now: "Interview") -> None:
        if out is not None:
            _write(out, {**document, "answers": _answers(now)}, language)

    keep(states[-1])
    _open(page, opening, len(states) - 1)
    about = {} if "problem" in document else _descriptions(settings)
    now = Conversation(page, states, about, keep).hold()
    with reporting(language, as_json=False, place=place):
        answer = answer_to({**document, "answers": _answers(now)}, language, whole=True)
    page.line(_weights(page, answer, len(now.answers)))
    page.console.print()
    write_answer(answer, language, depth)
    page.line(_afterwards(page, path, out, document))


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions and the replies to them.

    Parameters
    ----------
    page
        What is written on.
    states
        Of the interview, from its beginning to now.
    about
        What the criteria are.
    keep
        Told the state after each reply.
    """

    page: Page
    states: "list[Interview]"
    about: About = field(repr=False)
    keep: "Callable[[Interview], None]"

    def hold(self) -> "Interview":
        """Ask until somebody stops; return the state then."""
        self._stands()
        more = False
        while (key := self._key(more)) != STOP:
            if key == MORE:
                more = True
                continue
            if key == UNDO:
                self._take_back()
            else:
                self._answer(REPLIES[key], more)
            self.keep(self.states[-1])
            self._stands()
        return self.states[-1]

    def _key(self, more: bool) -> str:
        """Ask the next question, or at the end whether there are to be more; return a key."""
        now = self.states[-1]
        question = now.next_question(more=more)
        if question is None:
            return self._last_key(now)
        self._ask(question)
        while (key := self._read("interview_keys")) not in (*REPLIES, UNDO, STOP):
            self.page.line(self.page.word("interview_no_key", reply=key))
        return key

    def _last_key(self, now: "Interview") -> str:
        found, asks = now.standing(), now.next_question(more=True) is not None
        if not found.settled and found.left_open is None:
            self.page.line(self.page.word("interview_nothing_left"))
        key = self._read("interview_last_keys" if asks else "interview_last_keys_alone")
        return key if key == UNDO or (key == MORE and asks) else STOP

    def _read(self, keys: str) -> str:
        """Return what is typed, whatever its width and case; the end of the input stops."""
        self.page.line(self.page.word(keys))
        self.page.console.print("> ", end="")
        self.page.console.file.flush()
        line = sys.stdin.readline()
        if not sys.stdin.isatty() or not line:
            self.page.line(line.strip())  # nobody's keyboard has shown it
        return unicodedata.normalize("NFKC", line).strip().casefold() if line else STOP

    def _ask(self, question: "Question") -> None:
        page, count = self.page, len(self.states[-1].answers)
        left = self.states[-1].standing().remaining
        page.console.print()
        heads = {"number": count + 1, "left": left}
        page.title(page.word("interview_question_left" if left else "interview_question", **heads))
        page.line(page.word(_ASKED[question.meaning]))
        for key, side in zip("12", (question.first, question.second), strict=True):
            page.entry(f"  {key} ", self._say(side.sentence))
            for line in self._meaning(side):
                page.entry("    ", line)
        if question.reason is not None:
            page.line(page.word("interview_why", reason=self._say(question.reason)))

    def _meaning(self, side: "Amount") -> list[str]:
        """Return what the two levels of a side ask for, else what its criterion is."""
        language = self.page.language
        if side.rules:
            fields = [
                {"level": name[language], "rule": rule[language]} for name, rule in side.rules
            ]
            return [self.page.word("interview_level", **each) for each in fields]
        said = self.about.get(side.criterion)
        return [said[language]] if said else []

    def _answer(self, reply: "Reply", more: bool) -> None:
        now = self.states[-1]
        question = now.next_question(more=more)
        if question is not None:
            self.states.append(now.answer(question, reply))

    def _take_back(self) -> None:
        number = len(self.states[-1].answers)
        if number:
            self.states.pop()
        key = "interview_taken_back" if number else "interview_none_to_take_back"
        self.page.line(self.page.word(key, number=number))

    def _stands(self) -> None:
        """Tell by the answers, if there are any, who is first, how often, and the word for it."""
        if not self.states[-1].answers:
            return
        *told, _ = self.states[-1].standing().sentences
        self.page.line(self.page.word("interview_stands", said=self._joined(told)))

    def _joined(self, notes: "list[Note]") -> str:
        return BLANK[self.page.language].join(map(self._say, notes))

    def _say(self, note: "Note") -> str:
        return note.say(self.page.language)


def _read(path: Path) -> Document:
    if path == STDIN:
        raise said("error_interview_stdin", "invalid_request")
    return read_problem(path)


def _named(request: Document, path: Path) -> Document:
    """Return a request as an interview keeps it: of parks that is an assessment."""
    if "problem" in request:
        return {**request, "weights": request.get("weights") or {"kind": "unstated"}}
    return {"name": path.stem, **request}


def _resumed(document: Document, out: Path | None, *, begins: bool) -> Document:
    """Return a document with the answers that a file holds already, if it is there.

    Its weights are what that interview began with, unless it begins with others now.
    """
    if out is None or not out.exists():
        return document
    kept = read_json(out)
    answers, own = kept.get("answers"), document.get("answers")
    if not isinstance(answers, list) or (own and own != answers):
        raise said("error_exists", "invalid_request", file=out)
    if begins or kept.get("weights") is None:
        return {**document, "answers": answers}
    return {**document, "weights": kept["weights"], "answers": answers}


def _open(page: Page, opening: "Opening", answered: int) -> None:
    page.title(page.word("interview"))
    page.line(page.word("interview_hint"))
    begins = "interview_unread" if opening.unread else "interview_begins"
    page.line(page.word(begins, said=opening.source.sentence.say(page.language)))
    if answered:
        page.line(page.word("interview_answered", count=answered))


def _descriptions(settings: "Settings") -> About:
    from api.parks.catalogue import catalogue_of

    return {info.id: info.description for info in catalogue_of(settings).all_criteria}


def _answers(now: "Interview") -> list[Document]:
    from api.interviews.requests import as_sent

    return [as_sent(answer) for answer in now.answers]


def _write(out: Path, document: Document, language: Language) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_text(f"{text}\n", encoding="utf-8")
        part.replace(out)  # at once: half a file would lose what was there
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = word("error_unwritable", language, file=out, reason=reason)
        raise fail([sentence], TROUBLE) from None


def _weights(page: Page, answer: Document, answered: int) -> str:
    """Return the weights that count, the greatest first."""
    names, values = answer["names"]["criteria"], answer["weights"]["values"]
    told = [
        f"{names[key].say(page.language) if key in names else key} {percent(values[key])}"
        for key in sorted(values, key=lambda key: -values[key])
    ]
    key = "interview_weights" if answered else "interview_weights_begun"
    return page.word(key, weights=COMMA[page.language].join(told))


def _afterwards(page: Page, path: Path, out: Path | None, document: Document) -> str:
    """Return how to use what was answered."""
    if out is None:
        return page.word("interview_not_kept")
    command = "rank" if "problem" in document else "recommend"
    return page.word("interview_kept", file=out, command=command, about=path)
