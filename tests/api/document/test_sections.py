"""What the sections say, each held against the answer that it is made of."""

from collections import Counter

import numpy as np
import pytest

from api.document.result import Result
from api.http.language import Language
from api.http.localisation import names_in
from api.rankings.finding import each
from api.rankings.presentation import engine
from api.rankings.requests import default_parts
from api.reports.memo import memo
from tests.api.document.answers import (
    HEAD,
    HOSTILE,
    LONG,
    STUDY,
    Plain,
    kept,
    name,
    part,
    table,
    texts,
    written,
)


def ids(answer: Plain) -> list[str]:
    return [section["id"] for section in written(answer)["sections"]]


def sentence(answer: Plain, language: Language = "en") -> str:
    """Return the verdict in one sentence."""
    return str(written(answer, language)["brief"]["sentence"])


def listed(answer: Plain) -> list[str]:
    """Return the short list of an answer."""
    return [park["alternative"] for park in answer["decision"]["parks"]]


class TestSections:
    def test_all_of_a_whole_answer(self, whole):
        assert ids(whole) == [
            *("sure", "enterprise", "weights", "ranking", "reasons", "gaps"),
            *("money", "forecast", "stability"),
            *("acceptability", "facts", "ask_next", "methods", "beside", "reversal", "doubt"),
            *("scenario", "screened", "evidence", "sources", "limits", "record"),
        ]
        risky = {**whole, "risks": [{"sentence": "It burnt down."}]}
        assert "It burnt down." in texts(part(risky, "on_record"))

    def test_what_an_answer_lacks_is_left_out(self, plain, tied, nobody, alone):
        examined = {"stability", "acceptability", "methods", "facts", "beside"}
        assert examined.isdisjoint(ids(plain))
        assert {"enterprise", "sources", "scenario"}.isdisjoint(ids(tied))
        assert "evidence" in ids(tied)
        assert {"sure", "ranking", "gaps", "ask_next", "stability"}.isdisjoint(ids(nobody))
        assert "screened" in ids(nobody)
        assert "stability" not in ids(alone)

    def test_what_is_asked_for_has_its_section(self, ask):
        rows = [[1.0, {"low": 2.0, "high": 9.0}], [2.0, 6.0], [3.0, 1.0]]
        problem = {
            "criteria": [{"id": "p", "direction": "cost"}, {"id": "q", "direction": "benefit"}],
            "alternatives": [{"id": key} for key in "abc"],
            "performances": rows,
        }
        judges = [
            {"name": who, "share": 1.0, "matrix": [[1.0, size], [1 / size, 1.0]]}
            for who, size in (("Li", 5.0), ("Wu", 1 / 7))
        ]
        weights = {"kind": "ahp_group", "items": ["p", "q"], "judges": judges}
        asked = {**default_parts(), "multiverse": True}
        method = {"name": "weighted_sum"}
        answer = ask(problem=problem, weights=weights, method=method, sensitivity=asked)
        doubt = texts(part(answer, "doubt"))
        for note in answer["sensitivity"]["multiverse"]["sentences"]:
            assert note.say() in doubt
        judged = texts(part(answer, "judgements"))
        for item in answer["sensitivity"]["judgements"]["without_judge"]:
            assert (f"Without {item['judge']}: " in judged) == item["changes"]
        order = {"kind": "ranked", "order": [["p"], ["q"]]}
        asked = {**default_parts(), "exact_acceptability": True}
        certain = {**problem, "performances": [[1.0, 2.0], [2.0, 6.0], [3.0, 1.0]]}
        answer = ask(problem=certain, weights=order, method=method, sensitivity=asked)
        exact = answer["sensitivity"]["exact_acceptability"]["first_shares"]
        assert f"{max(exact.values()):.4%}" in texts(part(answer, "acceptability"))


