# -- begin
PARKWISE=${PARKWISE_URL:-http://127.0.0.1:8000}

# -- save
saved=$(curl -sS --json '{
  "name": "Hangzhou parts maker",
  "enterprise": {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme", "first_investment": true, "intent": "trial"
  },
  "parks": ["ljip", "thilawa", "tcr", "kitic"],
  "weights": {"kind": "profile", "id": "first-time-private-exporter"}
}' "$PARKWISE/v1/assessments")
place="$PARKWISE/v1/assessments/$(jq -r .id <<< "$saved")"

# -- run
curl -sS -X POST "$place/run" | jq -r '.number, .answer.decision.sentence'

# -- change
curl -sS -X PATCH -H 'If-Match: "1"' --json '{
  "enterprise": {"markets": {"US": 1.0, "EU": null, "host": null}}
}' "$place" | jq .version
curl -sS -X POST "$place/run" | jq -r '.number, .answer.decision.sentence'

# -- compare
curl -sS "$place/results/1/diff/2" > difference.json
jq -r '.inputs[].path' difference.json
jq -r '.moved[] | "\(.alternative) from \(.before) to \(.after)"' difference.json

# -- report
curl -sS -o memo.pdf "$place/results/2/report.pdf?lang=en"
head -c 5 memo.pdf; echo

# -- share
link=$(curl -sS --json '{"name": "Board", "expires_in": 1209600}' "$place/shares")
url=$(jq -r .url <<< "$link")
curl -sS -o /dev/null -w '%{http_code}\n' "$url"
curl -sS "$place/shares" | jq -r '.items[] | "\(.name) opened \(.opened) times"'
curl -sS -X DELETE "$place/shares/$(jq -r .id <<< "$link")"
curl -sS -o /dev/null -w '%{http_code}\n' "$url"
