"""What enters no criterion is noted."""

from mcda.parks import INTENTS, Catalogue, Enterprise
from mcda.parks.remarks import remarks


def _codes(catalogue: Catalogue, **said: object) -> list[str]:
    enterprise = Enterprise(**said)  # type: ignore[arg-type]
    return [note.code for note in remarks(enterprise, list(catalogue.parks.values()), None)]


def test_silence_needs_no_remark(catalogue: Catalogue) -> None:
    assert _codes(catalogue) == []
    assert _codes(catalogue, needs_standard_factory=False) == []


def test_sectors(catalogue: Catalogue) -> None:
    everywhere = list(catalogue.parks.values())
    notes = remarks(Enterprise(sectors=["Auto Parts", "rockets"]), everywhere, None)
    assert [note.path[2] for note in notes] == [0, 0, 1, 1, 1, 1]
    parks = [note.fields["park"]["en"] for note in notes[:2]]
    assert parks == [catalogue.park(park).name["en"] for park in ("ljip", "vcep")]
    assert "汽车零部件" in notes[0].say("zh")
    assert "'rockets'" in notes[-1].say("en")
    assert notes[0].fields["claims"] == catalogue.park("ljip").sector_claims


def test_factories(catalogue: Catalogue) -> None:
    codes = _codes(catalogue, needs_standard_factory=True)
    assert codes == ["factory_unknown", "factory_unknown", "factory_stated", "factory_unknown"]


def test_intent(catalogue: Catalogue) -> None:
    for intent in INTENTS:
        assert _codes(catalogue, intent=intent) == ["intent_not_scored"]


def test_every_note_can_be_said(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    for enterprise in (hangzhou, Enterprise(), Enterprise(home="Atlantis", markets={"JP": 0.5})):
        for note in catalogue.appraise(enterprise).notes:
            for language in ("en", "zh"):
                assert "{" not in note.say(language)