class TestVerdict:
    def test_one_sentence_for_every_outcome(self, study, drawn, tied, nobody, alone, plain):
        lost = f"{100 * study['decision']['loss']['points']:.1f} points of 100 on average"
        assert f"is ahead, and choosing it now would give up {lost}" in sentence(study)
        said = sentence(drawn)
        assert said.startswith("It leans to Thai-Chinese Rayong Industrial Zone: if what you told")
        twenty = round(20 * drawn["verdict"]["share_first"])
        assert f"about {twenty} of 20 draws; its main rival, Vietnam-China" in said
        assert f"{HOSTILE}, {LONG} are level at the top" in sentence(tied)
        assert "all 4 alternatives were set aside" in sentence(nobody)
        assert "is the only alternative left" in sentence(alone)
        assert sentence(plain) == (
            "Thai-Chinese Rayong Industrial Zone ranks first of 2, before Longjiang Industrial "
            "Park."
        )
        assert sentence(nobody, "zh").startswith("无法给出推荐：4 个方案")

    def test_whose_weights_they_are(self, study, whole, tied):
        assumed = "Nobody stated these weights. They are the mean of the"
        assert assumed in texts(part(study, "weights"))
        assert "which was named and not stated as one's own" in texts(part(whole, "weights"))
        own = "The weights are somebody's own statement of what matters."
        assert own in texts(part(tied, "weights"))
        older = {key: value for key, value in tied["weights"].items() if key != "source"}
        assert own not in texts(part({**tied, "weights": older}, "weights"))

    def test_figures_say_how_sure(self, study, alone, plain):
        (figures,) = [b for b in part(study, "sure")["blocks"] if b["kind"] == "figures"]
        share = study["sensitivity"]["acceptability"]["rank_shares"]["tcr"][0]
        shown = [item.get("value") for item in figures["items"]]
        assert shown == [share, None]
        assert 0.5 < share < 0.75  # first in half of the draws, not in three quarters of them
        assert figures["items"][1]["text"] == "1–3"
        assert "nothing to rank" in texts(part(alone, "sure"))
        assert "not examined" in texts(part(plain, "sure"))

    def test_the_decision_and_where_its_loss_comes_from(self, whole):
        decision, told = whole["decision"], texts(part(whole, "sure"))
        assert decision["sentence"].say("en", names_in(whole)) in told
        parts = decision["loss_by"].values()
        assert sum(parts) == pytest.approx(decision["loss"]["points"], abs=1e-3)
        for points in parts:
            assert f"{100 * points:.1f} points" in told
        assert "10,000 draws (seed 7)" in texts(part(whole, "acceptability"))


class TestRanking:
    def test_all_columns(self, study, plain):
        head, first, second, *_ = table(study, "ranking")
        spans = ["Ranks, half of draws", "90 % of draws", "Proved possible"]
        assert head == ["Rank", "Park", "Score", *spans, "First in"]
        zone = "Thai-Chinese Rayong Industrial Zone"
        assert first[:3] == ["1", zone, f"{study['ranking'][0]['score']:.3f}"]
        assert table(plain, "ranking")[0] == ["Rank", "Park", "Score"]
        key = study["ranking"][1]["alternative"]
        proved = {p["alternative"]: p for p in study["sensitivity"]["possible_ranks"]}[key]
        half, ninety = study["ranks"][key]["half"], study["ranks"][key]["ninety"]
        ranks = (half, ninety, (proved["best"], proved["worst"]))
        assert second[3:6] == ["–".join(map(str, dict.fromkeys(ends))) for ends in ranks]
        assert proved["best"] <= ninety[0] <= half[0] <= half[1] <= ninety[1] <= proved["worst"]

    def test_central_ranks_hold_their_share_of_the_draws(self, study):
        for key, shares in study["sensitivity"]["acceptability"]["rank_shares"].items():
            up_to = np.cumsum(shares)
            for span, outside in (("half", 0.25), ("ninety", 0.05)):
                ends = np.searchsorted(up_to, [outside, 1 - outside]) + 1
                told = "–".join(map(str, dict.fromkeys(ends.tolist())))
                assert Result(study).central_ranks(key, span) == told

    def test_what_was_not_examined_has_no_figure(self, plain, study):
        found = Result(plain)
        assert found.first_share("tcr") is None
        assert found.central_ranks("tcr") == found.possible_ranks("tcr") == ""
        assert Result(study).first_share("nobody") is None

    def test_ties_are_ties(self, tied):
        head, *rows = table(tied, "ranking")
        assert head[1] == "Alternative"
        assert [row[0] for row in rows] == ["1 =", "1 =", "3"]
        section = part(tied, "ranking")
        assert section["blocks"][0]["strong"] == [0, 1]
        assert "shared" in texts(section["blocks"][1:])
        assert HOSTILE in texts(part(tied, "reasons"))

    def test_a_lower_score_may_be_better(self, ask):
        asked = {"parks": ["tcr", "ljip", "vcep"], "method": {"name": "vikor"}}
        found = ask(**asked, sensitivity=False)
        assert "a lower score is better" in texts(part(found, "ranking"))

    def test_gaps_as_shown_add_up_to_the_distance_as_shown(self, study):
        first, *others = study["ranking"]
        _, *rows = table(study, "gaps")
        assert len(rows) == len(others)
        for row, line in zip(rows, others, strict=True):
            *parts, total = [float(cell.replace("−", "-")) for cell in row[1:]]
            assert sum(parts) == pytest.approx(total, abs=1e-9)
            assert total == pytest.approx(first["score"] - line["score"], abs=6e-4)

    def test_scores_of_any_size(self, study):
        line = {**study["ranking"][0], "score": 0.00012345}
        assert table({**study, "ranking": [line]}, "ranking")[1][2] == "0.0001235"


