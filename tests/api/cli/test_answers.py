QUICK = ("--samples", "50", "--seed", "3")


def test_shows_every_part(call, sheet):
    result = call("rank", sheet)
    assert result.exit_code == 0
    assert result.stderr == ""
    for words in (
        "Ranking",
        "Rank   Alternative",
        "Can be first within the doubt",
        "How far each weight may move",
        "Smallest change of weights",
        "Share of draws in which each is first",
        "10000 draws, seed 7, of every weight within a factor of 1 ± 0.2",
        "What other methods say",
        "Does the winner depend on the list of alternatives?",
        "Warnings",
        "is unknown; it may lie anywhere from 0 to 8",
        "Weights (direct): price 50.0%, utilities 25.0%, days 25.0%",
        "Method: topsis normalisation=vector distance=euclidean",
    ):
        assert words in result.stdout


def test_speaks_chinese(call, sheet):
    result = call("rank", sheet, "--lang", "zh", *QUICK)
    assert result.exit_code == 0
    for words in ("排名", "名次", "敏感", "警示", "各权重可变动的范围"):
        assert (words in result.stdout) is (words != "敏感")
    assert call("rank", sheet, *QUICK, LANG="zh_CN.UTF-8").stdout == result.stdout


def test_shows_every_part_of_a_recommendation(call, enterprise):
    result = call("recommend", enterprise, *QUICK)
    assert result.exit_code == 0, result.stderr
    for words in (
        "Thai-Chinese Rayong Industrial Zone (tcr)",
        "Nobody stated these weights.",
        "How far each weight may move",
        "Evidence",
        "--json gives the reasons, quotations, sources and dates",
        "Ask next",
        "values are uncertain; their bounds stand under Evidence.",
        "Trade cost exposure",
    ):
        assert words in result.stdout


def test_recommends_in_chinese(call, enterprise):
    shown = call("recommend", enterprise, *QUICK, "--lang", "zh").stdout
    for words in ("排名", "泰中罗勇工业园 (tcr)", "证据", "接下来应询问", "土地价格", "警示"):
        assert words in shown


def test_names_follow_the_language(call, request_file):
    english = call("rank", request_file, *QUICK).stdout
    chinese = call("rank", request_file, "--lang", "zh", *QUICK).stdout
    assert "North Park (north)" in english
    assert "Land price" in english
    assert "北园 (north)" in chinese
    assert "土地价格" in chinese
