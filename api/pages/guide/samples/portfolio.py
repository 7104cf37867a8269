# -- begin
import os
from pathlib import Path

import httpx2

address = os.environ.get("PARKWISE_URL", "http://127.0.0.1:8000")
parkwise = httpx2.Client(base_url=address, timeout=60)

# -- submit
Path("clients.csv").write_text("""\
id,province,city,sectors,markets
c-001,Zhejiang,Hangzhou,auto_parts,US=0.6;EU=0.4
c-002,Guangdong,Dongguan,electronics,EU=0.8;host=0.2
c-003,Jiangsu,Suzhou,textiles,US=1
""")
answer = parkwise.post(
    "/v1/portfolios",
    params={"top": 2},
    content=Path("clients.csv").read_bytes(),
    headers={"Content-Type": "text/csv"},
)
job = answer.raise_for_status().json()
place = f"/v1/jobs/{job['id']}"
print(job["state"])

# -- watch
event = ""
with parkwise.stream("GET", f"{place}/events", timeout=None) as events:
    for line in events.iter_lines():
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
print(event)

# -- fetch
table = parkwise.get(f"{place}/result", params={"format": "csv"}).raise_for_status()
Path("best.csv").write_bytes(table.content)
result = parkwise.get(f"{place}/result").raise_for_status().json()
for client in result["items"]:
    print(client["id"], *(best["alternative"] for best in client["best"]))
