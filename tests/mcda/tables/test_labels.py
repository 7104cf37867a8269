import pytest

from mcda.tables.labels import is_header, label_of, read_direction


@pytest.mark.parametrize("word", ["alternative", " Alternative ", "方案", "备选"])
def test_header(word):
    assert is_header(word)


@pytest.mark.parametrize("word", ["", "park", "direction", 5.0, True])
def test_no_header(word):
    assert not is_header(word)


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("direction", "direction"),
        ("方向", "direction"),
        ("Unit", "unit"),
        ("单位", "unit"),
        ("WEIGHT", "weight"),
        ("权重", "weight"),
        ("low", "low"),
        ("下限", "low"),
        ("high", "high"),
        (" 上限 ", "high"),
        ("north", None),
        (5.0, None),
    ],
)
def test_labels(word, label):
    assert label_of(word) == label


@pytest.mark.parametrize(
    ("word", "direction"),
    [("benefit", "benefit"), ("Cost ", "cost"), ("效益", "benefit"), ("成本", "cost")],
)
def test_directions(word, direction):
    assert read_direction(word) == direction


@pytest.mark.parametrize("word", ["", "max", "min", "up", 1.0, True])
def test_no_direction(word):
    with pytest.raises(ValueError):
        read_direction(word)
