# -- begin
import os
from pathlib import Path

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
    "parks": ["ljip", "thilawa", "tcr", "kitic"],
    "weights": {"kind": "profile", "id": "first-time-private-exporter"},
}
saved = parkwise.post("/v1/assessments", json=facts).raise_for_status().json()
place = f"/v1/assessments/{saved['id']}"

# -- run
result = parkwise.post(f"{place}/run").raise_for_status().json()
print(result["number"])
print(result["answer"]["decision"]["sentence"])

# -- change
change = {"enterprise": {"markets": {"US": 1.0, "EU": None, "host": None}}}
as_read = {"If-Match": '"1"'}
changed = parkwise.patch(place, json=change, headers=as_read).raise_for_status().json()
print(changed["version"])
result = parkwise.post(f"{place}/run").raise_for_status().json()
print(result["number"])
print(result["answer"]["decision"]["sentence"])

# -- compare
difference = parkwise.get(f"{place}/results/1/diff/2").raise_for_status().json()
for moved_by in difference["inputs"]:
    print(moved_by["path"])
for park in difference["moved"]:
    print(park["alternative"], "from", park["before"], "to", park["after"])

# -- report
memo = parkwise.get(f"{place}/results/2/report.pdf", params={"lang": "en"}).raise_for_status()
Path("memo.pdf").write_bytes(memo.content)
print(memo.content[:5].decode())

# -- share
board = {"name": "Board", "expires_in": 14 * 24 * 3600}
link = parkwise.post(f"{place}/shares", json=board).raise_for_status().json()
print(httpx2.get(link["url"], timeout=60).status_code)
for shared in parkwise.get(f"{place}/shares").raise_for_status().json()["items"]:
    print(shared["name"], "opened", shared["opened"], "times")
parkwise.delete(f"{place}/shares/{link['id']}").raise_for_status()
print(httpx2.get(link["url"]).status_code)
