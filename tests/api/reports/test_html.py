from functools import cached_property
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from api.document.drawings import inline_svg
from api.reports.html import html as render
from api.reports.letterhead import Letterhead
from api.reports.memo import memo
from tests.api.document.answers import HOSTILE, LONG, kept, printed

VOID = {"meta", "br", "img"}


def html(answer, language="en", whose=None):
    document = printed(answer, language)
    return render(document, memo(document, kept(answer)), whose or Letterhead())


class Page(HTMLParser):
    """Reads a page: tags in their order, ids, links, and the text."""

    def __init__(self, content):
        super().__init__()
        self.tags, self.open, self.ids, self.links, self.texts = [], [], [], [], []
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if "id" in given and "svg" not in self.open:
            self.ids.append(given["id"])
        if given.get("href"):
            self.links.append(given["href"])

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    @cached_property
    def text(self):
        return "".join(self.texts)


@pytest.fixture(scope="module")
def page(whole):
    return Page(html(whole))


def test_it_needs_nothing_else(page, whole):
    names = {tag for tag, _ in page.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not [given for _, given in page.tags if "src" in given]
    assert "@import" not in page.text
    assert "url(" not in page.text
    assert "svg" in names
    assert html(whole).startswith(b"<!doctype html>")


def test_language_headings_and_tables(page, whole):
    assert dict(page.tags)["html"]["lang"] == "en"
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    count = sum(tag == "table" for tag, _ in page.tags)
    assert count == sum(tag == "caption" for tag, _ in page.tags) > 10
    assert all("scope" in given for tag, given in page.tags if tag == "th")
    assert 'lang="zh-Hans"' in html(whole, "zh").decode()
    drawings = [given for tag, given in page.tags if tag == "figure"]
    assert len(drawings) == 4
    assert all(given["aria-label"] for given in drawings)


def test_the_annex_is_folded_and_the_memo_is_not(page, whole, drawn):
    folds = [given for tag, given in page.tags if tag == "details"]
    assert folds[0]["id"] == "annex"
    assert not any("open" in given for given in folds)
    before = page.text.partition("Technical annex")[0]
    brief = printed(whole)["brief"]
    assert brief["certainty"]["said"] in before
    assert all(reason["claim"] in before for reason in brief["reasons"])
    asked = printed(drawn)["brief"]["asks"][0]["question"]
    assert asked in Page(html(drawn)).text.partition("Technical annex")[0]


def test_firm_and_logo_head_it(study):
    whose = Letterhead("Qiming <b>", b'<svg onload="alert(1)" xmlns="http://www.w3.org/2000/svg"/>')
    (logo,) = [given for tag, given in Page(html(study, whose=whose)).tags if tag == "img"]
    assert logo["src"].startswith("data:image/svg+xml;base64,")
    assert logo["alt"] == "Qiming <b>"
    assert "alert(1)" not in html(study, whose=whose).decode()
    assert "Qiming <b>" in Page(html(study, whose=Letterhead("Qiming <b>"))).text


def test_every_link_leads_somewhere(page):
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        assert link.startswith(("https://", "http://")) or link[1:] in page.ids, link


def test_it_says_what_the_answer_says(page, whole):
    assert whole["record"]["input_sha256"] in page.text
    for row in whole["evidence"].values():
        for cell in row.values():
            for claim in map(whole["claims"].get, cell["claims"]):
                assert claim["quote"] in page.text
    for line in whole["ranking"]:
        assert f"{line['score']:.3f}" in page.text


def test_texts_of_users_stay_texts(tied):
    found = Page(html(tied))
    assert HOSTILE in found.text
    assert LONG in found.text
    assert b'<b>"' not in html(tied)


def test_a_drawing_begins_with_its_own_tag():
    assert inline_svg('<?xml version="1.0"?><svg></svg>') == "<svg></svg>"
