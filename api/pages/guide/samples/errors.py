# -- begin
import os

import httpx2

address = os.environ.get("PARKWISE_URL", "http://127.0.0.1:8000")
parkwise = httpx2.Client(base_url=address, timeout=60)

# -- ask
answer = parkwise.post(
    "/v1/recommendations",
    json={
        "enterprise": {"sectors": ["autoparts"], "firstInvestment": True},
        "method": {"name": "TOPSIS"},
    },
)
problem = answer.json()
print(answer.status_code)
print(problem["code"])

# -- read
for fault in problem["errors"]:
    meant = fault["did_you_mean"][0]
    print(f"{fault['in']} {fault['pointer']}: {fault['code']}, did you mean {meant}?")

# -- explain
explanation = parkwise.get(problem["type"]).raise_for_status().json()
print(explanation["cause"])
print(explanation["remedy"])

# -- chinese
answer = parkwise.post(
    "/v1/recommendations",
    json={"enterprise": {"firstInvestment": True}},
    headers={"Accept-Language": "zh"},
)
print(answer.json()["detail"])
