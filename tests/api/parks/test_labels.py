from api.parks.labels import labels_in, labels_of_catalogue
from mcda.texts import Note


def test_labels_of_the_catalogue():
    assert labels_of_catalogue("en").criterion("labour_cost") == "Labour cost"
    assert labels_of_catalogue("zh").alternative("tcr") == "泰中罗勇工业园 (tcr)"


def test_labels_that_an_answer_brings():
    north = Note.of({"en": "North", "zh": "北区"})
    answer = {"names": {"alternatives": {"n": north}, "criteria": {"p": "Price"}}}
    assert labels_in(answer, "zh").alternative("n") == "北区 (n)"
    assert labels_in(answer, "en").criterion("p") == "Price"
    assert labels_in({}, "en").alternative("x") == "x"
