"""The document as a whole: its head, its readers, and what a new section brings."""

from dataclasses import replace

import pytest

from api.document.blocks import Head, text
from api.document.document import document
from api.document.section import SECTIONS, SectionBuilder
from api.document.teller import told
from api.document.values import say
from api.telling import read, said
from tests.api.document.answers import HEAD, HOSTILE, STUDY, Plain, texts, written


def test_the_head(study):
    found = written(study)
    assert found["winners"] == ["Thai-Chinese Rayong Industrial Zone"]
    assert (found["kicker"], found["name"]) == ("Recommended", HOSTILE)
    assert (found["day"], found["hash"]) == ("25 November 2026", study["record"]["input_sha256"])
    assert found["words"]["page"] == "Page {page} of {pages}"
    nameless = written(study, "en", Head())
    assert nameless["day"].endswith(study["record"]["spec"]["as_of"][:4])


@pytest.mark.parametrize(
    ("which", "kicker"),
    [
        ("tied", "Level at the top"),
        ("nobody", "No park meets what was asked"),
        ("alone", "The only one compared"),
    ],
)
def test_every_outcome_is_named(request, which, kicker):
    assert written(request.getfixturevalue(which))["kicker"] == kicker


def test_one_document_is_told_in_either_language(study):
    found = document(study, HEAD)
    english, chinese = told(found, "en"), told(found, "zh")
    assert chinese["winners"] == ["泰中罗勇工业园"]
    assert "领先" in texts(chinese["memo"])
    assert "leads" not in texts(chinese["memo"])
    for which in ("memo", "annex"):
        ids = [[section["id"] for section in one[which]] for one in (english, chinese)]
        assert ids[0] == ids[1]


def test_sentences_of_before_stay_and_are_said_to(study):
    """Answers kept before they were kept in codes hold sentences in the language of their time."""
    older: Plain = said(study, "en")
    found = told(document(older, replace(HEAD, language="en")), "zh")
    assert "其他版本的引擎" in found["notes"][0]
    assert "leads" in texts(found["memo"])
    assert "名次" in texts(found["memo"])
    assert told(document(older, replace(HEAD, language="en")), "en")["notes"] == []


@pytest.mark.parametrize("template", ["location", "park-model"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_other_templates(ask, template, language):
    found = written(ask(template=template, enterprise={}), language)
    assert found["title"] == ("方案比选报告" if language == "zh" else "Choice among alternatives")
    assert "scenario" not in [section["id"] for section in found["annex"]]


def test_names_and_ids(study):
    found = told(document(study, HEAD), "en", with_ids=True)
    assert found["winners"] == ["Thai-Chinese Rayong Industrial Zone (tcr)"]


def test_nothing_of_an_answer_is_changed(study):
    from api.telling import kept

    before = kept(study)
    written(study)
    assert kept(study) == before
    assert written(read(before)) == written(study)


@pytest.fixture
def added():
    """A section that nobody knows, in either part."""
    made = []
    for part in ("memo", "annex"):

        class Added(SectionBuilder):
            """Says something new."""

            id = f"added_{part}"
            place = 35

            def title(self):
                return say("named_reason", name="Added", reason=self.part)

            def blocks(self, result):
                yield text(f"something new of {len(result.ranking)} in the {self.part}")

        Added.part = part
        made.append(SECTIONS.register(Added))
    yield [one.id for one in made]
    for one in made:
        SECTIONS.unregister(one.id)


def test_a_new_section_stands_in_every_form(added, study, capsys):
    import io

    import pypdf
    import python_calamine

    from api.cli.document_view import write_document
    from api.reports.service import made

    expected = [f"something new of 4 in the {part}" for part in ("memo", "annex")]
    found = {form: made(study, HEAD, form, "en") for form in ("json", "html", "xlsx", "pdf")}
    write_document(told(document(study), "en"), "en", "full")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(found["xlsx"]))
    pages = pypdf.PdfReader(io.BytesIO(found["pdf"])).pages
    shown = {
        "json": found["json"].decode(),
        "html": found["html"].decode(),
        "xlsx": str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names]),
        "pdf": " ".join(page.extract_text() for page in pages).replace("\n", " "),
        "terminal": capsys.readouterr().out,
        "page": _page(study),
    }
    for form, content in shown.items():
        for line in expected:
            assert line in content, form
    assert added == ["added_memo", "added_annex"]


def _page(answer: Plain) -> str:
    """Return the sections as the page of a result shows them."""
    from api.pages.frame import environment

    template = environment().from_string(
        "{% import 'macros.html' as m %}{% for section in d.memo + d.annex %}"
        "{{ m.document_section(section, '', {}, '') }}{% endfor %}"
    )
    return template.render(d=written(answer))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("detail", ["summary", "standard"])
def test_an_answer_in_short_makes_a_document_too(ask, study, detail, language):
    """A report may be made of an answer that was kept in short and cannot be made again."""
    short = ask(parks=STUDY, detail=detail)
    found, whole = (written(answer, language) for answer in (short, study))
    assert found["memo"][0]["id"] == whole["memo"][0]["id"] == "sure"
    assert ("sources" in [one["id"] for one in found["annex"]]) == (detail == "standard")
    shown = texts(found["annex"])
    for item in said(short, language)["warnings"]:
        if item["code"] not in ("uncertain_cell", "unknown_cell"):
            assert item["detail"] in shown
