"""Pictures, and the script of the pages."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.charts import ranking, render
from api.charts.names import Names

Answer = dict[str, Any]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder that stands for the user's cache; the memory is empty around the test."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_: tmp_path / "kept")
    render.javascript.cache_clear()
    yield tmp_path / "kept"
    render.javascript.cache_clear()


def test_text_stays_text(recommended: Answer, named: Callable[..., Names]) -> None:
    spec = ranking(recommended, named(recommended, "zh"))
    assert spec
    picture = render.svg(spec, "zh", width=500)
    assert picture.startswith("<svg")
    assert 'width="500"' in picture
    assert "泰中罗勇工业园</text>" in picture
    assert "Noto Sans CJK SC" in picture


def test_any_name_can_be_drawn(recommended: Answer, named: Callable[..., Names]) -> None:
    names = named(recommended)
    said = dict.fromkeys(names.alternatives, "\0\x01\ufffe\t</text>&\u202e\U0001f3ed")
    spec = ranking(recommended, Names(language="en", alternatives=said, criteria=names.criteria))
    assert spec
    assert ET.fromstring(render.svg(spec, "en")).tag.endswith("svg")
    assert render.png(spec).startswith(b"\x89PNG")


def test_a_picture_loads_nothing_from_anywhere(
    recommended: Answer, named: Callable[..., Names], tmp_path: Path
) -> None:
    spec = ranking(recommended, named(recommended))
    file = tmp_path / "rows.json"
    file.write_text("[]")
    for url in ("https://example.com/rows.json", file.as_uri(), str(file)):
        with pytest.raises(PermissionError):
            render.svg({**(spec or {}), "data": {"url": url}}, "en")


def test_a_picture_has_the_size_asked_for(recommended: Answer, named: Callable[..., Names]) -> None:
    spec = ranking(recommended, named(recommended))
    assert spec
    picture = render.png(spec, 2.0, width=400)
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (800, 2 * spec["usermeta"]["height"])


def test_the_script_is_made_once_and_kept(cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    script = render.javascript()
    assert caplog.messages == []
    assert b"window.vegaEmbed=" in script
    assert b"window.vega=null" not in script
    assert script.startswith(b"(()=>{")
    [file] = cache.iterdir()
    assert file.read_bytes() in script
    file.write_bytes(b"kept")
    assert render.javascript() is script
    render.javascript.cache_clear()
    assert render.javascript() == b"(()=>{kept})();"


def test_a_folder_that_cannot_be_written_does_not_matter(cache: Path) -> None:
    cache.write_text("a file where the folder would be")
    assert b"window.vegaEmbed=" in render.javascript()