class TestChange:
    def test_sentences_are_those_of_the_answer(self, study):
        found, told = study["sensitivity"], texts(part(study, "stability"))
        names = {key: name(study, key) for key in study["names"]["alternatives"]}
        criteria = {key: note.say() for key, note in study["names"]["criteria"].items()}
        assert found["smallest_change"]["sentence"].say("en", {**criteria, **names}) in told
        *reasons, objection = found["explanation"]["sentences"]
        why = texts(part(study, "reasons"))
        assert objection.say("en", {**criteria, **names}) in why
        assert reasons[0].say("en", {**criteria, **names}) in why

    def test_a_fact_counts_where_its_bounds_allow_it(self, whole):
        near = [
            fact
            for fact in whole["sensitivity"]["facts"]
            if any(end and end["within_bounds"] for end in (fact["below"], fact["above"]))
        ]
        assert near
        criterion = whole["names"]["criteria"][near[0]["criterion"]].say()
        assert f"If “{criterion}” of {name(whole, near[0]['alternative'])} is" in texts(
            part(whole, "facts")
        )

    def test_a_weight_of_one_has_no_bounds(self, study):
        item = {"criterion": "land_price", "weight": 1.0, "winner": None}
        sensitivity = {**study["sensitivity"], "stability": [item]}
        _, row = table({**study, "sensitivity": sensitivity}, "stability")
        assert row == ["Land price", "100.0%", "–", "–", "–"]


