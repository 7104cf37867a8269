import pytest

from api.pages.compare.sentences import ComparisonSentences

NAMES = {
    "a": "Batang (KEK Industropolis, Grand Batang City)",
    "b": "Amata City",
    "c": "Amata City Rayong <&>",
}


def wording(language="en", tones=None, in_points=True):
    return ComparisonSentences(
        language=language, names=NAMES, tones=tones or {}, in_points=in_points
    )


def test_names_are_brief():
    say = wording()
    assert say.name("a") == "Batang"
    assert say.name("b") == "Amata City"
    assert say.name("elsewhere") == "elsewhere"


def test_first_choice_and_rival_are_coloured_and_texts_are_escaped():
    say = wording(tones={"c": "first", "b": "rival", "a": "also"})
    assert say.plain(f"“<b>” puts {NAMES['c']} before {NAMES['b']} and {NAMES['a']}.") == (
        "“&lt;b&gt;” puts "
        '<span class="first">Amata City Rayong &lt;&amp;&gt;</span> before '
        '<span class="rival">Amata City</span> and Batang.'
    )


def test_a_headline_breaks_between_phrases_not_within_a_name():
    say = wording(tones={"a": "first"})
    assert say.coloured(f"Of two, one chooses {NAMES['a']}, one {NAMES['b']}") == (
        '<span class="phrase">Of two,</span> '
        '<span class="phrase">one chooses <span class="first">Batang</span>,</span> '
        '<span class="phrase">one Amata City</span>'
    )
    assert say.coloured("No comma") == "No comma"
    assert wording("zh").coloured("三种侧重里，两种选甲") == (
        '<span class="phrase">三种侧重里，</span><span class="phrase">两种选甲</span>'
    )


@pytest.mark.parametrize(
    ("in_points", "value", "says"),
    [(True, 0.0441, "4.4"), (True, -0.12, "−12.0"), (False, 2.5, "2.50"), (False, -0.2, "−0.20")],
)
def test_differences_are_points_of_100_where_scores_allow(in_points, value, says):
    assert wording(in_points=in_points).amount(value) == says


def test_shown_parts_add_up():
    total, parts = wording().parts({"x": 0.10449, "y": 0.02449, "z": -0.01})
    assert total == "11.9"
    assert sum(float(part.replace("−", "-")) for part in parts.values()) == pytest.approx(11.9)
