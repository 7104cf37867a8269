import pytest


def test_settings_that_cannot_be_used(fails, call, sheet, enterprise):
    for arguments in (("rank", sheet), ("recommend", enterprise), ("serve",)):
        fails(call(*arguments, PARKWISE_MAX_SAMPLES="many"), "PARKWISE_MAX_SAMPLES", code=1)


@pytest.mark.parametrize(("language", "said"), [("en", "a list in JSON"), ("zh", "JSON 列表")])
def test_a_list_that_is_no_json(fails, call, language, said):
    result = call("serve", "--lang", language, PARKWISE_CORS_ORIGINS="https://a.example")
    fails(result, "PARKWISE_CORS_ORIGINS", said, code=1)


def test_an_empty_setting_is_one_left_out(call, sheet):
    result = call("rank", sheet, PARKWISE_ANALYSIS_PROCESSES="")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_misspelt_setting_is_told(call, sheet):
    result = call("rank", sheet, PARKWISE_MAX_SAMPLE="3", PARKWISE_OF_SOMEBODY="x")
    assert result.exit_code == 0
    assert " ".join(result.stderr.split()) == (
        "PARKWISE_MAX_SAMPLE is no setting and does nothing; PARKWISE_MAX_SAMPLES is one."
    )