class TestAsked:
    def test_what_to_ask_next_with_what_is_known(self, drawn):
        _, *rows = table(drawn, "ask_next")
        first = drawn["ask_next"][0]
        criterion = drawn["names"]["criteria"][first["criterion"]].say()
        assert rows[0][0] == f"{name(drawn, first['alternative'])}: {criterion}"
        assert f"{first['chance_of_changing_winner']:.0%}" in rows[0][2]
        assert len(rows) == 2
        for row, item in zip(rows, drawn["ask_next"], strict=False):
            cell = drawn["evidence"][item["alternative"]][item["criterion"]]
            assert (row[1] == "not known") == (cell["kind"] == "unknown")
        fact = {"alternative": "tcr", "criterion": "land_price", "gain": 0.0123}
        assert "1.2 points" in table({**drawn, "ask_next": [fact]}, "ask_next")[1][2]

    def test_no_fact_is_worth_asking(self, study, plain):
        assert study["ask_next"] == []
        assert "No single fact" in texts(part(study, "ask_next"))
        assert "not examined" in texts(part(plain, "ask_next"))

    def test_what_was_set_aside_and_why(self, nobody, study, ask):
        told = texts(part(nobody, "screened"))
        assert len(nobody["excluded"]) == 4
        assert told.count("Land price") == 4
        found = ask(parks=[*STUDY, "thilawa"], must={"countries_excluded": ["TH"]})
        first, _, notes = part(found, "screened")["blocks"]
        assert first["items"] == [f"{name(found, 'tcr')}: You exclude Thailand."]
        assert len(notes["items"]) == len([i for i in found["gates"] if i["severity"] != "gate"])
        assert "Myanmar stands at percentile" in " ".join(notes["items"])

    def test_many_that_were_set_aside(self, ask):
        found = ask(requirements=[{"criterion": "land_price", "at_most": 1}], sensitivity=False)
        count = len(found["excluded"])
        assert len(part(found, "screened")["blocks"][0]["items"]) == count
        (short,) = memo(written(found), kept(found))["sections"]
        assert short["blocks"][0]["items"][-1] == f"{count - 4} more"

    def test_doubts_of_cells_are_counted_and_not_repeated(self, whole):
        seen = Counter(item["code"] for item in each(whole["warnings"]))
        told = texts(part(whole, "limits"))
        assert f"{seen['uncertain_cell']} values" in told
        assert f"{seen['unknown_cell']} values" in told
        items = part(whole, "limits")["blocks"][1]["items"]
        assert len(items) == 2 + seen.total() - seen["uncertain_cell"] - seen["unknown_cell"]

    def test_nothing_to_warn_of(self, ask):
        problem = {
            "criteria": [{"id": "p", "direction": "cost"}, {"id": "q", "direction": "benefit"}],
            "alternatives": [{"id": "x"}, {"id": "y"}],
            "performances": [[1.0, 1.0], [2.0, 3.0]],
        }
        weights = {"kind": "direct", "values": {"p": 2.0, "q": 1.0}}
        answer = ask(problem=problem, weights=weights)
        assert answer["warnings"] == []
        assert part(answer, "limits") is None


class TestEnterprise:
    def test_facts_in_words(self, study):
        english = dict(table(study, "enterprise")[1:])
        assert english["Home"] == "Zhejiang/Hangzhou"
        assert english["Sectors"] == "auto parts"
        assert english["Sales by market"] == (
            "United States 60%, European Union 20%, the park's own country 20%"
        )
        assert english["First investment abroad"] == "yes"
        assert english["Trusted partners in"] == "left open"
        chinese = dict(table(study, "enterprise", "zh")[1:])
        assert chinese["总部所在地"] == "浙江杭州"
        assert chinese["企业规模"] == "中小企业"
        assert chinese["投资目的"] == "试水，先小规模投入"

    def test_what_is_not_known_stays_as_it_was_written(self, plain):
        facts = {
            "home": {"province": "Zhejiang", "city": "=Nowhere"},
            "sectors": ["auto_parts", "ceramics"],
            "markets": {"vietnam": 0.5, "MARS": 0.5},
            "needs_standard_factory": False,
            "partners_in": ["tcr"],
            "investor_reliance": 0.4,
            "container_value": 25000.0,
        }
        spec = {**plain["record"]["spec"], "enterprise": facts}
        answer = {**plain, "record": {**plain["record"], "spec": spec}}
        rows = dict(table(answer, "enterprise")[1:])
        assert "=Nowhere" in rows["Home"]
        assert rows["Sales by market"] == "Vietnam 50%, MARS 50%"
        assert rows["Needs a factory that stands already"] == "no"
        assert rows["Trusted partners in"] == "Thai-Chinese Rayong Industrial Zone"
        assert rows["Goods in a 40-foot container (USD)"] == "25,000"
        facts["home"] = {"province": "Atlantis", "city": "Deep"}
        assert dict(table(answer, "enterprise")[1:])["Home"] == "Atlantis Deep"


