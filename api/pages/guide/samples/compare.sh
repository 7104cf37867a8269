# -- begin
PARKWISE=${PARKWISE_URL:-http://127.0.0.1:8000}

# -- ask
answer=$(curl -sS --json '{
  "enterprise": {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme", "first_investment": true, "intent": "trial"
  },
  "weightings": [
    {"name": "owner", "weights": {"kind": "profile", "id": "first-time-private-exporter"}},
    {"name": "sales", "weights": {"kind": "profile", "id": "tariff-hit-exporter"}},
    {"name": "finance", "weights": {"kind": "swing", "points": {
      "land_price": 100, "government_support": 60, "trade_cost_exposure": 40, "infrastructure": 20,
      "one_stop_services": 10, "hometown_ties": 5, "investor_type": 5
    }}}
  ]
}' "$PARKWISE/v1/comparisons")
jq -r '.rankings[] | "\(.name): \(.ranking[0].alternative)"' <<< "$answer"

# -- consensus
jq -r '.consensus.sentence' <<< "$answer"

# -- disagreement
jq -r '.disagreement[] | "\(.between | join(" and ")): \(.shares | to_entries | max_by(.value).key)"' \
  <<< "$answer"

# -- keep
curl -sS -X PUT --json '{
  "name": "What the board agreed on",
  "weights": {"kind": "blend", "parts": [
    {"share": 2, "weights": {"kind": "profile", "id": "first-time-private-exporter"}},
    {"share": 1, "weights": {"kind": "profile", "id": "tariff-hit-exporter"}}
  ]}
}' "$PARKWISE/v1/own-profiles/own:board" | jq -r .id
