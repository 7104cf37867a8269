from html.parser import HTMLParser
from itertools import pairwise

import pytest

from api.reports.html import drawing, html
from tests.api.document.answers import HOSTILE, LONG, printed

VOID = {"meta", "br"}


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

    @property
    def text(self):
        return "".join(self.texts)


@pytest.fixture(scope="module")
def page(whole):
    return Page(html(printed(whole)))


def test_it_needs_nothing_else(page, whole):
    names = {tag for tag, _ in page.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not [given for _, given in page.tags if "src" in given]
    assert "@import" not in page.text
    assert "url(" not in page.text
    assert "svg" in names
    assert html(printed(whole)).startswith(b"<!doctype html>")


def test_language_headings_and_tables(page, whole):
    assert dict(page.tags)["html"]["lang"] == "en"
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    count = sum(tag == "table" for tag, _ in page.tags)
    assert count == sum(tag == "caption" for tag, _ in page.tags) > 10
    assert all("scope" in given for tag, given in page.tags if tag == "th")
    assert 'lang="zh-Hans"' in html(printed(whole, "zh")).decode()
    drawings = [given for tag, given in page.tags if tag == "figure"]
    assert len(drawings) == 4
    assert all(given["aria-label"] for given in drawings)


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
    found = Page(html(printed(tied)))
    assert HOSTILE in found.text
    assert LONG in found.text
    assert "b" not in {tag for tag, _ in found.tags}


def test_a_drawing_begins_with_its_own_tag():
    assert drawing('<?xml version="1.0"?><svg></svg>') == "<svg></svg>"