class TestWeights:
    def test_a_profile_and_its_swings(self, whole):
        told = texts(part(whole, "weights"))
        assert "which was named and not stated as one's own priorities" in told
        assert "Profile “Exporter hit by tariffs”: our reading of interviews, not measured" in told
        assert "Trade cost exposure 100, Land price 40, Government support 35" in told
        assert "Without support in the interviews" in told
        values = sorted(whole["weights"]["values"].values(), reverse=True)
        assert 1 / 7 < values[0] < 100 / 250  # the mean of what is drawn is flatter than the swings
        _, *rows = table(whole, "weights")
        assert [row[1] for row in rows] == [f"{value:.1%}" for value in values]
        assert rows[0][0] == "Landed cost"
        scale = whole["scales"]["landed_cost"]
        worst, best = (f"{scale[end]:.0f} of 100 of sales" for end in ("worst", "best"))
        assert rows[0][3] == f"from {worst} to {best}"
        shown = [float(row[2].rstrip("%")) for row in rows]
        assert sum(shown) == pytest.approx(100, abs=0.05 * len(shown))
        assert shown[0] == pytest.approx(100 * whole["influence"]["landed_cost"], abs=0.05)

    def test_weights_that_nobody_stated_say_so(self, study):
        told = texts(part(study, "weights"))
        assert "Nobody stated these weights." in told
        for profile in ("First-time private exporter", "Exporter hit by tariffs"):
            assert f"50%: Profile “{profile}”: our reading of interviews, not measured" in told
        assert "what going from the worst to the best end of a criterion's scale is worth" in told

    def test_a_problem_without_scales_says_how_its_weights_count(self, tied):
        assert len(table(tied, "weights")[0]) == 3
        assert tied["weights"]["meaning"] == "column"
        assert "what the method's normalisation makes of each column" in texts(
            part(tied, "weights")
        )

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_judgements_and_blends(self, ask, language):
        items = ["land_price", "infrastructure", "hometown_ties"]
        matrix = [[1.0, 3.0, 2.0], [1 / 3, 1.0, 3.0], [0.5, 1 / 3, 1.0]]
        ahp = {"kind": "ahp", "items": items, "matrix": matrix}
        equal = {"kind": "objective", "scheme": "equal"}
        parts = [{"share": 3.0, "weights": ahp}, {"share": 1.0, "weights": equal}]
        asked = {"parks": STUDY, "criteria": items, "sensitivity": False}
        assert "0.247" in texts(part(ask(weights=ahp, **asked), "weights", language))
        blend = {"kind": "blend", "parts": parts}
        assert "75%" in texts(part(ask(weights=blend, **asked), "weights", language))

    def test_what_is_left_out_on_purpose(self, whole):
        said = {**whole["weights"]["diagnostics"], "profile": "own", "excluded": ["infrastructure"]}
        found = {**whole["weights"], "diagnostics": said}
        told = texts(part({**whole, "weights": found}, "weights"))
        assert "weight 0: Infrastructure" in told
        assert "Profile “own”" in told


