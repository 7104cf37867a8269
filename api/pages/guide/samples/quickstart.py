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
    "weights": {
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
    },
    "detail": "summary",
}
answer = parkwise.post("/v1/recommendations", json=request).raise_for_status().json()
print(answer["decision"]["word"])
print(answer["decision"]["sentence"])

# -- chinese
chinese = {"Accept-Language": "zh"}
answer = parkwise.post("/v1/recommendations", json=request, headers=chinese).json()
print(answer["decision"]["sentence"])
