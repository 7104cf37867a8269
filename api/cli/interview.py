"""The interview on priorities on the command line: a line for each reply, typed or piped."""

import json
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.environment import own_settings
from api.cli.errors import reporting, said, writing
from api.cli.inputs import (
    STDIN,
    Document,
    Lang,
    MethodChoice,
    changed,
    depth_of,
    enterprise_place,
    is_enterprise,
    problem_place,
    read_json,
    read_problem,
)
from api.cli.ranking import answer_to, write_answer
from api.cli.terminal import Language, Page, console, percent
from mcda.parks.templates import TemplateId
from mcda.texts.marks import BLANK, COMMA

if TYPE_CHECKING:
    from mcda.texts import Note
    from weights.elicit import Amount, Interview, Question, Reply

UNDO, STOP, MORE = "u", "q", "m"
REPLIES: "Mapping[str, Reply]" = {"1": "first", "2": "second", "=": "equal", "?": "unknown"}
_ASKED = {"trade_off": "interview_trade_off", "importance": "interview_importance"}
About = Mapping[str, Mapping[str, str]]
"""What criteria are, by language."""


def interview(
    file: Path,
    out: Annotated[Path | None, typer.Option(metavar="FILE.json")] = None,
    template: TemplateId | None = None,
    weights: Annotated[str | None, typer.Option(metavar="JSON|FILE|PROFILE")] = None,
    *,
    choice: MethodChoice,
    memo: bool = False,
    full: bool = False,
    language: Lang,
) -> None:
    """Ask about priorities, one question at a time, and print the resulting recommendation.

    The interview begins with the weights of the file. Answers are saved in `out` after each reply;
    an existing file is continued.
    """
    from api.interviews.documents import begun
    from api.parks.catalogue import catalogue_of

    with reporting(language, as_json=False, place=problem_place(file)):
        if file == STDIN:
            raise said("error_interview_stdin", "invalid_request")
        content = read_problem(file)
    alone = "problem" not in content and is_enterprise(content)
    place = enterprise_place if alone else problem_place(file)
    with reporting(language, as_json=False, place=place):
        request = {"enterprise": content} if alone else content
        request = changed(request, choice, weights=weights, template=template)
        if "problem" in request:
            request["weights"] = request.get("weights") or {"kind": "unstated"}
        else:  # as an interview keeps it: an assessment
            request = {"name": file.stem, **request}
        document = _resumed(request, out, begins=weights is not None)
        settings = own_settings(language)
        opening, states = begun(document, settings)
    page = Page(console(), language)

    def keep(now: "Interview") -> None:
        if out is None:
            return
        text = json.dumps({**document, "answers": _answers(now)}, ensure_ascii=False, indent=1)
        part = out.with_name(f"{out.name}.part")
        with writing(out, language):
            part.write_text(f"{text}\n", encoding="utf-8")
            part.replace(out)  # at once: half a file would lose what was there

    keep(states[-1])
    page.title(page.word("interview"))
    page.say("interview_hint")
    begins = "interview_unread" if opening.unread else "interview_begins"
    page.say(begins, said=opening.source.sentence.say(page.language))
    if len(states) > 1:
        page.say("interview_answered", count=len(states) - 1)
    criteria = () if "problem" in document else catalogue_of(settings).all_criteria
    about = {info.id: info.description for info in criteria}
    now = Conversation(page, states, about, keep).hold()
    with reporting(language, as_json=False, place=place):
        answer = answer_to({**document, "answers": _answers(now)}, language, whole=True)
    key = "interview_weights" if now.posterior.said else "interview_weights_begun"
    page.say(key, weights=_weights(answer, language))
    page.console.print()
    write_answer(answer, language, depth_of(memo, full))
    if out is None:
        page.say("interview_not_kept")
    else:
        command = "rank" if "problem" in document else "recommend"
        page.say("interview_kept", file=out, command=command, about=file)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions and the replies to them."""

    page: Page
    """What is written on."""
    states: "list[Interview]"
    """Of the interview, from its beginning to now."""
    about: About = field(repr=False)
    """What the criteria are."""
    keep: "Callable[[Interview], None]"
    """Told the state after each reply."""

    def hold(self) -> "Interview":
        """Ask until the reader stops; return the final state."""
        self._stands()
        more = False
        while (key := self._key(more)) != STOP:
            if key == MORE:
                more = True
                continue
            if key == UNDO:
                number = len(self.states[-1].answers)
                if number:
                    self.states.pop()
                sentence = "interview_taken_back" if number else "interview_none_to_take_back"
                self.page.say(sentence, number=number)
            else:
                now = self.states[-1]
                question = now.next_question(more=more)
                if question is not None:
                    self.states.append(now.answer(question, REPLIES[key]))
            self.keep(self.states[-1])
            self._stands()
        return self.states[-1]

    def _key(self, more: bool) -> str:
        """Ask the next question, or at the end whether to continue; return a key."""
        now = self.states[-1]
        question = now.next_question(more=more)
        if question is None:
            return self._last_key(now)
        self._ask(question)
        while (key := self._read("interview_keys")) not in (*REPLIES, UNDO, STOP):
            self.page.say("interview_no_key", reply=key)
        return key

    def _last_key(self, now: "Interview") -> str:
        status, asks = now.standing(), now.next_question(more=True) is not None
        if now.is_full:
            self.page.say("interview_full", limit=len(now.answers))
        elif not status.settled and status.left_open is None:
            self.page.say("interview_nothing_left")
        key = self._read("interview_last_keys" if asks else "interview_last_keys_alone")
        return key if key == UNDO or (key == MORE and asks) else STOP

    def _read(self, keys: str) -> str:
        """Return the typed key, normalised in width and case; the end of input means stop."""
        self.page.say(keys)
        self.page.console.print("> ", end="")
        self.page.console.file.flush()
        line = sys.stdin.readline()
        if not sys.stdin.isatty() or not line:
            self.page.line(line.strip())  # nobody's keyboard has shown it
        return unicodedata.normalize("NFKC", line).strip().casefold() if line else STOP

    def _ask(self, question: "Question") -> None:
        page, count = self.page, len(self.states[-1].counted)
        ahead = self.states[-1].standing().remaining
        page.console.print()
        key = "interview_question_left" if ahead else "interview_question"
        page.title(page.word(key, number=count + 1, left=ahead))
        page.say(_ASKED[question.meaning])
        for key, side in zip("12", (question.first, question.second), strict=True):
            page.entry(f"  {key} ", self._say(side.sentence))
            for line in self._meaning(side):
                page.entry("    ", line)
        if question.reason is not None:
            page.say("interview_why", reason=self._say(question.reason))

    def _meaning(self, side: "Amount") -> list[str]:
        """Return the rules of the two levels of a side, else the criterion's description."""
        language = self.page.language
        if side.rules:
            return [
                self.page.word("interview_level", level=name[language], rule=rule[language])
                for name, rule in side.rules
            ]
        return [self.about[side.criterion][language]] if self.about.get(side.criterion) else []

    def _stands(self) -> None:
        """Write who is first by the answers, if there are any, how often, and the word for it."""
        if not self.states[-1].answers:
            return
        *spoken, _ = self.states[-1].standing().sentences
        sentences = BLANK[self.page.language].join(map(self._say, spoken))
        self.page.say("interview_stands", said=sentences)

    def _say(self, note: "Note") -> str:
        return note.say(self.page.language)


def _resumed(document: Document, out: Path | None, *, begins: bool) -> Document:
    """Return a document with the answers that an existing file holds.

    Its weights are those with which that interview began, unless other weights are given now.
    """
    if out is None or not out.exists():
        return document
    earlier = read_json(out)
    answers, own = earlier.get("answers"), document.get("answers")
    if not isinstance(answers, list) or (own and own != answers):
        raise said("error_exists", "invalid_request", file=out)
    if begins or earlier.get("weights") is None:
        return {**document, "answers": answers}
    return {**document, "weights": earlier["weights"], "answers": answers}


def _answers(now: "Interview") -> list[Document]:
    from api.interviews.requests import as_sent

    return [as_sent(answer) for answer in now.answers]


def _weights(answer: Document, language: Language) -> str:
    """Return the weights in effect as text, the greatest first."""
    names, values = answer["names"]["criteria"], answer["weights"]["values"]
    return COMMA[language].join(
        f"{names[key].say(language) if key in names else key} {percent(values[key])}"
        for key in sorted(values, key=lambda key: -values[key])
    )
