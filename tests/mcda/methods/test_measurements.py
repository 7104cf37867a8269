from mcda.methods.measurements import LAWS, Kept, measured_laws, problems_measured


def test_counts_of_a_configuration():
    fixed = next(m for m in measured_laws("topsis") if m.parameters["normalisation"] == "range")
    assert set(fixed.laws) == set(fixed.early) == set(LAWS)
    assert fixed.laws["reversal"] == Kept(kept=problems_measured(), tried=problems_measured())
    assert fixed.early["reversal"].tried < fixed.laws["reversal"].tried


def test_min_max_reverses_more_often_than_a_fixed_range():
    (spotis,), (mabac,) = measured_laws("spotis"), measured_laws("mabac")
    assert spotis.laws["reversal"].kept == spotis.laws["reversal"].tried
    assert mabac.laws["reversal"].kept < 0.95 * mabac.laws["reversal"].tried


def test_a_method_of_another_package_was_not_measured():
    assert measured_laws("electre") == ()
