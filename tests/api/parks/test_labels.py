from api.parks.labels import labels_of_template


def test_a_template_gives_the_names_of_what_it_compares():
    assert labels_of_template("location", "en").alternative("inland_china") == (
        "Inland China (inland_china)"
    )
    assert labels_of_template("location", "zh").criterion("policy_support") != "policy_support"
    assert labels_of_template("parks", "en").criterion("labour_cost") == "Labour cost"
