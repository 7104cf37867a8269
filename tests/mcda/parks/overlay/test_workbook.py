import html
import io
import re
import zipfile
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from mcda.errors import InvalidTable
from mcda.parks.overlay import Overlay, format_workbook, read_overlay
from mcda.parks.overlay.columns import layouts


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_a_workbook_reads_back_as_it_was(overlay, catalogue, tmp_path):
    path = tmp_path / "ours.xlsx"
    for written in (overlay, Overlay()):
        for with_shipped in (True, False):
            path.write_bytes(format_workbook(written, catalogue, with_shipped))
            assert read_overlay(path, catalogue) == written


def test_a_chinese_one_reads_back_and_is_spoken_of_by_its_names(overlay, catalogue, tmp_path):
    path = tmp_path / "ours.xlsx"
    path.write_bytes(format_workbook(overlay, catalogue, language="zh"))
    assert read_overlay(path, catalogue) == overlay
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["来源", "记载", "评分", "报价", "explained", "lists"]
    heads = book.get_sheet_by_name("报价").to_python()[0]
    assert heads[:5] == ["园区", "准则", "下限", "众数", "上限"]
    wrong = replace(overlay, quotations=(replace(overlay.quotations[0], mode=1e9),))
    path.write_bytes(format_workbook(wrong, catalogue, language="zh"))
    with pytest.raises(InvalidTable) as caught:
        read_overlay(path, catalogue)
    assert "报价!D2" in str(caught.value)


def test_what_a_price_buys_is_kept(leasing, catalogue, tmp_path):
    path = tmp_path / "ours.xlsx"
    path.write_bytes(format_workbook(leasing, catalogue))
    assert read_overlay(path, catalogue) == leasing
    (claim,), (quotation,) = leasing.claims, leasing.quotations
    sheets = CalamineWorkbook.from_path(path)
    for sheet, row in (("claims", claim), ("quotations", quotation)):
        head, written = sheets.get_sheet_by_name(sheet).to_python()[:2]
        assert head[-2:] == ["tenure", "lease_years"]
        assert written[-2:] == [row.tenure, row.lease_years or ""]


def test_text_never_becomes_a_formula(overlay, catalogue):
    found = parts(format_workbook(overlay, catalogue, with_shipped=True))
    sheets = [text for name, text in found.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 9
    assert not [text for text in sheets if "<f>" in text]


def test_drop_downs_offer_what_the_catalogue_knows(catalogue):
    found = parts(format_workbook(Overlay(), catalogue))
    ratings = found["xl/worksheets/sheet3.xml"]
    lists = dict(re.findall(r'sqref="([A-Z])2:[A-Z]\d+".*?<formula1>(.*?)</formula1>', ratings))
    assert set(lists) == {"A", "B", "C", "D"}
    assert lists["A"] == "park_list"
    assert html.unescape(lists["D"]) == 'INDIRECT("levels_"&$B2)'
    names = dict(re.findall(r'<definedName name="(\w+)">(.*?)<', found["xl/workbook.xml"]))
    rows = CalamineWorkbook.from_filelike(
        io.BytesIO(format_workbook(Overlay(), catalogue))
    ).get_sheet_by_name("lists").to_python()  # fmt: skip
    for name, wanted in (
        ("park_list", tuple(catalogue.parks)),
        ("levels_infrastructure", ("none", "three", "five", "seven")),
    ):
        column, last = re.fullmatch(r"lists!\$([A-Z])\$2:\$\1\$(\d+)", names[name]).groups()
        place = ord(column) - ord("A")
        assert rows[0][place] == name
        assert tuple(row[place] for row in rows[1 : int(last)]) == wanted
    assert "levels_land_price" not in names


def test_headers_are_frozen_and_every_column_has_a_note(catalogue):
    found = parts(format_workbook(Overlay(), catalogue, with_shipped=True))
    for number, layout in enumerate(layouts().values(), 1):
        assert 'state="frozen"' in found[f"xl/worksheets/sheet{number}.xml"]
        assert found[f"xl/comments{number}.xml"].count("<comment ") == len(layout.columns)
        assert layout.columns[0].note["zh"] in found[f"xl/comments{number}.xml"]
    for number in (5, 6, 7, 8):  # the explanation and what is shipped
        assert "<sheetProtection" in found[f"xl/worksheets/sheet{number}.xml"]