class TestOthers:
    @pytest.mark.parametrize(
        ("language", "place", "case"),
        [
            ("en", "Hofusan Industrial Park, Mexico: about ", "XZB Tech (Zhejiang/Hangzhou)"),
            ("zh", "墨西哥，北美华富山工业园：约占同类企业的", "新坐标（浙江杭州）：墨西哥"),
        ],
    )
    def test_where_firms_went_with_cases_and_hits(self, study, language, place, case):
        said = texts(part(study, "forecast", language))
        assert place in said
        assert case in said
        rate = study["forecast"]["hit_rate"]
        assert f"{rate['countries']:.0%}" in said
        assert str(rate["plants"]) in said
        assert "forecast" not in ids({**study, "forecast": None})

    def test_other_methods(self, study):
        rankings = study["sensitivity"]["methods"]["rankings"]
        section = part(study, "methods")
        assert len(section["blocks"][1]["rows"]) == len(rankings)
        for key in {order[0] for order in rankings.values()}:
            share = sum(order[0] == key for order in rankings.values()) / len(rankings)
            assert f"{name(study, key)} {share:.0%}" in section["blocks"][0]["text"]

    def test_ties_of_other_methods_are_ties(self, tied):
        assert any(" = " in row[1] for row in table(tied, "methods"))

    def test_a_method_that_cannot_take_the_data(self, ask):
        problem = {
            "criteria": [{"id": "p", "direction": "cost"}, {"id": "q", "direction": "benefit"}],
            "alternatives": [{"id": "x"}, {"id": "y"}],
            "performances": [[-1.0, 1.0], [2.0, 3.0]],
        }
        weights = {"kind": "direct", "values": {"p": 2.0, "q": 1.0}}
        asked = {"methods": ["topsis", "weighted_product"]}
        answer = ask(problem=problem, weights=weights, sensitivity=asked)
        lacking = answer["sensitivity"]["methods"]["unavailable"]
        assert lacking
        for note in lacking.values():
            assert note["detail"].say() in texts(part(answer, "methods"))

    def test_reversal(self, ask, whole):
        found = whole["sensitivity"]["reversal"]
        assert found["cases"] == found["order_cases"] == []
        assert "can change the order of two others" in texts(part(whole, "reversal"))
        textbook = ask(
            method={"name": "ahp", "mode": "distributive"},
            sensitivity={**default_parts(), "reversal": True},
        )
        found = textbook["sensitivity"]["reversal"]
        cases = len(found["cases"]) + len(found["order_cases"])
        assert cases > 8
        told = texts(part(textbook, "reversal"))
        assert found["sentence"].say() in told
        assert f"{cases - 8} more" in told

    def test_the_ranking_beside(self, study):
        _, *rows = table(study, "beside")
        assert [row[1] for row in rows] == [
            name(study, line["alternative"]) for line in study["beside"]["ranking"]
        ]
        same = study["beside"]["same_first"]
        assert ("has the same first" in texts(part(study, "beside"))) == same

    def test_the_scenario_with_its_duties(self, whole):
        told = texts(part(whole, "scenario"))
        scenario = whole["scenario"]
        assert f"as of {scenario['as_of']}" in told
        duty = scenario["rates"]["US"]["cambodia"]
        assert f"{duty['mode']:.3g} ({duty['low']:.4g} to {duty['high']:.4g})" in told
        assert duty["low"] < duty["mode"] < duty["high"]
        assert "Vietnam" in told
        assert len(whole["scenarios"]) == 3
        for item in whole["scenarios"]:
            assert item["name"].say() in told
            assert all(name(whole, key) in told for key in item["winners"])
        assert "越南" in texts(part(whole, "scenario", "zh"))

    def test_a_scenario_of_ones_own(self, ask):
        own = {
            "name": "=mine",
            "as_of": "2026-11-01",
            "rates": {
                "US": {"vietnam": 20.0, "thailand": {"low": 10.0, "high": 30.0}},
                "EU": {"vietnam": {"low": 3.0, "mode": 3.0, "high": 3.0}},
            },
        }
        answer = ask(parks=["tcr", "ljip"], scenario=own, sensitivity=False)
        told = texts(part(answer, "scenario"))
        assert "=mine, as of 2026-11-01" in told
        assert "20 (10 to 30)" in told


