# -- begin
import os

import httpx2

address = os.environ.get("PARKWISE_URL", "http://127.0.0.1:8000")
parkwise = httpx2.Client(base_url=address, timeout=60)
enterprise = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme",
    "first_investment": True,
    "intent": "trial",
}
weights = {
    "kind": "swing",
    "points": {
        "land_price": 100,
        "hometown_ties": 80,
        "infrastructure": 60,
        "one_stop_services": 40,
        "trade_cost_exposure": 40,
        "government_support": 20,
        "investor_type": 10,
    },
}

# -- ask
request = {
    "enterprise": enterprise,
    "weights": weights,
    "parks": ["ljip", "vcep", "tcr", "kitic"],
    "evidence": ["tcr"],
}
answer = parkwise.post("/v1/recommendations", json=request).raise_for_status().json()
print(answer["decision"]["sentence"])
for row in answer["ranking"]:
    print(row["rank"], row["alternative"], round(row["score"], 3))

# -- evidence
cell = answer["evidence"]["tcr"]["hometown_ties"]
print(cell["kind"])
print(cell["claims"][0])
claim = answer["claims"][cell["claims"][0]]
print(claim["source"])
print(claim["as_of"])

# -- override
request["overrides"] = [
    {
        "alternative": "tcr",
        "criterion": "land_price",
        "value": {"low": 90, "high": 100},
        "source": "quotation of the park, 12 November 2026",
    }
]
request["detail"] = "summary"
again = parkwise.post("/v1/recommendations", json=request).raise_for_status().json()
for decision in (answer["decision"], again["decision"]):
    print(decision["word"])
    print(round(decision["loss"]["points"], 4))
