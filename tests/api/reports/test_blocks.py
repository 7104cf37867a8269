from api.reports.blocks import bullets, cell, figures, quotations, section, table, text


def test_what_has_nothing_to_show_is_left_out():
    assert bullets([]) is None
    assert figures([]) is None
    assert quotations([]) is None
    assert table("caption", ["a"], [], (1,)) is None
    found = section("key", "Title", text("said"), None, bullets([]))
    assert found["blocks"] == [text("said")]


def test_cells_of_a_table_are_alike():
    found = table("caption", ["a", "b"], [["x", cell("y", "weak", ["1.1"])]], (1, 0), numbers=(1,))
    assert found["rows"] == [
        [
            {"text": "x", "tone": "", "refs": []},
            {"text": "y", "tone": "weak", "refs": ["1.1"]},
        ]
    ]
    assert (found["numbers"], found["strong"], found["titled"]) == ([1], [], False)
