from api.reports.sources import name_of, numbered, translation


def test_every_claim_has_one_number(whole):
    sources, references = numbered(whole)
    claims = [
        claim
        for row in whole["evidence"].values()
        for cell in row.values()
        for claim in cell["claims"]
    ]
    assert {name_of(claim) for claim in claims} == set(references)
    assert [source["number"] for source in sources] == list(range(1, len(sources) + 1))
    listed = [claim["ref"] for source in sources for claim in source["claims"]]
    assert sorted(listed) == sorted(references.values())
    assert len(set(listed)) == len(listed)
    for source in sources:
        assert {claim["source"] for claim in source["claims"]} == {source["title"]}


def test_the_winner_is_numbered_first(whole):
    first = whole["ranking"][0]["alternative"]
    claims = [c for cell in whole["evidence"][first].values() for c in cell["claims"]]
    assert numbered(whole)[1][name_of(claims[0])] == "1.1"


def test_a_ranking_has_none(tied):
    assert numbered(tied) == ([], {})


def test_translations():
    claim = {"quote": "hello", "translations": {"zh": "你好", "en": "hello"}}
    assert translation(claim, "zh") == "你好"
    assert translation(claim, "en") == ""
    assert translation({"quote": "x"}, "en") == ""
    assert name_of({"source": "s", "as_of": "2020", "quote": "q"}) == "('s', '2020', 'q')"
