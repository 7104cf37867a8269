# -- begin
import os
from pathlib import Path

import httpx2

address = os.environ.get("PARKWISE_URL", "http://127.0.0.1:8000")
parkwise = httpx2.Client(base_url=address, timeout=60)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# -- lay
content = Path("own.xlsx").read_bytes()
answer = parkwise.put("/v1/overlay", content=content, headers={"Content-Type": XLSX})
laid = answer.raise_for_status().json()
for told in laid["replaced"]:
    print(told["detail"])

# -- use
park = parkwise.get("/v1/parks/tcr").raise_for_status().json()
for claim in park["claims"]:
    if claim["private"]:
        print(claim["attribute"])

# -- fetch
workbook = parkwise.get("/v1/overlay/workbook").raise_for_status()
Path("again.xlsx").write_bytes(workbook.content)
print(workbook.content[:2].decode())

# -- remove
print(parkwise.delete("/v1/overlay").raise_for_status().status_code)
