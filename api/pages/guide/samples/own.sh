# -- begin
PARKWISE=${PARKWISE_URL:-http://127.0.0.1:8000}
XLSX=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet

# -- lay
curl -sS -X PUT -H "Content-Type: $XLSX" --data-binary @own.xlsx "$PARKWISE/v1/overlay" \
  | jq -r '.replaced[].detail'

# -- use
curl -sS "$PARKWISE/v1/parks/tcr" | jq -r '.claims[] | select(.private).attribute'

# -- fetch
curl -sS "$PARKWISE/v1/overlay/workbook" -o again.xlsx
head -c 2 again.xlsx; echo

# -- remove
curl -sS -X DELETE -o /dev/null -w '%{http_code}\n' "$PARKWISE/v1/overlay"
