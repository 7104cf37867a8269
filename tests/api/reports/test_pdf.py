import base64
import io
import re
from datetime import datetime

import pypdf
import pytest
import typst

from api.document.blocks import Head
from api.http.localisation import names_in
from api.http.refusals import Unavailable
from api.reports.fonts import choose, installed
from api.reports.letterhead import Letterhead
from api.reports.memo import memo
from api.reports.pdf import pdf
from tests.api.document.answers import HEAD, HOSTILE, LONG, kept, printed
from tests.refusals import rejects

BARE = typst.Fonts(include_system_fonts=False)
NOBODY = Letterhead()
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)


def pages_of(answer, language="en", head=HEAD, whose=NOBODY, fonts=None):
    document = printed(answer, language, head)
    return pages(pdf("memo", document, memo(document, kept(answer)), whose, fonts))


@pytest.fixture(scope="module")
def annex(study):
    """Give the pages of the annex, which take long to set."""
    return annex_of(study)


def annex_of(answer):
    document = printed(answer)
    return pages(pdf("annex", document, memo(document, kept(answer)), NOBODY))[0]


@pytest.fixture(scope="module")
def needs_chinese():
    try:
        choose("zh", installed().families())
    except Unavailable:
        pytest.skip("no Chinese font here: apt-get install fonts-noto-cjk")


def pages(content):
    reader = pypdf.PdfReader(io.BytesIO(content))
    return [flat(page.extract_text()) for page in reader.pages], reader


def flat(text):
    """Return text without the blanks and breaks that typesetting puts in."""
    return re.sub(r"[\s\u200b]+", "", text)


def test_two_pages_hold_verdict_reasons_risks_and_steps(drawn):
    head = Head(name="Parts maker", at=HEAD.at)
    found, reader = pages_of(drawn, "en", head, Letterhead("Qiming Advisers"))
    brief = printed(drawn)["brief"]
    assert len(found) == 2
    first, second = found
    assert all(flat("Qiming Advisers") in page for page in found)
    assert flat(brief["winners"][0]) in first
    assert flat(brief["certainty"]["said"]) in first
    assert all(flat(reason["claim"]) in first for reason in brief["reasons"])
    assert brief["money"]
    assert all(flat(sentence) in first for sentence in brief["money"])
    assert all(flat(duel["said"]) in first for duel in brief["duels"]["rivals"][:2])
    for line in drawn["ranking"][:3]:
        assert f"{100 * line['score']:.1f}" in first
    assert flat(brief["risk"]) in second
    assert all(flat(strip["said"]) in second for strip in brief["strips"])
    assert flat(brief["asks"][0]["question"]) in second
    assert flat("Overseas investment lead") in second
    assert flat("9 December 2026") in second  # a fortnight after the answer
    assert flat("25 November 2026") in first
    assert "Page1of2" in first
    assert drawn["record"]["engine"].replace(" ", "") in first
    assert reader.metadata.title.endswith("Parts maker")


def test_the_annex_is_a_file_of_its_own(study, annex):
    found, everything = annex, "".join(annex)
    assert flat("Technical annex") in found[0]
    told = flat(study["sensitivity"]["smallest_change"]["sentence"].say("en", names_in(study)))
    assert told in everything
    for line in study["ranking"]:
        assert f"{line['score']:.3f}" in everything
    for value in study["weights"]["values"].values():
        assert f"{value:.1%}" in everything
    assert study["record"]["input_sha256"] in everything
    assert f"Page1of{len(found)}" in found[0]


@pytest.mark.long
def test_every_quotation_is_printed_with_its_source(study, annex):
    everything = "".join(annex)
    for row in study["evidence"].values():
        for cell in row.values():
            for claim in map(study["claims"].get, cell["claims"]):
                assert flat(claim["source"])[:60] in everything


