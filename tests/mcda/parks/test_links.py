"""Only addresses of the web become links, and only they and names of documents are taken."""

import pytest

from mcda.parks.links import is_of_another_kind, web_link

WEB = ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://example.org", "http://[::1]/"]
DOCUMENTS = ["", "offer-2026-03.pdf", "Offer of March 2026", "C:\\offers\\a.pdf", "/srv/a.pdf"]
OTHERS = [
    *("javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:x"),
    *("\x01javascript:x", "java\nscript:x", "file:///etc/passwd", "data:text/html,x", "mailto:a@b"),
    *('https://ok.example/"><script>', "https://ok.example/<b>", "https://a\\@b/"),
    *("vbscript:x", "ms-msdt:/id", "https:evil", "http://", "https://a b", "ftp://a/b"),
]


@pytest.mark.parametrize("address", WEB)
def test_pages_of_the_web_are_links(address: str) -> None:
    assert web_link(address) == address
    assert not is_of_another_kind(address)


@pytest.mark.parametrize("address", DOCUMENTS)
def test_names_of_documents_are_none_but_are_taken(address: str) -> None:
    assert web_link(address) == ""
    assert not is_of_another_kind(address)


@pytest.mark.parametrize("address", OTHERS)
def test_what_could_run_or_open_something_is_neither(address: str) -> None:
    assert web_link(address) == ""
    assert is_of_another_kind(address)


@pytest.mark.parametrize("address", ["//evil.example/a", "http://[::1", "https://a\x00b/"])
def test_what_is_cut_off_is_no_link(address: str) -> None:
    assert web_link(address) == ""
