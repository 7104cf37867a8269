"""Names fall back to ids."""

from api.charts.names import Names


def test_an_id_speaks_for_itself() -> None:
    names = Names(language="zh", alternatives={"tcr": "泰中罗勇工业园"}, criteria={"p": "价格"})
    assert [names.alternative("tcr"), names.alternative("x")] == ["泰中罗勇工业园", "x"]
    assert [names.criterion("p"), names.criterion("q")] == ["价格", "q"]
