"""The document as a whole: its head, its readers, and what a new section brings."""

from dataclasses import replace

import pytest

from api.document.blocks import Head, text
from api.document.document import document
from api.document.section import SECTIONS, SectionBuilder
from api.document.teller import tell
from api.document.values import say
from api.http.localisation import decode, localise
from tests.api.document.answers import HEAD, HOSTILE, STUDY, Plain, kept, texts, written


def test_the_head(study):
    found = written(study)
    assert found["brief"]["winners"] == ["Thai-Chinese Rayong Industrial Zone"]
    assert found["name"] == HOSTILE
    assert (found["day"], found["hash"]) == ("25 November 2026", study["record"]["input_sha256"])
    assert found["words"]["page"] == "Page {page} of {pages}"
    assert written(study, "en", Head())["day"].endswith(study["record"]["spec"]["as_of"][:4])


@pytest.mark.parametrize(
    ("which", "kicker"),
    [
        ("tied", "Level at the top of 3 alternatives"),
        ("nobody", "No park meets what was asked"),
        ("alone", "The only one compared"),
    ],
)
def test_every_outcome_is_named(request, which, kicker):
    assert written(request.getfixturevalue(which))["brief"]["kicker"] == kicker


def test_one_document_is_told_in_either_language(study):
    found = document(study, HEAD)
    english, chinese = tell(found, "en"), tell(found, "zh")
    assert chinese["brief"]["winners"] == ["泰中罗勇工业园"]
    assert "领先" in texts(chinese["sections"])
    assert "leads" not in texts(chinese["sections"])
    ids = [[section["id"] for section in one["sections"]] for one in (english, chinese)]
    assert ids[0] == ids[1]


def test_sentences_of_before_stay_and_are_said_to(study):
    """Answers kept before they were kept in codes hold sentences in the language of their time."""
    older: Plain = localise(study, "en")
    found = tell(document(older, replace(HEAD, language="en")), "zh")
    assert "其他版本的引擎" in found["notes"][0]
    assert "leads" in texts(found["sections"])
    assert "名次" in texts(found["sections"])
    assert tell(document(older, replace(HEAD, language="en")), "en")["notes"] == []


@pytest.mark.parametrize("template", ["location", "park-model"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_other_templates(ask, template, language):
    found = written(ask(template=template, enterprise={}), language)
    assert found["title"] == ("方案比选报告" if language == "zh" else "Choice among alternatives")
    assert "scenario" not in [section["id"] for section in found["sections"]]


def test_names_and_ids(study):
    found = tell(document(study, HEAD), "en", with_ids=True)
    assert "Thai-Chinese Rayong Industrial Zone (tcr)" in texts(found["sections"])


def test_nothing_of_an_answer_is_changed(study):
    from api.http.localisation import encode

    before = encode(study)
    written(study)
    assert encode(study) == before
    assert written(decode(before)) == written(study)


@pytest.fixture
def added():
    """A section that nobody knows."""

    @SECTIONS.register
    class Added(SectionBuilder):
        """Says something new."""

        id = "added"
        place = 35

        def title(self):
            return say("named_reason", name="Added", reason="by a test")

        def blocks(self, result):
            yield text(f"something new of {len(result.ranking)}")

    yield Added
    SECTIONS.unregister("added")


@pytest.mark.long
@pytest.mark.usefixtures("added")
def test_a_new_section_stands_in_every_form(study, capsys):
    import io

    import pypdf
    import python_calamine

    from api.cli.document_view import write_document
    from api.reports.memo import memo
    from api.reports.service import make_report

    found = {
        form: make_report(kept(study), form, "en") for form in ("json", "html", "xlsx", "annex")
    }
    shown_here = tell(document(study), "en")
    write_document(shown_here, memo(shown_here, kept(study)), "en", "full")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(found["xlsx"]))
    pages = pypdf.PdfReader(io.BytesIO(found["annex"])).pages
    shown = {
        "json": found["json"].decode(),
        "html": found["html"].decode(),
        "xlsx": str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names]),
        "annex": " ".join(page.extract_text() for page in pages).replace("\n", " "),
        "terminal": capsys.readouterr().out,
        "page": _page(study),
    }
    for form, content in shown.items():
        assert "something new of 4" in content, form


def _page(answer: Plain) -> str:
    """Return the sections as the page of a result shows them."""
    from api.pages.frame import environment

    template = environment().from_string(
        "{% import 'annex_parts.html' as m %}{% for section in d.sections %}"
        "{{ m.document_section(section, '', {}, '') }}{% endfor %}"
    )
    return template.render(d=written(answer))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("detail", ["summary", "standard"])
def test_an_answer_in_short_makes_a_document_too(ask, study, detail, language):
    """A report may be made of an answer that was kept in short and cannot be made again."""
    short = ask(parks=STUDY, detail=detail)
    found, whole = (written(answer, language) for answer in (short, study))
    assert found["sections"][0]["id"] == whole["sections"][0]["id"] == "sure"
    assert "sources" not in [one["id"] for one in found["sections"]]
    shown = texts(found["sections"])
    for item in localise(short, language)["warnings"]:
        if item["code"] not in ("uncertain_cell", "unknown_cell"):
            assert item["detail"] in shown
