"""What enters no criterion is noted."""

from mcda.parks import INTENTS, Catalogue, Enterprise, Park, appraise
from mcda.parks.remarks import barely_known, remarks


def _codes(catalogue: Catalogue, **said: object) -> list[str]:
    enterprise = Enterprise(**said)  # type: ignore[arg-type]
    return [note.code for note in remarks(enterprise, _study(catalogue), None)]


def _study(catalogue: Catalogue) -> list[Park]:
    return [catalogue.park(park) for park in ("ljip", "vcep", "tcr", "kitic")]


def test_silence_needs_no_remark(catalogue: Catalogue) -> None:
    assert _codes(catalogue) == []
    assert _codes(catalogue, needs_standard_factory=False) == []


def test_sectors(catalogue: Catalogue) -> None:
    study = _study(catalogue)
    notes = remarks(Enterprise(sectors=["Auto Parts", "rockets"]), study, None)
    assert [note.path[2] for note in notes] == [0, 1]
    assert notes[0].fields["parks"] == tuple(park.name for park in study[:2])
    assert notes[1].fields["parks"] == tuple(park.name for park in study)
    assert "汽车零部件" in notes[0].say("zh")
    assert "“rockets”" in notes[-1].say("en")
    assert "越南龙江工业园" in notes[0].say("zh")


def test_factories(catalogue: Catalogue) -> None:
    codes = _codes(catalogue, needs_standard_factory=True)
    assert codes == ["factory_stated", "factory_unknown"]


def test_intent(catalogue: Catalogue) -> None:
    for intent in INTENTS:
        assert _codes(catalogue, intent=intent) == ["intent_not_scored"]


def test_every_note_can_be_said(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    for enterprise in (hangzhou, Enterprise(), Enterprise(home="Atlantis", markets={"JP": 0.5})):
        for note in appraise(catalogue, enterprise).notes:
            for language in ("en", "zh"):
                assert "{" not in note.say(language)


def test_what_the_user_gave_is_not_told_as_unknown(catalogue: Catalogue) -> None:
    # Of the seven criteria three are known of VITA Park, one of Arerti: four are enough.
    parks = [catalogue.park("vita_park"), catalogue.park("arerti")]
    before = list(barely_known(catalogue, parks))
    assert [note.fields["park"] for note in before] == [park.name for park in parks]
    price = catalogue.criterion("land_price").name
    assert all(price in note.fields["missing"] for note in before)
    (after,) = barely_known(catalogue, parks, {(park.id, "land_price") for park in parks})
    assert after.fields["park"] == parks[1].name
    assert price not in after.fields["missing"]
