QUICK = ("--samples", "50", "--seed", "3")


def test_names_follow_the_language(call, request_file):
    english = call("rank", request_file, *QUICK).stdout
    chinese = call("rank", request_file, "--lang", "zh", *QUICK).stdout
    assert "North Park (north)" in english
    assert "Land price" in english
    assert "北园 (north)" in chinese
    assert "土地价格" in chinese
