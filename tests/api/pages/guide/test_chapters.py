"""The guide is whole in both languages, shows every sample, and its links lead somewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import api
from api.http.language import Language
from api.jobs.schemas import MOST_ENTERPRISES
from api.pages.guide import markdown
from api.pages.guide.routes import CHAPTERS, changelog, chapter, source
from api.settings import Settings
from tests.clients import TestClient
from tests.subcases import each

FOLDER = Path(api.__file__).parent / "pages" / "guide"
FENCE = re.compile(r"^```(\S.*)$", re.MULTILINE)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES = sorted(path.stem for path in (FOLDER / "samples").glob("*.txt"))
LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chapter_is_a_file_of_its_language(language: str) -> None:
    assert sorted(path.stem for path in (FOLDER / language).glob("*.md")) == sorted(CHAPTERS)


@each(CHAPTERS)
def test_both_languages_tell_the_same_in_the_same_order(name: str) -> None:
    english, chinese = chapter(name, "en"), chapter(name, "zh")
    assert [one for one, _ in english.headings] == [one for one, _ in chinese.headings]
    assert len({one for one, _ in english.headings}) == len(english.headings)
    assert len(english.headings) > 1
    for one in (english, chinese):
        assert one.title
        assert one.lead
    for said in (chinese.title, chinese.lead, *(title for _, title in chinese.headings)):
        assert CHINESE.search(said), said
    assert not CHINESE.search(source(name, "en"))
    assert FENCE.findall(source(name, "en")) == FENCE.findall(source(name, "zh"))
    assert code(source(name, "en")) == code(source(name, "zh"))


def code(text: str) -> list[str]:
    """Return the code that stands in a chapter itself."""
    return re.findall(r"^```\w+\n.*?^```$", text, re.MULTILINE | re.DOTALL)


@each(NAMES)
def test_a_sample_has_the_same_parts_in_all_languages(name: str) -> None:
    found = {tuple(markdown.parts(name, ending)) for ending, _ in markdown.LANGUAGES.values()}
    assert len(found) == 1
    [parts] = found
    assert parts[0] == "begin"
    for ending, _ in markdown.LANGUAGES.values():
        assert "".join(markdown.parts(name, ending).values())


def test_the_guide_shows_every_part_of_every_sample_once_and_in_order() -> None:
    shown: dict[str, list[str]] = {}
    for name in CHAPTERS:
        for fence in FENCE.findall(source(name, "en")):
            kind, *named = fence.split()
            if kind == "sample":
                shown.setdefault(named[0], []).append(named[1])
    assert shown == {name: list(markdown.parts(name, "py")) for name in NAMES}


def test_what_is_shown_as_printed_is_printed() -> None:
    for name in CHAPTERS:
        for fence in FENCE.findall(source(name, "en")):
            kind, *named = fence.split()
            if kind == "prints" and len(named) > 1:
                assert int(named[1].split("-")[-1]) <= len(markdown.printed(named[0])), fence


class Page(HTMLParser):
    """Collects what a page links to, and the places that links can lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        self.places.add(given.get("id") or "")


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_every_link_leads_to_a_place_that_is_there(client: TestClient, language: str) -> None:
    begin = ["/guide", "/docs", "/problems", "/guide/changelog"]
    waiting = begin + [f"/guide/{name}" for name in CHAPTERS]
    pages, others = {path: page(client, path, language) for path in waiting}, set[str]()
    for path, shown in list(pages.items()):
        for place, anchor in internal(shown, path):
            if place.startswith(("/guide", "/docs", "/problems")) and place not in pages:
                pages[place] = page(client, place, language)
            if place in pages:
                assert not anchor or anchor in pages[place].places, (path, place, anchor)
            elif place not in others:
                assert client.get(place).status_code == 200, (path, place)
                others.add(place)


def page(client: TestClient, path: str, language: str) -> Page:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200, path
    assert answer.headers["content-language"] == language
    return Page(answer.text)


def internal(shown: Page, path: str) -> Iterator[tuple[str, str]]:
    for link in shown.links:
        if link.startswith(("/", "#")):
            place, _, anchor = link.partition("#")
            yield place.partition("?")[0] or path, anchor


def test_the_changelog_is_that_of_the_project(client: TestClient) -> None:
    titles = [title for _, title in changelog().headings]
    told = Path(api.__file__).parents[1] / "CHANGELOG.md"
    assert len(titles) == len(re.findall(r"^## ", told.read_text(encoding="utf-8"), re.MULTILINE))
    shown = client.get("/guide/changelog", headers={"Accept-Language": "zh"}).text
    assert "更新日志" in shown
    assert titles[0] in shown


def test_a_chapter_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/guide/nothing").status_code == 404


def test_a_page_that_is_kept_is_not_sent_again(client: TestClient) -> None:
    for path in ("/guide", "/guide/quickstart", "/docs", "/docs/weights", "/problems"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert client.get(path).headers["etag"] == first.headers["etag"]
        other = client.get(path, headers={"Accept-Language": "zh"})
        assert other.headers["etag"] != first.headers["etag"]


def test_a_language_that_is_chosen_is_kept_also_where_the_page_is(client: TestClient) -> None:
    path = "/guide/quickstart?lang=zh"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    client.cookies.clear()
    assert again.status_code == 304
    assert "parkwise_lang=zh" in again.headers["set-cookie"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_that_are_told_are_the_defaults(language: Language) -> None:
    rows = re.findall(r"^\|[^|]+\|([^|]*)\|([^|]*)\|$", source("limits", language), re.MULTILINE)
    found = [tuple(figure(cell) for cell in row) for row in rows]
    said = [row for row in found if row != (None, None)]
    plain = Settings()
    mib = 1024 * 1024
    assert said == [
        (plain.max_alternatives, plain.job_max_alternatives),
        (plain.max_criteria, plain.job_max_criteria),
        (plain.max_samples, plain.job_max_samples),
        (plain.max_body_bytes // mib, plain.max_upload_bytes // mib),
        (None, MOST_ENTERPRISES),
        (int(plain.rate_limit.partition("/")[0]), None),
    ]
    assert f" {plain.analysis_seconds:g} " in source("limits", language)


def figure(cell: str) -> int | None:
    """Return the number in a cell of a table."""
    found = re.search(r"\d[\d,]*", cell)
    return int(found[0].replace(",", "")) if found else None
