import pytest

from api.http.refusals import Unavailable
from api.reports.fonts import EMBEDDED, choose, has_chinese, installed, printable


def test_a_chinese_sans_serif_serves_both_languages():
    known = ("DejaVu Sans", "Noto Sans CJK SC", EMBEDDED)
    for language in ("en", "zh"):
        chosen = choose(language, known)
        assert chosen[0] == ("Noto Sans CJK SC", "DejaVu Sans", EMBEDDED)
        assert chosen[1]


def test_names_are_found_whatever_their_case():
    assert choose("zh", ("wenquanyi micro hei",))[0][0] == "WenQuanYi Micro Hei"


def test_english_comes_first_in_its_own_letters_beside_a_chinese_serif():
    known = ("Liberation Sans", "SimSun")
    assert choose("en", known)[0] == ("Liberation Sans", "SimSun", EMBEDDED)
    assert choose("zh", known)[0] == ("SimSun", "Liberation Sans", EMBEDDED)


def test_without_a_chinese_font():
    chosen = choose("en", ("DejaVu Sans",))
    assert chosen == (("DejaVu Sans", EMBEDDED), False)
    with pytest.raises(Unavailable) as refused:
        choose("zh", ("DejaVu Sans",))
    assert refused.value.code == "no_chinese_font"
    for language in ("en", "zh"):
        assert "apt-get install fonts-noto-cjk" in refused.value.faults[0].say(language)


def test_characters_that_cannot_be_printed_are_said():
    assert printable("Hangzhou 杭州市, “x” é") == "Hangzhou [Chinese], “x” é"
    assert has_chinese("园")
    assert not has_chinese("“Łódź” – 5 m²")


def test_the_typesetters_own_font_is_there():
    assert EMBEDDED in installed().families()
