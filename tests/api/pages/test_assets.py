import gzip
import re

import pytest

from api.pages import assets


def test_kept_for_ever_under_its_own_name(client):
    address = assets.address("style.css")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert ":root" in answer.text


def test_compressed_where_that_is_understood(client):
    address = assets.address("style.css")
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 2


def test_another_edition_is_not_kept(client):
    answer = client.get("/assets/000000000000/style.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


def test_the_bundle_of_charts(client):
    answer = client.get(assets.address(assets.CHARTS))
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "vegaEmbed" in answer.text


@pytest.mark.parametrize("name", ["nothing.css", "..%2fwords.py", "%2e%2e"])
def test_nothing_else_is_sent(client, name):
    assert client.get(f"/assets/x/{name}").status_code == 404
    with pytest.raises(KeyError):
        assets.address("nothing.css")


def test_the_first_page_is_light(client):
    page = client.get("/")
    linked = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.text)
    total = len(page.content) + sum(len(client.get(address).content) for address in linked)
    assert len(linked) >= 2
    assert total < 100_000


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Return the folder that stands for the user's cache; the memory is empty around the test."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_: tmp_path / "kept")
    assets._charts.cache_clear()
    yield tmp_path / "kept"
    assets._charts.cache_clear()


def test_the_bundle_is_made_once_and_kept(cache, caplog):
    script = assets._charts().content
    assert caplog.messages == []
    assert b"window.vegaEmbed=" in script
    assert b"window.vega=null" not in script
    assert script.startswith(b"(()=>{")
    [file] = cache.iterdir()
    assert file.read_bytes() in script
    file.write_bytes(b"kept")
    assert assets._charts().content is script
    assets._charts.cache_clear()
    assert assets._charts().content == b"(()=>{kept})();"


def test_a_folder_that_cannot_be_written_does_not_matter(cache):
    cache.write_text("a file where the folder would be")
    assert b"window.vegaEmbed=" in assets._charts().content
