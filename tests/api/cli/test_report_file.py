import io
import json

import pypdf
import pytest

from api.cli.report_file import FORMS

ANSWER = []


@pytest.fixture
def kept(call, study, write):
    """Give the file of an answer, worked out once: those that read it change nothing in it."""
    if not ANSWER:
        ANSWER.append(call("recommend", study, "--json", "--samples", "500").stdout)
    return write("result.json", ANSWER[0])


STARTS = {"pdf": b"%PDF", "html": b"<!doctype html>", "xlsx": b"PK"}


@pytest.mark.parametrize("form", STARTS)
def test_every_format_beside_the_answer(call, kept, form):
    result = call("report", kept, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    target = kept.with_suffix(f".{form}")
    assert target.read_bytes().startswith(STARTS[form])
    assert str(target) in result.stdout.replace("\n", "")


@pytest.mark.long
def test_pdf_is_the_default_and_the_name_of_the_output_decides(call, kept, tmp_path):
    assert call("report", kept).exit_code == 0
    assert "Decision memo" in pypdf.PdfReader(kept.with_suffix(".pdf")).pages[0].extract_text()
    page = tmp_path / "board.HTML"
    assert call("report", kept, "--out", page, "--lang", "zh").exit_code == 0
    assert "决策备忘录" in page.read_text(encoding="utf-8")


@pytest.mark.long
def test_the_annex_is_written_where_it_is_asked_for(call, fails, kept, tmp_path):
    target = tmp_path / "board.pdf"
    more = ("--firm", "Qiming", "--logo", tmp_path / "logo.svg", "--annex")
    fails(call("report", kept, "--out", target, *more), "logo.svg", "PNG or SVG", code=1)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
    )
    (tmp_path / "logo.svg").write_text(drawing)
    assert call("report", kept, "--out", target, *more).exit_code == 0
    assert len(pypdf.PdfReader(target).pages) == 2
    annex = pypdf.PdfReader(tmp_path / "board-annex.pdf")
    assert "Technical annex" in annex.pages[0].extract_text()
    fails(call("report", kept, "--format", "html", "--annex"), "--annex")
    assert call("report", kept, "--format", "html", "--firm", "Qiming").exit_code == 0
    assert "Qiming" in kept.with_suffix(".html").read_text(encoding="utf-8")


def test_a_ranking_and_a_stored_result(call, request_file, kept, tmp_path, write):
    ranked = write("ranked.json", call("rank", request_file, "--json").stdout)
    assert call("report", ranked, "--format", "xlsx").exit_code == 0
    stored = {
        "number": 4,
        "version": 2,
        "at": "2026-11-20T08:00:00.000Z",
        "by": "key",
        "language": "en",
        "answer": json.loads(kept.read_text(encoding="utf-8")),
    }
    target = tmp_path / "stored.html"
    assert call("report", write("stored.json", stored), "--out", target).exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert "4, from version 2 of the assessment" in page
    assert "20 November 2026" in page
    alone = tmp_path / "alone.json"
    assert call("report", tmp_path / "stored.json", "--out", alone).exit_code == 0
    assert json.loads(alone.read_bytes()) == stored["answer"]


def test_what_is_no_answer(call, fails, write, kept, tmp_path):
    fails(call("report", write("other.json", {"ranking": []})), "no answer", "excluded")
    fails(call("report", write("broken.json", "{")), "broken.json")
    fails(call("report", tmp_path / "missing.json"), "missing.json")
    fails(call("report", write("x.json", {"a": 1}), "--lang", "zh"), "结果文件")


def test_a_name_that_says_nothing_and_the_answer_itself(call, fails, kept, tmp_path):
    fails(call("report", kept, "--out", tmp_path / "report.doc"), "report.doc", *FORMS)
    fails(call("report", kept, "--format", "json"), "the answer itself", "--out")
    fails(call("report", kept, "--format", "doc"))


def test_where_nothing_can_be_written(call, fails, kept, tmp_path):
    target = tmp_path / "no" / "such" / "report.html"
    fails(call("report", kept, "--out", target), "cannot be written", code=1)


@pytest.mark.long
def test_the_file_is_named_in_the_report(call, kept):
    call("report", kept)
    metadata = pypdf.PdfReader(io.BytesIO(kept.with_suffix(".pdf").read_bytes())).metadata
    assert metadata.title.endswith("result")
