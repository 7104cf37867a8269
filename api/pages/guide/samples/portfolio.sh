# -- begin
PARKWISE=${PARKWISE_URL:-http://127.0.0.1:8000}

# -- submit
cat > clients.csv <<'END'
id,province,city,sectors,markets
c-001,Zhejiang,Hangzhou,auto_parts,US=0.6;EU=0.4
c-002,Guangdong,Dongguan,electronics,EU=0.8;host=0.2
c-003,Jiangsu,Suzhou,textiles,US=1
END
job=$(curl -sS -H 'Content-Type: text/csv' --data-binary @clients.csv "$PARKWISE/v1/portfolios?top=2")
place="$PARKWISE/v1/jobs/$(jq -r .id <<< "$job")"
jq -r .state <<< "$job"

# -- watch
curl -sS --no-buffer "$place/events" | sed -n 's/^event: //p' | tail -1

# -- fetch
curl -sS "$place/result?format=csv" -o best.csv
curl -sS "$place/result" | jq -r '.items[] | "\(.id) \(.best[0].alternative) \(.best[1].alternative)"'
