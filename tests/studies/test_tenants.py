"""Firms that stand, or committed to stand, in parks and hosts: each with its page and its words."""

import csv
import io
from collections import Counter
from pathlib import Path

from mcda.parks import load_catalogue
from mcda.parks.places import provinces
from mcda.parks.sectors import sectors

FILE = Path(__file__).with_name("tenants.csv")
ROWS = list(csv.DictReader(io.StringIO(FILE.read_text(encoding="utf-8"))))


def test_each_names_its_page_and_its_words_and_what_is_known():
    catalogue = load_catalogue()
    assert len(ROWS) >= 300
    assert len({row["country"] for row in ROWS}) >= 25
    assert max(Counter(row["id"] for row in ROWS).values()) == 1
    plants = Counter((row["firm_en"], row["country"], row["park"], row["sector"]) for row in ROWS)
    assert max(plants.values()) == 1
    for row in ROWS:
        assert row["quote"].strip(), row["id"]
        assert row["source_url"].startswith("http"), row["id"]
        assert row["status"] in ("operating", "building", "announced", "left"), row["id"]
        assert row["sector"] in {"", *sectors()}, row["id"]
        assert row["home_province"] in {"", *dict(provinces())}, row["id"]
        assert not row["park"] or catalogue.park(row["park"]).country == row["country"], row["id"]
        if row["from"] == "catalogue":
            claim = catalogue.claims[row["claim"]]
            assert row["quote"] in claim.quote, row["id"]
            assert row["source"] == claim.source.id, row["id"]
