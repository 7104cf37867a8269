"""The interview on priorities on the command line: a line for each reply, typed or piped."""

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from api.cli.terminal import Page, console, percent
from mcda.parks.templates import TemplateId
from mcda.texts import Note
from mcda.texts.marks import BLANK, COMMA

if TYPE_CHECKING:
    from weights.elicit import Amount, Interview, Question, Reply

UNDO, STOP, MORE, ALL = "u", "q", "m", "o"
REPLIES: "Mapping[str, Reply]" = {"1": "first", "2": "second", "=": "equal", "?": "unknown"}
_ASKED = {"trade_off": "interview_trade_off", "importance": "interview_importance"}


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

    with reporting(language, place=problem_place(file)):
        if file == STDIN:
            raise said("error_interview_stdin", "invalid_request")
        content = read_problem(file)
    alone = "problem" not in content and is_enterprise(content)
    place = enterprise_place if alone else problem_place(file)
    with reporting(language, place=place):
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
        text = json.dumps({**document, **_said(now)}, ensure_ascii=False, indent=1)
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
    with reporting(language, place=place):
        answer = answer_to({**document, **_said(now)}, language, whole=True)
    is_told = now.posterior.said or now.weighed
    key = "interview_weights" if is_told else "interview_weights_begun"
    names, values = answer["names"]["criteria"], answer["weights"]["values"]
    weighed = (
        f"{names[key].say(language) if key in names else key} {percent(values[key])}"
        for key in sorted(values, key=lambda key: -values[key])
    )
    page.say(key, weights=COMMA[language].join(weighed))
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
    about: Mapping[str, Mapping[str, str]]
    """What the criteria are, by language."""
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
            elif key == ALL:
                self._order()
            else:
                now = self.states[-1]
                question = now.next_question(more=more)
                if question is not None:
                    self.states.append(now.answer(question, REPLIES[key]))
            self.keep(self.states[-1])
            self._stands()
        return self.states[-1]

    def _order(self) -> None:
        """Have all swings ordered at once, and play back what that makes each worth."""
        page, now = self.page, self.states[-1]
        swings = [swing.amount for swing in now.weighed] or list(now.swings)
        for number, amount in enumerate(swings, 1):
            page.entry(f"  {number} ", amount.sentence.say(page.language))
        line = self._read("interview_order_keys")
        groups = [
            [int(n) for n in re.findall(r"\d+", group)] for group in re.split(r"[\s,，]+", line)
        ]
        numbers = [number for group in groups for number in group]
        is_order = len(numbers) > 1 and len({*numbers}) == len(numbers)
        if not is_order or not all(1 <= number <= len(swings) for number in numbers):
            page.say("interview_no_order", reply=line)
            return
        order = [[swings[n - 1].criterion for n in group] for group in groups if group]
        self.states[:] = [state.weigh_swings(order, amounts=swings) for state in self.states]
        for amount in swings:
            price = self.states[-1].price(amount)
            if price is not None:
                fields = {"swing": amount.sentence, "price": price.sentence}
                page.entry("  ", Note("elicit_price", (), fields).say(page.language))

    def _key(self, more: bool) -> str:
        """Ask the next question, or at the end whether to continue; return a key."""
        now = self.states[-1]
        question = now.next_question(more=more)
        if question is None:
            return self._last_key(now)
        self._ask(question)
        while (key := self._read("interview_keys")) not in (*REPLIES, UNDO, STOP, ALL):
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
            page.entry(f"  {key} ", side.sentence.say(page.language))
            for line in self._meaning(side):
                page.entry("    ", line)
        if question.reason is not None:
            page.say("interview_why", reason=question.reason.say(page.language))

    def _meaning(self, side: "Amount") -> list[str]:
        """Return the rules of the two levels of a side, else the criterion's description."""
        language, about = self.page.language, self.about.get(side.criterion)
        if not side.rules:
            return [about[language]] if about else []
        return [
            self.page.word("interview_level", level=name[language], rule=rule[language])
            for name, rule in side.rules
        ]

    def _stands(self) -> None:
        """Write who is first by the answers, if there are any, how often, and the word for it."""
        if not (self.states[-1].answers or self.states[-1].weighed):
            return
        language, notes = self.page.language, self.states[-1].standing().sentences[:-1]
        sentences = BLANK[language].join(note.say(language) for note in notes)
        self.page.say("interview_stands", said=sentences)


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
    kept = {name: earlier[name] for name in ("swings", "weights") if earlier.get(name) is not None}
    if begins:
        kept.pop("weights", None)
    return {**document, **kept, "answers": answers}


def _said(now: "Interview") -> Document:
    """Return the answers and, where there are any, the swings, in the form of an assessment."""
    from api.interviews.requests import as_sent, as_weighed

    swings = {"swings": [as_weighed(swing) for swing in now.weighed]} if now.weighed else {}
    return {**swings, "answers": [as_sent(answer) for answer in now.answers]}
