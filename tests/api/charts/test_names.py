"""Names fall back to ids."""

from api.charts.names import Names


def test_an_id_speaks_for_itself() -> None:
    names = Names(language="zh", alternatives={"tcr": "泰中罗勇工业园"}, criteria={"p": "价格"})
    assert [names.alternative("tcr"), names.alternative("x")] == ["泰中罗勇工业园", "x"]
    assert [names.criterion("p"), names.criterion("q")] == ["价格", "q"]


def test_what_no_drawing_can_hold_is_replaced() -> None:
    said = "Zone \0\x01\x1f\ufffe\t\U0001f3ed"
    names = Names(language="en", alternatives={"a": said}, criteria={"b": said})
    shown = "Zone \ufffd\ufffd\ufffd\ufffd\t\U0001f3ed"
    assert [names.alternative("a"), names.criterion("b")] == [shown, shown]
