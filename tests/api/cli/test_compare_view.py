import json

from tests.api.document.answers import SEVEN

STATED = {"land_price": 50, "trade_cost_exposure": 20, "government_support": 30}
FINANCE = {"kind": "direct", "values": dict.fromkeys(SEVEN, 0) | STATED}
OPTIONS = (
    *("--weights", "owner=first-time-private-exporter"),
    *("--weights", "sales=tariff-hit-exporter"),
    *("--weights", f"finance={json.dumps(FINANCE)}"),
)


def _problem(rows, criteria):
    return {
        "criteria": [{"id": f"c{j}", "direction": "benefit"} for j in range(criteria)],
        "alternatives": [{"id": f"a{i}"} for i in range(len(rows))],
        "performances": rows,
    }


def _direct(name, values):
    weights = {f"c{j}": value for j, value in enumerate(values)}
    return {"name": name, "weights": {"kind": "direct", "values": weights}}


def test_sentences_come_first_and_measures_are_asked_for(call, study):
    shown = call("compare", study, *OPTIONS).stdout
    first, second, *_ = shown.splitlines()
    assert first.startswith("Of three weightings, ")
    assert second.startswith("If it must be one, ")
    text = " ".join(shown.split())
    assert "“finance” choose differently above all because of" in text
    assert " points of 100" in text
    for measure in ("Kendall", "Regret", "Weight moved", "Warnings"):
        assert measure not in shown
    assert "--full prints the measures" in shown


def test_only_parks_near_the_front_are_shown_unasked(call, study):
    def listed(*options):
        shown = call("compare", study, *OPTIONS, *options).stdout
        return shown.split("Ranks by weighting")[1].split("Method:")[0]

    short, whole = listed(), listed("--full")
    rows = [line.split() for line in short.splitlines() if "(" in line]
    assert all(min(map(int, row[-3:])) <= 3 for row in rows)
    left = whole.count("(") - short.count("(")
    assert left > 0
    assert f"... and {left} more; --full lists all." in " ".join(short.split())


def test_sentences_or_another_form_not_both(call, study):
    result = call("compare", study, *OPTIONS, "--full", "--csv")
    assert result.exit_code == 2
    assert "different forms of one answer" in " ".join(result.stderr.split())


def test_shows_every_part(call, study):
    result = call("compare", study, *OPTIONS, "--full")
    assert result.exit_code == 0, result.stderr
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    for line in (
        *("Ranks by weighting", "Alternative owner sales finance", "Method: ahp"),
        *("How sure each first place is", "Land price 19.6% 15.4% 50.0%"),
        *("How far the weightings agree", "Why they choose differently"),
        *("Weighting Other Kendall tau Weight moved", "What everybody can live with", "Warnings"),
    ):
        assert line in lines
    text = " ".join(lines)
    assert "- owner: " in text
    assert " points of 100" in text
    assert "If it must be one, " in text
    assert " behind " in text


def test_speaks_chinese(call, study):
    shown = call("compare", study, *OPTIONS, "--full", "--lang", "zh").stdout
    for words in (
        *("各套权重下的名次", "泰中罗勇工业园 (tcr)", "各套权重的一致程度"),
        *("各自的第一名有多大把握", "各方都能接受的选择", "若只能定一个，", "第一名为什么不同"),
        "土地价格",
    ):
        assert words in shown
    assert "Weight" not in shown


def test_nothing_is_lost_on_a_narrow_terminal(call, enterprise):
    shown = call("compare", enterprise, *OPTIONS, "--full", COLUMNS="60").stdout
    assert all(len(line) <= 60 for line in shown.splitlines())
    assert "Government support" in " ".join(shown.split())


def test_ties_and_agreement(call, write):
    document = {
        "problem": _problem([[2.0, 2.0], [2.0, 2.0], [1.0, 1.0]], 2),
        "weightings": [_direct("p", [1, 1]), _direct("q", [3, 1])],
    }
    shown = call("compare", write("c.json", document), "--full").stdout
    assert shown.count("1 =") == 4
    assert "= tied" in shown
    assert shown.startswith("Both weightings choose a0 and a1 (level).")
    assert "Everybody puts a0 and a1 first: nobody objects." in shown
    assert "Why they choose differently" not in shown


def test_many_pairs_are_counted(call, write):
    weightings = [_direct(f"w{k}", [k, 10 - k]) for k in range(11)]
    document = {"problem": _problem([[2.0, 1.0], [1.0, 2.0]], 2), "weightings": weightings}
    shown = call("compare", write("c.json", document), "--full").stdout
    assert "... and 10 more of this kind; --json lists all." in shown


def test_no_markup_is_read_in_names(call, write):
    document = {
        "problem": _problem([[2.0, 1.0], [1.0, 2.0]], 2),
        "weightings": [_direct("[bold]p", [1, 2]), _direct("[/]q", [2, 1])],
    }
    shown = call("compare", write("c.json", document), "--full").stdout
    assert "[bold]p" in shown
    assert "[/]q" in shown
