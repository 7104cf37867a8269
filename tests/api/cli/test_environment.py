def test_settings_that_cannot_be_used(fails, call, sheet, enterprise):
    for arguments in (("rank", sheet), ("recommend", enterprise), ("serve",)):
        result = call(*arguments, PARKWISE_MAX_SAMPLES="many")
        fails(result, "PARKWISE_MAX_SAMPLES", code=1)
