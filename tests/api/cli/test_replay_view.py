def test_shows_tenants_scores_and_caveats(call, few_draws):
    result = call("replay", COLUMNS="200")
    assert result.exit_code == 0, result.stderr
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    found = few_draws
    price = next(item for item in found.placed["own"] if item.tenant == "G2-04")
    share = f"{100 * price.first_share:.1f}%"
    tie = next(item for item in found.placed["own"] if item.tenant == "G2-05")
    half = f"{100 * tie.first_share:.1f}%"
    told = next(item for item in found.placed["all_own"] if item.tenant == "G2-10")
    trust = f"{100 * told.first_share:.1f}%"
    for line in (
        "What tenants chose, and what their own reasons recommend",
        "G2-05 tcr Hometown ties; also: recommendation ljip = tcr 1 = " + half + " tcr 1",
        "The same with all reasons that a criterion stands for",
        "G2-10 ljip Trust in the operator ljip = vcep = 1 = " + trust + " - - vcep 3",
        "How often the park chosen comes first",
        "Why this is no validation",
    ):
        assert line in lines
    assert any(line.startswith("G2-12 vcep Hometown ties = Land price > Inv") for line in lines)
    assert any(line.startswith("G2-04 tcr Land price;") and share in line for line in lines)
    assert any(line.startswith("G2-09 ljip no stated reason among the seven;") for line in lines)
    assert "guessing 15 0 15 25.0% ± 11.2% 0.521 ± 0.075 -" in lines
    shown = " ".join(result.stdout.split())
    assert all(" ".join(note.say().split()) in shown for note in found.caveats)


def test_speaks_chinese(call, few_draws):
    shown = call("replay", "--lang", "zh", COLUMNS="200").stdout
    for words in (
        "实际选择",
        "土地价格",
        "七项准则之内无自述理由",
        "为什么这不是验证",
        "随机猜测",
        "不计其所言",
    ):
        assert words in shown
    assert "Reasons" not in shown


def test_nothing_is_lost_on_a_narrow_terminal(call, few_draws):
    shown = call("replay", COLUMNS="60").stdout
    assert all(len(line) <= 60 for line in shown.splitlines())
    assert shown.count("G2-15") > 1  # the table comes in parts
