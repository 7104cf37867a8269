# -- begin
PARKWISE=${PARKWISE_URL:-http://127.0.0.1:8000}

# -- ask
problem=$(curl -sS --json '{
  "enterprise": {"sectors": ["autoparts"], "firstInvestment": true},
  "method": {"name": "TOPSIS"}
}' "$PARKWISE/v1/recommendations")
jq -r '.status, .code' <<< "$problem"

# -- read
jq -r '.errors[] | "\(.in) \(.pointer): \(.code), did you mean \(.did_you_mean[0])?"' <<< "$problem"

# -- explain
curl -sS "$PARKWISE$(jq -r .type <<< "$problem")" | jq -r '.cause, .remedy'

# -- chinese
curl -sS -H 'Accept-Language: zh' --json '{"enterprise": {"firstInvestment": true}}' \
  "$PARKWISE/v1/recommendations" | jq -r .detail
