from api.cli.labels import labels_of_template

QUICK = ("--samples", "50", "--seed", "3")


def test_names_follow_the_language(call, request_file):
    english = call("rank", request_file, *QUICK).stdout
    chinese = call("rank", request_file, "--lang", "zh", *QUICK).stdout
    assert "North Park (north)" in english
    assert "Land price" in english
    assert "北园 (north)" in chinese
    assert "土地价格" in chinese


def test_a_template_gives_the_names_of_what_it_compares():
    assert labels_of_template("location", "en").alternative("inland_china") == (
        "Inland China (inland_china)"
    )
    assert labels_of_template("location", "zh").criterion("policy_support") != "policy_support"
    assert labels_of_template("parks", "en").criterion("labour_cost") == "Labour cost"
