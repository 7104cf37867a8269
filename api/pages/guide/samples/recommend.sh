# -- begin
PARKWISE=${PARKWISE_URL:-http://127.0.0.1:8000}
enterprise='{
  "home": {"province": "Zhejiang", "city": "Hangzhou"},
  "sectors": ["auto_parts"],
  "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
  "size": "sme", "first_investment": true, "intent": "trial"
}'
weights='{"kind": "swing", "points": {
  "land_price": 100, "hometown_ties": 80, "infrastructure": 60, "one_stop_services": 40,
  "trade_cost_exposure": 40, "government_support": 20, "investor_type": 10
}}'

# -- ask
request=$(jq -n --argjson enterprise "$enterprise" --argjson weights "$weights" '{
  $enterprise, $weights, parks: ["ljip", "vcep", "tcr", "kitic"], evidence: ["tcr"]
}')
answer=$(curl -sS --json "$request" "$PARKWISE/v1/recommendations")
jq -r '.decision.sentence' <<< "$answer"
jq -r '.ranking[] | "\(.rank) \(.alternative) \(.score * 1000 | round / 1000)"' <<< "$answer"

# -- evidence
jq -r '.evidence.tcr.hometown_ties | .kind, (.claims[0])' <<< "$answer"
jq -r '.claims[.evidence.tcr.hometown_ties.claims[0]] | .source, .as_of' <<< "$answer"

# -- override
own='[{
  "alternative": "tcr", "criterion": "land_price", "value": {"low": 90, "high": 100},
  "source": "quotation of the park, 12 November 2026"
}]'
request=$(jq --argjson own "$own" '.overrides = $own | .detail = "summary"' <<< "$request")
again=$(curl -sS --json "$request" "$PARKWISE/v1/recommendations")
for one in "$answer" "$again"; do
  jq -r '.decision | .word, (.loss.points * 10000 | round / 10000)' <<< "$one"
done
