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
  "parks": ["ljip", "vcep", "tcr", "kitic"]
}' "$PARKWISE/v1/assessments")
place="$PARKWISE/v1/assessments/$(jq -r .id <<< "$saved")"

# -- question
standing=$(curl -sS "$place/next-question")
jq -r '.question | .text, .reason' <<< "$standing"

# -- answer
asked=0
while jq -e .question <<< "$standing" > /dev/null; do
  reply=$(jq '{question_id: .question.question_id, reply: "first"}' <<< "$standing")
  standing=$(curl -sS --json "$reply" "$place/answers")
  asked=$((asked + 1))
done
echo "$asked answers"
jq -r '.word, .standing.sentence' <<< "$standing"

# -- back
standing=$(curl -sS -X DELETE "$place/answers/$asked")
jq -r '.answers | length' <<< "$standing"
