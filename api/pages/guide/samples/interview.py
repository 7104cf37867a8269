# -- begin
import os

import httpx2

address = os.environ.get("PARKWISE_URL", "http://127.0.0.1:8000")
parkwise = httpx2.Client(base_url=address, timeout=60)

# -- save
facts = {
    "name": "Hangzhou parts maker",
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "Hangzhou"},
        "sectors": ["auto_parts"],
        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
        "size": "sme",
        "first_investment": True,
        "intent": "trial",
    },
    "parks": ["ljip", "vcep", "tcr", "kitic"],
}
saved = parkwise.post("/v1/assessments", json=facts).raise_for_status().json()
place = f"/v1/assessments/{saved['id']}"

# -- question
standing = parkwise.get(f"{place}/next-question").raise_for_status().json()
print(standing["question"]["text"])
print(standing["question"]["reason"])

# -- answer
asked = 0
while question := standing["question"]:
    reply = {"question_id": question["question_id"], "reply": "first"}
    standing = parkwise.post(f"{place}/answers", json=reply).raise_for_status().json()
    asked += 1
print(asked, "answers")
print(standing["word"])
print(standing["standing"]["sentence"])

# -- back
standing = parkwise.delete(f"{place}/answers/{asked}").raise_for_status().json()
print(len(standing["answers"]))
