"""Bad news on record: told as it stands, of the park and the estate around it, never rated."""

from dataclasses import replace
from datetime import date

import pytest

from mcda.parks import Catalogue, Claim, Enterprise, appraise
from mcda.parks.attributes import attribute_name
from mcda.parks.controversies import Risk, controversies, risks

TODAY = date(2026, 11, 28)
HOST = "amata_city_rayong"
"""The estate around TCR."""


def _claim(
    catalogue: Catalogue,
    name: str,
    as_of: str = "2025-03-04",
    subject: str = "tcr",
    topic: str = "controversy_stalled",
    weak: bool = False,
    **said: object,
) -> Claim:
    """Return bad news made up for the purpose, of a source of its own."""
    shipped = catalogue.claims["vcep.controversy_unrest.1"]
    source = replace(shipped.source, id=name, title=f"Paper {name}", weak=weak)
    made = replace(
        shipped, id=name, subject=subject, attribute=topic, as_of=as_of, source=source,
        quote="works came to a standstill", translations={"zh": "工程停滞"},
    )  # fmt: skip
    return replace(made, **said)  # type: ignore[arg-type]


def _laid(catalogue: Catalogue, *more: Claim) -> Catalogue:
    """Return the catalogue with this bad news, and none else of TCR and its estate."""
    kept = {
        name: claim
        for name, claim in catalogue.claims.items()
        if claim.kind != "controversy" or claim.subject not in ("tcr", HOST)
    }
    return replace(catalogue, claims={**kept, **{claim.id: claim for claim in more}})


def _found(catalogue: Catalogue, *more: Claim) -> list[str]:
    laid = _laid(catalogue, *more)
    return [claim.id for claim in controversies(laid, laid.parks["tcr"])]


def test_the_newest_comes_first_and_what_is_undated_last(catalogue):
    dated = {"undated": "undated", "old": "2014", "new": "c.2025", "span": "2019-2023"}
    news = [_claim(catalogue, name, as_of) for name, as_of in dated.items()]
    assert _found(catalogue, *news) == ["new", "span", "old", "undated"]
    assert _found(catalogue, *news[::-1]) == ["new", "span", "old", "undated"]
    assert _found(catalogue) == []


def test_within_a_year_the_later_day_comes_first(catalogue):
    days = {"spring": "2021-03", "winter": "2021-12-16", "autumn": "2021-11-21"}
    news = [_claim(catalogue, name, as_of) for name, as_of in days.items()]
    assert _found(catalogue, *news) == ["winter", "autumn", "spring"]


def test_that_of_the_estate_around_counts_and_that_of_guests_does_not(catalogue):
    assert catalogue.parks["tcr"].host_estate == HOST
    own = _claim(catalogue, "own", "2020")
    hosts = _claim(catalogue, "hosts", "2022", subject=HOST)
    country = _claim(catalogue, "country", "2026", subject="thailand")
    stated = _claim(catalogue, "stated", "2026", kind="stated")
    laid = _laid(catalogue, own, hosts, country, stated)
    assert [c.id for c in controversies(laid, laid.parks["tcr"])] == ["hosts", "own"]
    assert [c.id for c in controversies(laid, laid.parks[HOST])] == ["hosts"]
    alone = replace(laid.parks["tcr"], host_estate="")
    assert [c.id for c in controversies(laid, alone)] == ["own"]


def test_all_that_is_shipped_is_found_with_its_park(catalogue):
    shipped = {claim.id for claim in catalogue.claims.values() if claim.kind == "controversy"}
    told = list(risks(catalogue, catalogue.parks))
    assert {one.claim for one in told} == shipped
    assert len(shipped) > 40
    for one in told:
        assert catalogue.claims[one.claim].attribute.startswith(("controversy_", "failure_"))
        for language in ("en", "zh"):
            assert one.topic[language]
            assert "_" not in one.topic[language]
            assert one.what[language]
            said = one.sentence.say(language, {one.alternative: {"en": "Park", "zh": "园区"}})
            assert "{" not in said
            for part in (one.topic[language], one.what[language], one.as_of, one.source):
                assert part in said


def test_the_parks_keep_their_order_and_each_its_own_news(catalogue):
    news = (
        _claim(catalogue, "first", "2020"),
        _claim(catalogue, "second", "2024", subject="ljip"),
        _claim(catalogue, "third", "2023"),
    )
    laid = _laid(catalogue, *news)
    assert [(one.alternative, one.claim) for one in risks(laid, ["ljip", "tcr"])] == [
        ("ljip", "second"), ("tcr", "third"), ("tcr", "first"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "translations", "what"),
    [
        ("at a standstill", {"zh": "停滞"}, {"en": "at a standstill", "zh": "停滞"}),
        ("停滞", {"en": "at a standstill"}, {"en": "at a standstill", "zh": "停滞"}),
        ("стоит", {"en": "stands", "zh": "停滞"}, {"en": "stands", "zh": "停滞"}),
        ("stands", {}, {"en": "stands", "zh": "stands"}),
    ],
)
def test_it_is_told_in_the_readers_language_where_that_is_known(
    catalogue, quote, translations, what
):
    claim = _claim(catalogue, "one", quote=quote, translations=translations)
    (found,) = risks(_laid(catalogue, claim), ["tcr"])
    assert found == Risk(
        alternative="tcr",
        claim="one",
        topic=attribute_name("controversy_stalled"),
        what=what,
        as_of="2025-03-04",
        source="Paper one",
        weak=False,
    )
    names = {"tcr": catalogue.parks["tcr"].name}
    for language in ("en", "zh"):
        said = found.sentence.say(language, names)
        assert names["tcr"][language] in said
        for part in (found.topic[language], what[language], "2025-03-04", "Paper one"):
            assert part in said


def test_a_weak_source_is_called_so_in_both_languages(catalogue):
    said = {}
    for weak in (False, True):
        (found,) = risks(_laid(catalogue, _claim(catalogue, "one", weak=weak)), ["tcr"])
        assert found.weak is weak
        assert found.sentence.code == ("controversy_weak" if weak else "controversy")
        said[weak] = [found.sentence.say(language) for language in ("en", "zh")]
    for plain, warned in zip(said[False], said[True], strict=True):
        assert plain != warned
        assert len(warned) > len(plain)
    assert "weak source" in said[True][0]
    assert "weak" not in said[False][0]


def test_no_rating_moves_for_it(catalogue):
    before = appraise(_laid(catalogue), Enterprise(), ["tcr", "ljip"], today=TODAY)
    laid = _laid(catalogue, _claim(catalogue, "one"))
    after = appraise(laid, Enterprise(), ["tcr", "ljip"], today=TODAY)
    assert before.evidence == after.evidence
