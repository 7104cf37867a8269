# -- begin
import os
import uuid

import httpx2

address = os.environ.get("PARKWISE_URL", "http://127.0.0.1:8000")
parkwise = httpx2.Client(base_url=address, timeout=60)

# -- once
key = str(uuid.uuid4())
for _ in range(2):
    saved = parkwise.post(
        "/v1/assessments",
        json={"name": "Sent twice", "enterprise": {}},
        headers={"Idempotency-Key": key},
    ).raise_for_status()
    print(int(saved.headers.get("Idempotency-Replayed") == "true"))
place = f"/v1/assessments/{saved.json()['id']}"

# -- kept
tag = parkwise.get("/v1/criteria").headers["ETag"]
print(parkwise.get("/v1/criteria", headers={"If-None-Match": tag}).status_code)

# -- changed
parkwise.patch(place, json={"name": "Changed by a colleague"}).raise_for_status()
late = parkwise.patch(place, json={"name": "Changed by me"}, headers={"If-Match": '"1"'})
print(late.json()["status"])

# -- pages
query, seen = {"limit": 1}, 0
while True:
    page = parkwise.get(f"{place}/versions", params=query).raise_for_status().json()
    seen += len(page["items"])
    if page["next"] is None:
        break
    query["cursor"] = page["next"]
print(seen, "versions")
