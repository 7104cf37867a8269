"""How many parks that Chinese makers really chose the gates would have taken from them.

``tests/studies/data/real-choices.csv`` holds 89 plants in parks of the catalogue, with their
sources. Sectors and markets are stated as the firm would; where no source tells a market, a rule by
sector does, which never looks at the country chosen (``markets_basis``). The catalogue is today's,
the firms chose from 2010 on. ``python -m tests.studies.test_gates`` prints the shares.
"""

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from mcda.parks import Catalogue, Enterprise, load_catalogue
from mcda.parks.gates import GATES, Gate, gates

TODAY = date(2026, 12, 1)
CHOICES = Path(__file__).parent / "data" / "real-choices.csv"
ONE, ALL = 0.05, 0.10
"""Of the parks really chosen, the most that a gate, and all together, may take out."""


def choices(catalogue: Catalogue) -> Iterator[tuple[Enterprise, str]]:
    """Yield each firm with the park that it chose."""
    with CHOICES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["park_id"] in catalogue.parks:
                pairs = (part.split() for part in filter(None, row["markets_used"].split(";")))
                markets = {market: float(share) for market, share in pairs}
                sectors = row["sectors_used"].replace(";", " ").split()
                yield Enterprise(sectors=sectors, markets=markets), row["park_id"]


def shares(catalogue: Catalogue, on: Collection[str] = ()) -> dict[str, float]:
    """Return the share of the parks chosen that each gate takes out, and ``all`` of them."""
    rows = list(choices(catalogue))
    out: Counter[str] = Counter()
    for firm, park in rows:
        shut: Sequence[Gate] = gates(catalogue, firm, [park], TODAY, on=on)
        codes = {gate.code for gate in shut if gate.severity == "gate"}
        out.update([*codes, *(["all"] if codes else [])])
    return {code: out[code] / len(rows) for code in (*GATES, "all")}


def test_gates_leave_nine_of_ten_really_chosen_parks() -> None:
    taken = shares(load_catalogue())
    assert max(taken[code] for code in GATES) <= ONE, taken
    assert 0 < taken["all"] <= ALL, taken


def test_what_only_warns_would_take_too_many() -> None:
    wanted = shares(load_catalogue(), on=("sector", "stability"))
    assert min(wanted["sector"], wanted["stability"]) > ONE, wanted


if __name__ == "__main__":
    for name, on in (("as they stand", ()), *((f"with {code} on", (code,)) for code in GATES)):
        print(name, {code: round(share, 3) for code, share in shares(load_catalogue(), on).items()})
