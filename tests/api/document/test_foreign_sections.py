"""What another package's section raises costs its own part, and is seen at the door."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from api.document.blocks import text
from api.document.document import document
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder, sections
from api.document.sections.limits import LimitsSection
from api.document.teller import tell
from api.document.values import Spoken, say
from mcda.errors import InvalidExtension
from mcda.texts import Note
from tests.api.assessments.desk import opened


class Guest(SectionBuilder):
    """How many are ranked."""

    id = "guest"

    def title(self) -> Spoken:
        return say("ranking")

    def blocks(self, result: Result) -> Blocks:
        yield text(f"{len(result.ranking)} are ranked")


class Late(Guest):
    """How many are ranked, but of parks."""

    def blocks(self, result: Result) -> Blocks:
        yield from super().blocks(result)
        if result.is_parks:
            raise ValueError("secret")


class LateToSay(Guest):
    """Says of parks what stands in no catalogue."""

    def blocks(self, result: Result) -> Blocks:
        yield text(Note("no_such_text_anywhere") if result.is_parks else "fine")


class Untitled(Guest):
    """Has no title for parks."""

    is_parks = False

    def title(self) -> Spoken:
        return say("no_such_word_anywhere") if Untitled.is_parks else say("ranking")

    def blocks(self, result: Result) -> Blocks:
        Untitled.is_parks = result.is_parks
        yield text("fine")


@contextmanager
def held(builder: type[SectionBuilder]) -> Iterator[None]:
    SECTIONS.register(builder)
    try:
        yield
    finally:
        SECTIONS.unregister(builder.id)


@pytest.mark.parametrize("builder", [Late, LateToSay, Untitled])
def test_an_exception_costs_its_own_section(study, builder, caplog):
    plain = [section.id for section in document(study).sections]
    with held(builder):
        found = document(study)
    assert [section.id for section in found.sections] == [*plain, "guest"]
    for language, said in (("en", "could not be made"), ("zh", "未能生成")):
        told = tell(found, language)  # type: ignore[arg-type]
        (block,) = told["sections"][-1]["blocks"]
        assert said in block["text"]
        assert "secret" not in block["text"]
    assert "Traceback" in caplog.text


def test_every_form_is_served(sqlite_url):
    with held(Late), opened(sqlite_url) as desk:
        path = desk.create()
        desk.run(path)
        result = f"{path}/results/1"
        page = f"/assess{result.removeprefix('/v1/assessments')}"
        for place in (
            *(f"{result}/{name}" for name in ("document.json", "report.html", "report.xlsx")),
            f"{result}/annex.pdf",
            page,
            f"{page}/annex",
        ):
            found = desk.ask("GET", place, 200)
            if "json" in place or ("annex" in place and not place.endswith("pdf")):
                assert "could not be made" in found.text, place


def test_what_is_our_own_and_raises_is_a_bug(study, monkeypatch):
    def blocks(self: Any, result: Result) -> Blocks:
        raise ZeroDivisionError

    monkeypatch.setattr(LimitsSection, "blocks", blocks)
    with pytest.raises(ZeroDivisionError):
        sections(Result(study))


def spoilt(**fields: Any) -> type[Guest]:
    return type("Spoilt", (Guest,), {"__doc__": "Is spoilt.", **fields})


def _fails(*_: Any) -> Any:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "candidate",
    [
        type("Nothing", (), {"id": "guest"}),
        spoilt(blocks=_fails),
        spoilt(title=_fails),
        spoilt(title=lambda self: say("no_such_word_anywhere")),
        spoilt(title=lambda self: Note("no_such_text_anywhere"), blocks=lambda self, result: ()),
        spoilt(blocks=lambda self, result: [text(say("no_such_word_anywhere"))]),
        spoilt(blocks=lambda self, result: [text(result.analysed["acceptability"]["samples"])]),
        spoilt(blocks=lambda self, result: ["no block"]),
    ],
    ids=["class", "blocks", "title", "word", "silent", "text", "unanalysed", "block"],
)
def test_what_fails_on_the_example_is_refused(candidate):
    with pytest.raises(InvalidExtension) as caught:
        SECTIONS.register(candidate)
    assert "guest" not in SECTIONS
    assert caught.value.faults[0].code == "extension_fails"


def test_what_works_passes():
    with held(Guest):
        assert SECTIONS["guest"] is Guest
