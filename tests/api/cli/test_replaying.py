import json


def test_json_holds_tenants_ranks_scores_and_caveats(call, few_draws):
    found = few_draws
    result = call("replay", "--json", "--lang", "zh")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    assert (document["method"], document["samples"]) == ("ahp", found.samples)
    assert document["without_reason"] == list(found.without_reason)
    assert document["tenants"][0]["other"] == [{"id": "operator_trust", "name": "对运营方的信任"}]
    assert document["tenants"][0]["reasons"][0]["reference"] == "G2Q4"
    assert document["tenants"][0]["all_reasons"] == [["hometown_ties", "operator_trust"]]
    first = document["correspondences"]["counted"][0]
    assert (first["criterion"], first["rows"][0]["tenant"]) == ("operator_trust", "G2-01")
    for way, items in found.placed.items():
        shown = document["placed"][way]
        assert [item["rank"] for item in shown] == [item.place.rank for item in items]
        assert [item["first_share"] for item in shown] == [item.first_share for item in items]
        assert document["scores"][way]["hit_rate"] == found.scores[way].hit_rate
    assert [item["code"] for item in document["caveats"]] == [n.code for n in found.caveats]
    assert document["caveats"][-1]["detail"] == found.caveats[-1].say("zh")


def test_another_method(call, few_draws):
    document = json.loads(call("replay", "--method", "weighted_sum", "--json").stdout)
    assert document["method"] == "weighted_sum"
    assert document["scores"]["own_without_ties"] != document["scores"]["own"]


def test_what_cannot_rank_is_told(call):
    result = call("replay", "--method", "nope")
    assert result.exit_code == 2
    assert result.stderr.startswith("--method: ")
    assert "There is no method “nope”" in result.stderr
