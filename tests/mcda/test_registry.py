"""What registers itself is found by name, and what cannot be offered is refused by name."""

from dataclasses import dataclass
from importlib.metadata import EntryPoint

import pytest

from mcda import registry as registries
from mcda.errors import InvalidExtension
from mcda.registry import OWN, PROCESS, Origin, Registry


@dataclass(frozen=True)
class Thing:
    id: str


@pytest.fixture
def points(monkeypatch: pytest.MonkeyPatch) -> list[EntryPoint]:
    found: list[EntryPoint] = []
    monkeypatch.setattr(registries, "entry_points", lambda group: found)
    return found


def made(**options: object) -> Registry[Thing]:
    # The home package holds nothing that registers here.
    return Registry(group="parkwise.things", homes=("mcda.polytope",), **options)  # type: ignore[arg-type]


def test_what_a_process_registers_is_found_and_let_go(points):
    things = made()
    one = things.register(Thing("one"))
    assert dict(things) == {"one": one}
    assert things.origin("one") == PROCESS
    assert things.local == ("one",)
    things.unregister("one")
    assert "one" not in things


def test_a_home_is_a_package_or_a_module(points):
    things = Registry[Thing](group="parkwise.things", homes=("mcda.polytope", __name__))
    things.register(Thing("one"))
    assert things.origin("one") == OWN


def test_a_name_is_taken_once(points):
    things = made()
    one = things.register(Thing("one"))
    assert things.register(one) is one
    with pytest.raises(InvalidExtension) as caught:
        things.register(Thing("one "))
    assert caught.value.faults[0].code == "extension_unnamed"
    with pytest.raises(InvalidExtension) as caught:
        things.register(Thing("one"))
    assert caught.value.faults[0].code == "extension_twice"


def test_an_entry_point_is_taken_in(points):
    points.append(EntryPoint("lands", "tests.mcda.test_registry:OUTSIDER", "parkwise.things"))
    assert list(made()) == ["outsider"]


def test_what_could_not_be_looked_for_is_looked_for_again(points, monkeypatch):
    def broken(group: str) -> list[EntryPoint]:
        monkeypatch.setattr(registries, "entry_points", lambda group: points)
        raise OSError(group)

    points.append(EntryPoint("lands", "tests.mcda.test_registry:OUTSIDER", "parkwise.things"))
    monkeypatch.setattr(registries, "entry_points", broken)
    things = made()
    with pytest.raises(OSError, match=r"parkwise\.things"):
        list(things)
    assert list(things) == ["outsider"]
    assert things.is_complete


def test_a_broken_entry_point_is_left_out_and_says_which(points, caplog):
    points.append(EntryPoint("gone", "no_such_package:thing", "parkwise.things"))
    points.append(EntryPoint("lands", "tests.mcda.test_registry:OUTSIDER", "parkwise.things"))
    things = made()
    assert list(things) == ["outsider"]
    (refusal,) = things.refused
    assert (refusal.name, refusal.error.code) == ("gone", "extension_broken")
    assert "no_such_package" in refusal.error.say("zh")
    (line,) = caplog.messages
    assert "gone is not offered" in line


def test_what_comes_from_elsewhere_is_judged(points):
    judged: list[tuple[Thing, Origin]] = []

    def judge(thing: Thing, origin: Origin) -> None:
        judged.append((thing, origin))

    things = made(judge=judge)
    one = things.register(Thing("one"))
    things.register(one)
    assert judged == [(one, PROCESS)]


def test_the_version_is_another_one_whenever_other_things_are_held(points):
    things = made()
    before = things.version
    things.register(Thing("one"))
    between = things.version
    things.unregister("one")
    assert len({before, between, things.version}) == 3
    assert things.version == things.version


OUTSIDER = Thing("outsider")
