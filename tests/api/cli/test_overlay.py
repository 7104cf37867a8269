"""Export, check and import of private data, as a user calls them."""

import pytest

SOURCES = "id,title,date\noffer,Offer of March,2026-03\n"
QUOTATIONS = (
    "park,criterion,mode,source,as_of,tenure,lease_years\n"
    "tcr,land_price,{},offer,2026-03,lease,50\n"
)


@pytest.fixture
def data(tmp_path):
    """Write private data with a quotation, and return the folder."""

    def data(name, price):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
        (folder / "quotations.csv").write_text(QUOTATIONS.format(price), encoding="utf-8")
        return folder

    return data


@pytest.mark.parametrize("name", ["out.xlsx", pytest.param("out", marks=pytest.mark.long)])
def test_what_is_exported_is_checked_and_imported_as_it_was(call, data, tmp_path, name):
    own, out, into = data("own", 118), tmp_path / name, tmp_path / "into"
    result = call("catalogue", "export", out, "--with-shipped", PARKWISE_CATALOGUE=str(own))
    assert result.exit_code == 0
    assert "2 rows" in result.stdout
    checked = call("catalogue", "check", out)
    assert checked.exit_code == 0
    assert "your 94.7025 takes the place" in checked.stdout
    assert call("catalogue", "import", out, "--into", into).exit_code == 0
    before = {path.name: path.read_bytes() for path in into.iterdir()}
    assert call("catalogue", "import", own, "--into", into).exit_code == 0
    assert {path.name: path.read_bytes() for path in into.iterdir()} == before


def test_nothing_is_overwritten_by_an_export(call, data, fails, tmp_path):
    own, file = data("own", 118), tmp_path / "out.xlsx"
    file.write_bytes(b"mine")
    fails(call("catalogue", "export", file), "out.xlsx", "exists")
    fails(call("catalogue", "export", own), "exists")
    fails(call("catalogue", "export", own, "--format", "xlsx"), "exists")
    assert file.read_bytes() == b"mine"


def test_faults_are_told_with_cell_value_and_remedy(call, data, fails, tmp_path):
    own = data("own", "118 USD")
    for arguments in (("check", own), ("import", own, "--into", tmp_path / "into")):
        result = call("catalogue", *arguments)
        fails(result, "own: quotations!C2", "“118 USD”", "Write the number alone", "Faults: 1")
        assert "quotations!C2（mode）" in call("catalogue", *arguments, "--lang", "zh").stderr
    assert not (tmp_path / "into").exists()


def test_a_row_that_differs_is_kept_unless_it_may_be_replaced(call, data, tmp_path):
    into, new = data("into", 118), data("new", 125)
    kept = call("catalogue", "import", new, "--into", into)
    assert kept.exit_code == 1
    assert "quotations!A2: “tcr/land_price” differs" in kept.stdout
    assert "118" in (into / "quotations.csv").read_text("utf-8-sig")
    assert call("catalogue", "import", new, "--into", into, "--replace").exit_code == 0
    assert "125" in (into / "quotations.csv").read_text("utf-8-sig")


def test_what_together_makes_no_sense_is_not_written(call, data, fails, tmp_path):
    into, new = data("into", 118), tmp_path / "ratings.csv"
    head = "park,criterion,kind,mode,claims,rationale_en"
    new.write_text(f"{head}\ntcr,land_price,stated,120,quotation.tcr.land_price,x\n", "utf-8")
    fails(call("catalogue", "import", new, "--into", into), "quotations!A2", "ratings!A2")
    assert not (into / "ratings.csv").exists()


CLAIMS = """id,subject,attribute,value,unit,as_of,kind,source,quote
visit.tenants,ljip,tenants,{},companies,2022-12,stated,offer,so many tenants
"""


@pytest.mark.long
def test_a_claim_that_contradicts_the_catalogue_is_told_and_kept(call, data, tmp_path):
    own, into = data("own", 118), tmp_path / "into"
    (own / "claims.csv").write_text(CLAIMS.format(99), encoding="utf-8")
    for arguments in (("check", own), ("import", own, "--into", into)):
        for language, words in (("en", "contradicts the catalogue's"), ("zh", "与目录中的")):
            result = call("catalogue", *arguments, "--lang", language)
            assert result.exit_code == 0
            told = " ".join(result.stdout.split())
            assert words.replace(" ", "") in told.replace(" ", "")
            unit = {"en": "companies", "zh": "家企业"}[language]
            for part in ("claims!D2", f"99{unit}", f"52{unit}", "OfferofMarch"):
                assert part in told.replace(" ", "")
    assert "99" in (into / "claims.csv").read_text("utf-8-sig")
    (own / "claims.csv").write_text(CLAIMS.format(52), encoding="utf-8")
    assert "contradict" not in call("catalogue", "check", own).stdout


def test_a_folder_that_cannot_be_written(call, data, tmp_path):
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    result = call("catalogue", "import", data("new", 118), "--into", file / "below")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


NEWEST = (
    "id,subject,attribute,value,low,high,unit,as_of,kind,source,locator,quote\n"
    "own.tcr.port,tcr,distance_port,80,,,km,2026-03-03,stated,offer,,80 km from the port\n"
    "own.vcep.owner,vcep,operator_ownership,private,,,,2026-03-03,stated,offer,,private owners\n"
)


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("your 80 km", "takes the place of the catalogue's 27 km", "contradicts",
                "Is the investor state-owned or private?", "Our reading:")),
        ("zh", ("您的 80 公里", "取代目录中的 27 公里", "矛盾", "投资方是国有还是民营？",
                "我们的解读：")),
    ],
)  # fmt: skip
def test_a_newest_figure_and_an_open_question_are_told(call, tmp_path, language, parts):
    folder, into = tmp_path / "own", tmp_path / "into"
    folder.mkdir()
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (folder / "claims.csv").write_text(NEWEST, encoding="utf-8")
    for arguments in (("check", folder), ("import", folder, "--into", into)):
        result = call("catalogue", *arguments, "--lang", language)
        assert result.exit_code == 0
        shown = "".join(result.stdout.split())
        for part in parts:
            assert "".join(part.split()) in shown
        assert "distance_port" not in shown.replace("tcr.distance_port", "")