class TestEvidence:
    def test_each_value_with_bounds_kind_grade_and_quotations(self, study):
        (block,) = [b for b in part(study, "evidence")["blocks"] if b["kind"] == "table"]
        assert block["grouped"]
        found = study["evidence"]["tcr"]["land_price"]
        zone = "Thai-Chinese Rayong Industrial Zone"
        row = next(r for r in block["rows"] if [c["text"] for c in r[:2]] == [zone, "Land price"])
        said = [cell["text"] for cell in row]
        # The land is sold at 90.6 (70.9 to 130): 20 years of it cost 1 - 1.08**-20 = 0.78545 of it.
        price = ["71.16 USD/m2 for 20 years", "55.69 to 102.1"]
        assert said[2:6] == [*price, "derived", "weak"]
        assert (row[2]["value"], row[2]["unit"]) == (found["value"], found["unit"])
        assert (row[3]["low"], row[3]["high"]) == (found["low"], found["high"])
        assert said[6] == found["rationale"].say()
        assert row[5]["tone"] == "weak"
        assert len(row[7]["refs"]) == len(found["claims"])

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_quotations_stand_word_for_word(self, study, language):
        told = texts(part(study, "sources", language))
        cells = [cell for row in study["evidence"].values() for cell in row.values()]
        claims = [study["claims"][name] for cell in cells for name in cell["claims"]]
        translations = [claim["translations"].get(language) for claim in claims]
        assert any(translations)
        for said in [claim["quote"] for claim in claims] + list(filter(None, translations)):
            assert said in told

    def test_a_figure_of_ones_own_and_what_else_the_caller_changed(self, ask):
        own = {"alternative": "tcr", "criterion": "land_price", "value": 95.0, "source": HOSTILE}
        rules = [
            {"criterion": "infrastructure", "at_least": 1, "at_most": 9},
            {"criterion": "one_stop_services", "one_of": [1, 2, 3, 4]},
        ]
        asked = {"parks": ["tcr", "ljip"], "overrides": [own], "requirements": rules}
        answer = ask(**asked, sensitivity=False)
        assert f"Your own figure: {HOSTILE}" in texts(part(answer, "evidence"))
        told = texts(part(answer, "record"))
        assert f"Land price of Thai-Chinese Rayong Industrial Zone is 95 ({HOSTILE})" in told
        assert "Requirement: Infrastructure at least 1, at most 9." in told
        assert "one of 1, 2, 3, 4" in told

    def test_a_problem_has_the_data_that_were_sent(self, tied, study):
        head, *rows = table(tied, "evidence")
        assert head[1] == "=Price (USD/m2; less is better)"
        assert rows[2] == ["c", "2 to 3", "not known"]
        assert part({**study, "evidence": {}}, "evidence") is None

    def test_cells_of_every_kind(self, tied):
        problem = tied["record"]["spec"]["problem"]
        sent = [
            [1234.5, {"low": 1.0, "mode": 2.0, "high": 3.0}],
            [{"dist": "normal", "mean": 2.0, "sd": 0.5}, 1],
            [1, 1],
        ]
        spec = {**tied["record"]["spec"], "problem": {**problem, "performances": sent}}
        answer = {**tied, "record": {**tied["record"], "spec": spec}}
        _, first, second, _ = table(answer, "evidence")
        assert first[1:] == ["1,234.5", "2 (1 to 3)"]
        assert second[1] == "normal mean 2, sd 0.5"

    def test_private_claims_are_marked(self, study):
        claim = {"id": "own.1", "source": "=ours", "as_of": "2026", "quote": "", "private": True}
        cell = {**study["evidence"]["tcr"]["land_price"], "claims": ["own.1"]}
        evidence = {"tcr": {"land_price": cell}}
        answer = {**study, "evidence": evidence, "claims": {"own.1": claim}}
        (source,) = part(answer, "sources")["blocks"][1]["sources"]
        assert source["claims"][0]["details"] == "as of 2026, your own data"


class TestRecord:
    def test_what_identifies_an_answer(self, study):
        rows = dict(table(study, "record")[1:])
        assert rows["Input SHA-256"] == study["record"]["input_sha256"]
        assert rows["Engine"] == engine()
        assert rows["Result"] == "3, from version 2 of the assessment"
        assert rows["Made at"] == "25 Nov 2026, 08:30 UTC"
        assert rows["Asked by"] == HEAD.by
        assert rows["Method"] == "AHP (mode: ratings)"
        assert "Report made by" not in rows

    def test_private_data_are_told_where_there_were_any(self, study):
        assert "Private data SHA-256" not in dict(table(study, "record")[1:])
        private = {**study, "record": {**study["record"], "overlay": "0" * 64}}
        assert dict(table(private, "record")[1:])["Private data SHA-256"] == "0" * 64
        assert dict(table(private, "record", "zh")[1:])["自有数据 SHA-256"] == "0" * 64

    def test_another_engine_is_named_and_warned_of(self, study):
        old = {**study, "record": {**study["record"], "engine": "parkwise 0.0.1"}}
        rows = dict(table(old, "record")[1:])
        assert (rows["Engine"], rows["Report made by"]) == ("parkwise 0.0.1", engine())
        assert "parkwise 0.0.1" in written(old)["notes"][0]
        assert written(study)["notes"] == []
