import io
import re

import pypdf
import pytest
import typst

from api.document.blocks import Head
from api.refusals import Unavailable
from api.reports.fonts import choose, installed
from api.reports.pdf import pdf
from api.telling import names_in
from tests.api.document.answers import HEAD, HOSTILE, LONG, printed

BARE = typst.Fonts(include_system_fonts=False)


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


def memo_length(found):
    """Return how many pages come before the annex."""
    return next(n for n, page in enumerate(found) if flat("Technical annex") in page)


def test_numbers_names_and_record_are_read_back(study):
    found, reader = pages(pdf(printed(study, "en", Head(name="Parts maker", at=HEAD.at))))
    memo, everything = found[0] + found[1], "".join(found)
    assert memo_length(found) <= 2
    assert flat("It leans to Thai-Chinese Rayong Industrial Zone: if what you told us") in memo
    assert (
        flat(study["sensitivity"]["smallest_change"]["sentence"].say("en", names_in(study))) in memo
    )
    for line in study["ranking"]:
        assert f"{line['score']:.3f}" in memo
    for value in study["weights"]["values"].values():
        assert f"{value:.1%}" in everything
    assert study["record"]["input_sha256"] in everything
    assert study["record"]["engine"].replace(" ", "") in found[0]
    assert flat("25 November 2026") in found[0]
    assert f"Page1of{len(found)}" in found[0]
    assert reader.metadata.title.endswith("Parts maker")


def test_every_quotation_is_printed_with_its_source(study):
    everything = "".join(pages(pdf(printed(study)))[0])
    for row in study["evidence"].values():
        for cell in row.values():
            for claim in map(study["claims"].get, cell["claims"]):
                assert flat(claim["source"])[:60] in everything


@pytest.mark.usefixtures("needs_chinese")
def test_a_chinese_report(whole):
    found, reader = pages(pdf(printed(whole, "zh")))
    memo = found[0] + found[1]
    assert "西哈努克港经济特区" in memo
    assert "有多大把握" in memo
    assert "下一步该问什么" in memo
    assert f"第1页，共{len(found)}页" in found[0]
    annex = next(n for n, page in enumerate(found) if "技术附录" in page)
    assert annex <= 2
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts


def test_the_memo_of_all_parks_takes_two_pages(whole):
    found, _ = pages(pdf(printed(whole)))
    assert memo_length(found) == 2
    assert len(found) > 10


def test_texts_of_users_are_printed_and_never_read_as_markup(tied):
    found, _ = pages(pdf(printed(tied)))
    everything = "".join(found)
    assert flat(HOSTILE) in found[0]
    assert flat(LONG) in everything
    assert "1=" in everything
    assert memo_length(found) <= 2


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
    found, _ = pages(pdf(printed(ask(problem=problem, weights=weights))))
    assert memo_length(found) == 2


@pytest.mark.parametrize("which", ["nobody", "alone", "plain"])
def test_other_outcomes(request, which):
    found, _ = pages(pdf(printed(request.getfixturevalue(which))))
    assert memo_length(found) in (1, 2)


def test_the_same_answer_gives_the_same_file(study):
    assert pdf(printed(study)) == pdf(printed(study))


def test_without_a_chinese_font_english_says_what_it_could_not_print(study):
    document = printed(study, "en", Head(name="杭州零部件", at=HEAD.at))
    found, _ = pages(pdf(document, BARE))
    assert "[Chinese]" in found[0]
    assert "fonts-noto-cjk" in found[0]
    assert "杭" not in "".join(found)


def test_without_a_chinese_font_a_chinese_report_is_refused(study):
    with pytest.raises(Unavailable) as refused:
        pdf(printed(study, "zh"), BARE)
    assert refused.value.code == "no_chinese_font"
