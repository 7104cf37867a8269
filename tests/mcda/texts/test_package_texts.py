"""Packages bring their own texts: both languages, no code twice, none of them named here."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import invalidate_caches
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import api
import mcda.parks
import weights.profiles
from mcda import registry as registries
from mcda.registry import Registry
from mcda.texts import InvalidTexts, catalogue, register, sentence, text, unregister

GOOD = '[{code}]\ntitle = {{en = "T", zh = "题"}}\ndetail = {{en = "Of {{x}}", zh = "{{x}}的"}}\n'
Package = Callable[[str, str], str]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """Return what makes an importable package with texts."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made = []

    def make(name: str, texts: str) -> str:
        folder = tmp_path / name
        folder.mkdir()
        registering = 'from mcda.texts import register\nregister(__name__, "texts.toml")\n'
        folder.joinpath("__init__.py").write_text(registering + "THING = None\n")
        folder.joinpath("texts.toml").write_text(texts, encoding="utf-8")
        invalidate_caches()
        made.append(name)
        return name

    yield make
    for name in made:
        sys.modules.pop(name, None)
        try:
            unregister(name, "texts.toml")
        except ValueError:
            continue


def test_a_package_brings_its_own(package):
    before = dict(catalogue())
    register(package("brings_own", GOOD.format(code="brings_own_code")), "texts.toml")
    assert sentence("brings_own_code", "en", {"x": 1.5}) == "Of 1.5"
    assert text("brings_own_code", "title", "zh") == "题"
    assert {**catalogue(), **before} == catalogue()
    made = catalogue()
    register("brings_own", "texts.toml")
    assert catalogue() is made
    unregister("brings_own", "texts.toml")
    assert catalogue() == before


def test_a_code_twice_names_both_packages_and_leaves_the_first(package):
    said = sentence("extension_twice", "en", {"group": "g", "name": "n"})
    register(package("takes_code", GOOD.format(code="extension_twice")), "texts.toml")
    with pytest.raises(InvalidTexts, match=r"“takes_code”.*“extension_twice”.*“mcda\.texts”"):
        catalogue()
    assert sentence("extension_twice", "en", {"group": "g", "name": "n"}) == said


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ('[bad]\ndetail = {en = "Only English"}', "texts_incomplete"),
        ('[bad]\ndetail = {en = "Of {x}", zh = "的"}', "texts_incomplete"),
        ('[bad]\ndetail = {en = "Of {x", zh = "的"}', "texts_incomplete"),
        ('[bad]\ndetail = {en = "Empty", zh = " "}', "texts_incomplete"),
        ('[bad]\ndetial = {en = "Of", zh = "的"}', "texts_incomplete"),
        ("[bad]", "texts_incomplete"),
        ("bad = 1", "texts_incomplete"),
        ("[bad", "texts_unreadable"),
    ],
)
def test_both_languages_are_required(package, texts, code):
    register(package("half_said", texts), "texts.toml")
    with pytest.raises(InvalidTexts, match="half_said") as caught:
        catalogue()
    assert caught.value.note.code == code
    assert "half_said" in caught.value.note.say("zh")
    assert "bad" not in catalogue()


@pytest.mark.parametrize(("name", "file"), [("no_such_package", ""), ("mcda.texts", "no.toml")])
def test_what_is_not_there_is_said(name, file):
    register(name, file)
    with pytest.raises(InvalidTexts) as caught:
        catalogue()
    assert caught.value.note.code == "texts_unreadable"
    assert caught.value.note.fields["package"] == name


def test_an_extension_with_bad_texts_is_refused_and_the_rest_speaks(package, monkeypatch):
    name = package("mute_plugin", GOOD.format(code="extension_broken"))
    points = [EntryPoint("mute", f"{name}:THING", "parkwise.things")]
    monkeypatch.setattr(registries, "entry_points", lambda group: points)
    things: Registry[object] = Registry(group="parkwise.things", homes=("mcda.polytope",))
    (refusal,) = things.refused
    assert refusal.error.code == "texts_code_twice"
    assert "mute_plugin" in refusal.error.say()


def test_the_packages_of_the_project_are_there():
    for package, code in (
        (mcda.parks, "criterion_undeclared"),
        (weights, "weighting_undeclared"),
        (weights.profiles, "profile_wrong_id"),
        (api, "analysis_lost"),
    ):
        assert code in catalogue(), package


def test_the_engine_alone_has_its_own_texts_only():
    program = (
        "import sys, mcda; from mcda.texts import catalogue, sentence;"
        "assert sentence('weights_all_zero') and 'analysis_lost' not in catalogue();"
        "assert 'criterion_undeclared' not in catalogue();"
        "mcda.parks; assert 'criterion_undeclared' in catalogue();"
        "print([m for m in sys.modules if m.split('.')[0] in ('weights', 'api')])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stdout.decode().strip() == "[]"
