from api.document.result import Result, numbered


def test_every_claim_has_one_number(whole):
    sources, references = numbered(Result(whole).evidence, whole["claims"])
    names = {
        name
        for row in whole["evidence"].values()
        for cell in row.values()
        for name in cell["claims"]
    }
    assert names == set(references)
    assert [source["number"] for source in sources] == list(range(1, len(sources) + 1))
    listed = [claim["ref"] for source in sources for claim in source["claims"]]
    assert sorted(listed) == sorted(references.values())
    assert len(set(listed)) == len(listed)
    for source in sources:
        assert {claim["source"] for claim in source["claims"]} == {source["title"]}


def test_the_winner_is_numbered_first(whole):
    first = whole["ranking"][0]["alternative"]
    names = [name for cell in whole["evidence"][first].values() for name in cell["claims"]]
    assert numbered(Result(whole).evidence, whole["claims"])[1][names[0]] == "1.1"


def test_a_ranking_has_none(tied):
    assert numbered(Result(tied).evidence, {}) == ([], {})
