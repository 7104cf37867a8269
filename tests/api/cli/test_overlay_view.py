from dataclasses import replace

import pytest

from api.cli.overlay import write_checked, write_imported
from mcda.parks import load_catalogue
from mcda.parks.overlay import ClaimRow, Findings, Overlay, Quotation, SourceRow, combine, findings
from mcda.sheets.columns import RowPlace

PLACE = RowPlace("ours", "quotations", 7, {"park": 0})


def _overlay(price, park="tcr"):
    return Overlay(
        sources=(SourceRow(place=PLACE, id="offer", title="Offer", date="2026"),),
        quotations=(
            Quotation(
                place=PLACE, park=park, criterion="land_price", mode=price, source="offer",
                as_of="2026",
            ),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(("language", "word"), [("en", "your 97.7968"), ("zh", "您的 97.7968")])
def test_what_is_replaced_is_shown(capsys, language, word):
    overlay = _overlay(118.0)
    write_checked(overlay, findings(overlay, load_catalogue()), language)
    shown = capsys.readouterr().out
    assert word in shown
    assert "quotations!A7" in shown
    write_checked(Overlay(), Findings(), language)
    assert word not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Is the unit right?"), ("zh", "单位是否正确")]
)
def test_what_is_asked_about_figures_is_shown(capsys, language, word):
    overlay = _overlay(5000.0)
    told = findings(overlay, load_catalogue())
    write_checked(overlay, told, language)
    assert word in capsys.readouterr().out
    write_imported(combine(Overlay(), overlay), told, False, language)
    assert word in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "heading", "remedy"),
    [
        ("en", "Statements of yours that contradict the catalogue", "Check both sources."),
        ("zh", "与目录矛盾的自有记载", "请查对双方来源。"),
    ],
)
def test_what_is_contradicted_is_shown_with_what_to_do(capsys, language, heading, remedy):
    said = ClaimRow(
        place=RowPlace("ours", "claims", 7, {"value": 3}),
        id="own.price", subject="ljip", attribute="land_price", value="200", unit="USD/m2",
        source="offer", as_of="2026", kind="stated", quote="200 dollars a square metre",
    )  # fmt: skip
    overlay = replace(_overlay(118.0), claims=(said,), quotations=())
    found = findings(overlay, load_catalogue())
    combined = combine(Overlay(), overlay)
    for write in (
        lambda: write_checked(overlay, found, language),
        lambda: write_imported(combined, found, False, language),
    ):
        write()
        shown = "".join(capsys.readouterr().out.split())
        unit = {"en": "USD/m2", "zh": "美元/平方米"}[language]
        for part in (heading, remedy, f"200{unit}", f"160{unit}", "ljip.land_price.1"):
            assert part.replace(" ", "") in shown
    write_checked(overlay, Findings(), language)
    assert heading not in capsys.readouterr().out


def test_counts_and_differences_are_shown(capsys):
    found = combine(_overlay(118.0), _overlay(125.0))
    for replaced, said in ((False, "--replace"), (True, "took their place")):
        write_imported(found, Findings(), replaced, "en")
        lines = capsys.readouterr().out.splitlines()
        assert next(line for line in lines if line.startswith("sources")).split()[1:] == [
            "0", "1", "0",
        ]  # fmt: skip
        assert next(line for line in lines if line.startswith("quotations ")).split()[1:] == [
            "0", "0", "1",
        ]  # fmt: skip
        assert any(said in line for line in lines)
