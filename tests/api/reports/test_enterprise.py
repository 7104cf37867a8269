from api.reports.enterprise import enterprise, enterprise_rows, market
from tests.api.reports.conftest import seen


def test_facts_in_words(study):
    english = dict(enterprise_rows(seen(study)))
    assert english["Home"] == "Zhejiang/Hangzhou"
    assert english["Sectors"] == "auto parts"
    assert english["Sales by market"] == (
        "United States 60%, European Union 20%, the park's own country 20%"
    )
    assert english["First investment abroad"] == "yes"
    assert english["Trusted partners in"] == "left open"
    chinese = dict(enterprise_rows(seen(study, "zh")))
    assert chinese["总部所在地"] == "浙江杭州"
    assert chinese["企业规模"] == "中小企业"
    assert chinese["投资目的"] == "试水，先小规模投入"


def test_a_problem_has_no_enterprise(tied):
    assert enterprise(seen(tied)) is None


def test_what_is_not_known_stays_as_it_was_written(ask):
    facts = {
        "home": {"province": "Zhejiang", "city": "=Nowhere"},
        "sectors": ["auto_parts", "ceramics"],
        "markets": {"vietnam": 1.0},
        "needs_standard_factory": False,
        "partners_in": ["tcr"],
        "investor_reliance": 0.4,
        "container_value": 25000.0,
    }
    answer = ask(parks=["tcr", "ljip"], sensitivity=False)
    answer["record"]["spec"]["enterprise"] = facts
    rows = dict(enterprise_rows(seen(answer)))
    assert "=Nowhere" in rows["Home"]
    assert rows["Sales by market"] == "Vietnam 100%"
    assert rows["Needs a factory that stands already"] == "no"
    assert rows["Trusted partners in"] == "Thai-Chinese Rayong Industrial Zone"
    assert rows["Goods in a 40-foot container (USD)"] == "25,000"
    facts["home"] = {"province": "Atlantis", "city": "Deep"}
    assert dict(enterprise_rows(seen(answer)))["Home"] == "Atlantis Deep"
    assert market(seen(answer), "MARS") == "MARS"
    assert market(seen(answer, "zh"), "CN") == "中国"
