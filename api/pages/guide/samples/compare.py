# -- begin
import os

import httpx2

address = os.environ.get("PARKWISE_URL", "http://127.0.0.1:8000")
parkwise = httpx2.Client(base_url=address, timeout=60)

# -- ask
request = {
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "Hangzhou"},
        "sectors": ["auto_parts"],
        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
        "size": "sme",
        "first_investment": True,
        "intent": "trial",
    },
    "weightings": [
        {
            "name": "owner",
            "weights": {"kind": "profile", "id": "first-time-private-exporter"},
        },
        {"name": "sales", "weights": {"kind": "profile", "id": "tariff-hit-exporter"}},
        {
            "name": "finance",
            "weights": {
                "kind": "swing",
                "points": {
                    "land_price": 100,
                    "government_support": 60,
                    "trade_cost_exposure": 40,
                    "infrastructure": 20,
                    "one_stop_services": 10,
                    "hometown_ties": 5,
                    "investor_type": 5,
                },
            },
        },
    ],
}
answer = parkwise.post("/v1/comparisons", json=request).raise_for_status().json()
for seen in answer["rankings"]:
    print(f"{seen['name']}: {seen['ranking'][0]['alternative']}")

# -- consensus
print(answer["consensus"]["sentence"])

# -- disagreement
for pair in answer["disagreement"]:
    most = max(pair["shares"], key=pair["shares"].get)
    print(f"{' and '.join(pair['between'])}: {most}")

# -- keep
profile = {
    "name": "What the board agreed on",
    "weights": {
        "kind": "blend",
        "parts": [
            {
                "share": 2,
                "weights": {"kind": "profile", "id": "first-time-private-exporter"},
            },
            {"share": 1, "weights": {"kind": "profile", "id": "tariff-hit-exporter"}},
        ],
    },
}
kept = parkwise.put("/v1/own-profiles/own:board", json=profile).raise_for_status().json()
print(kept["id"])