@pytest.mark.usefixtures("needs_chinese")
def test_a_chinese_report(whole):
    found, reader = pages_of(whole, "zh")
    assert len(found) == 2
    first, second = found
    assert flat(printed(whole, "zh")["brief"]["winners"][0]) in first
    assert "它凭什么领先" in first
    assert "并排比较" in first
    assert "风险" in second
    assert "负责人" in second
    assert "第1页，共2页" in first
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts


def test_texts_of_users_are_printed_and_never_read_as_markup(tied):
    found, _ = pages_of(tied)
    assert flat(HOSTILE) in found[0]
    assert len(found) <= 2
    everything = "".join(annex_of(tied))
    assert flat(LONG) in everything
    assert "1=" in everything


def test_long_names_do_not_make_the_memo_longer(ask):
    names = [f"{'Industrial Zone of a Long Name ' * 2}{place}"[:60] for place in range(20)]
    problem = {
        "criteria": [
            {"id": f"c{n}", "direction": "benefit", "name": {"en": f"Criterion {'long ' * 9}{n}"}}
            for n in range(7)
        ],
        "alternatives": [
            {"id": f"a{place}", "name": {"en": f"{name} {place}"}}
            for place, name in enumerate(names)
        ],
        "performances": [
            [{"low": float(n), "high": float(n + place % 5 + 1)} for n in range(7)]
            for place in range(20)
        ],
    }
    weights = {"kind": "direct", "values": {f"c{n}": 1.0 for n in range(7)}}
    found, _ = pages_of(ask(problem=problem, weights=weights))
    assert len(found) == 2


@pytest.mark.parametrize("which", ["nobody", "alone", "plain"])
def test_other_outcomes(request, which):
    found, _ = pages_of(request.getfixturevalue(which))
    assert len(found) in (1, 2)
    text = "".join(found)
    assert "None" not in text.replace("Noneofthe", ""), text[text.index("None") - 40 :][:200]


@pytest.mark.long
@pytest.mark.parametrize("logo", [PNG, SVG])
def test_a_logo_stands_at_the_head_of_each_page(study, logo):
    with_it, reader = pages_of(study, whose=Letterhead("Qiming", logo))
    assert len(with_it) == 2
    without = len(pages_of(study)[1].pages[0]["/Resources"].get("/XObject", {}))
    drawn = reader.pages[0]["/Resources"].get("/XObject", {})
    contents = reader.pages[0].get_contents().get_data()
    assert len(drawn) > without or contents != pages_of(study)[1].pages[0].get_contents().get_data()


def test_the_same_answer_gives_the_same_file(study):
    document = printed(study)
    parts = memo(document, kept(study))
    assert pdf("memo", document, parts, NOBODY) == pdf("memo", document, parts, NOBODY)


def test_without_a_chinese_font_english_says_what_it_could_not_print(study):
    found, _ = pages_of(study, "en", Head(name="杭州零部件", at=HEAD.at), fonts=BARE)
    assert "[Chinese]" in found[0]
    assert "fonts-noto-cjk" in found[0]
    assert "杭" not in "".join(found)


def test_without_a_chinese_font_a_chinese_report_is_refused(study):
    with rejects(Unavailable, code="no_chinese_font"):
        pages_of(study, "zh", fonts=BARE)


def test_what_the_enterprise_said_stands_in_the_memo(study):
    assert study["record"]["spec"]["enterprise"]["markets"]["US"] == 0.6
    for language, words in (("en", ("United States", "60%")), ("zh", ("美国", "60%"))):
        told = memo(printed(study, language), kept(study))["enterprise"]
        assert all(word in told for word in words)
        assert flat(told)[:40] in flat(pages_of(study, language)[0][0])


@pytest.mark.parametrize("day", range(23, 30))  # of November 2026: Monday to Sunday
def test_no_step_is_due_on_a_weekend(study, day):
    document = printed(study, "en", Head(at=f"2026-11-{day}T08:00:00Z"))
    due = [
        datetime.strptime(step["when"], "%d %B %Y") for step in memo(document, kept(study))["steps"]
    ]
    assert len(due) > 2
    assert all(one.weekday() < 5 for one in due)
