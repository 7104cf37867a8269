# -- begin
PARKWISE=${PARKWISE_URL:-http://127.0.0.1:8000}

# -- ask
request='{
  "enterprise": {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme", "first_investment": true, "intent": "trial"
  },
  "weights": {"kind": "swing", "points": {
    "land_price": 100, "hometown_ties": 80, "infrastructure": 60, "one_stop_services": 40,
    "trade_cost_exposure": 40, "government_support": 20, "investor_type": 10
  }},
  "detail": "summary"
}'
curl -sS --json "$request" "$PARKWISE/v1/recommendations" | jq -r '.decision | .word, .sentence'

# -- chinese
curl -sS -H 'Accept-Language: zh' --json "$request" "$PARKWISE/v1/recommendations" \
  | jq -r .decision.sentence
