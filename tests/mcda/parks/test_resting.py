"""The lead by grade of evidence, added up another way."""

from datetime import date

import pytest

from mcda import WeightVector, rank
from mcda.explain import contrast
from mcda.parks import Catalogue, Enterprise, Override, appraise
from mcda.parks.resting import resting

TODAY = date(2026, 11, 25)
PARKS = ("ljip", "vcep", "tcr", "kitic")


def test_parts_by_grade_sum_to_the_lead(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    appraisal = appraise(catalogue, hangzhou, PARKS, today=TODAY)
    weights = WeightVector.normalised(appraisal.criterion_ids, [1] * 7)
    answer = rank(appraisal, weights, "topsis")
    found = resting(answer, appraisal)
    assert found is not None
    assert (found.winner, found.rival) == answer.alternatives[:2]
    assert sum(found.by_grade.values()) == pytest.approx(found.lead)
    assert found.lead == pytest.approx(contrast(answer).lead)
    weak = total = 0.0
    for part in contrast(answer).parts:
        total += abs(part.part)
        cells = [appraisal.evidence[park][part.criterion] for park in answer.alternatives[:2]]
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
    found = resting(rank(appraisal, weights, "weighted_sum"), appraisal)
    assert found is not None
    assert (list(found.by_grade), found.weak_share) == (["own"], 0.0)


def test_one_park_leads_nobody(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    appraisal = appraise(catalogue, hangzhou, ["tcr"], today=TODAY)
    weights = WeightVector.normalised(appraisal.criterion_ids, [1] * 7)
    assert resting(rank(appraisal, weights), appraisal) is None
