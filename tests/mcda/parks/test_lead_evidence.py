"""The lead by grade of evidence, added up another way."""

from datetime import date

import pytest

from mcda import WeightVector, rank
from mcda.explain import contrast
from mcda.parks import Catalogue, Enterprise, Override, appraise
from mcda.parks.lead_evidence import lead_evidence

TODAY = date(2026, 11, 25)
PARKS = ("ljip", "vcep", "tcr", "kitic")


def test_parts_by_grade_sum_to_the_lead(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    appraisal = appraise(catalogue, hangzhou, PARKS, today=TODAY)
    weights = WeightVector.normalised(appraisal.criterion_ids, [1] * 7)
    ranking = rank(appraisal, weights, "topsis")
    found = lead_evidence(ranking, appraisal)
    assert found is not None
    assert (found.winner, found.rival) == ranking.alternatives[:2]
    assert sum(found.by_grade.values()) == pytest.approx(found.lead)
    assert found.lead == pytest.approx(contrast(ranking).lead)
    weak = total = 0.0
    for part in contrast(ranking).parts:
        total += abs(part.part)
        cells = [appraisal.evidence[park][part.criterion] for park in ranking.alternatives[:2]]
        if {cell.quality.grade for cell in cells if cell.quality} & {"weak", "none"}:
            weak += abs(part.part)
    assert found.weak_share == pytest.approx(weak / total)
    assert 0 < found.weak_share <= 1
    names = {park.id: park.name for park in appraisal.alternatives}
    assert f"{100 * found.weak_share:.0f} %" in found.sentence.say("en", names)
    assert "薄弱证据" in found.sentence.say("zh", names)


def test_own_figures_rest_on_nothing_weak(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    own = [
        Override(alternative=park, criterion="land_price", value=value, source="our quotation")
        for park, value in zip(PARKS, (90, 100, 110, 120), strict=True)
    ]
    appraisal = appraise(catalogue, hangzhou, PARKS, ["land_price"], own, today=TODAY)
    weights = WeightVector.normalised(["land_price"], [1])
    found = lead_evidence(rank(appraisal, weights, "weighted_sum"), appraisal)
    assert found is not None
    assert (list(found.by_grade), found.weak_share) == (["own"], 0.0)


def test_one_park_leads_nobody(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    appraisal = appraise(catalogue, hangzhou, ["tcr"], today=TODAY)
    weights = WeightVector.normalised(appraisal.criterion_ids, [1] * 7)
    assert lead_evidence(rank(appraisal, weights), appraisal) is None
