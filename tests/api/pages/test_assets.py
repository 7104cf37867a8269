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
    for encodings in ("gzip;q=0", "identity"):
        plain = client.get(address, headers={"Accept-Encoding": encodings})
        assert "content-encoding" not in plain.headers
    with client.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 2


def test_another_edition_is_not_kept(client):
    answer = client.get("/assets/000000000000/style.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


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
