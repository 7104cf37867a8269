# -- begin
PARKWISE=${PARKWISE_URL:-http://127.0.0.1:8000}

# -- once
key="first-try-$(date +%s%N)"
for attempt in 1 2; do
  curl -sS -D headers.txt -H "Idempotency-Key: $key" \
    --json '{"name": "Sent twice", "enterprise": {}}' "$PARKWISE/v1/assessments" > saved.json
  grep -ci '^idempotency-replayed: true' headers.txt || true
done
place="$PARKWISE/v1/assessments/$(jq -r .id saved.json)"

# -- kept
tag=$(curl -sS -o /dev/null -w '%header{etag}' "$PARKWISE/v1/criteria")
curl -sS -o /dev/null -w '%{http_code}\n' -H "If-None-Match: $tag" "$PARKWISE/v1/criteria"

# -- changed
curl -sS -o /dev/null -X PATCH --json '{"name": "Changed by a colleague"}' "$place"
curl -sS -X PATCH -H 'If-Match: "1"' --json '{"name": "Changed by me"}' "$place" | jq .status

# -- pages
cursor= seen=0
while
  page=$(curl -sS -G -d limit=1 ${cursor:+--data-urlencode "cursor=$cursor"} "$place/versions")
  seen=$((seen + $(jq '.items | length' <<< "$page")))
  cursor=$(jq -r '.next // empty' <<< "$page")
  [ -n "$cursor" ]
do :; done
echo "$seen versions"
