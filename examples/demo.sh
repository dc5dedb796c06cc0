#!/bin/sh
# What a dozen newspapers told of the Titanic in April 1912, read by Sayso. Run by `make demo`.
set -eu
cd -- "$(dirname -- "$0")/.."
SAYSO_LEDGER=${SAYSO_LEDGER:-.demo/titanic.sayso}
export SAYSO_LEDGER
mkdir -p "$(dirname -- "$SAYSO_LEDGER")"
rm -f "$SAYSO_LEDGER" "$SAYSO_LEDGER-wal" "$SAYSO_LEDGER-shm"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
show() { printf '\033[2m$ sayso %s\033[0m\n' "$*"; sayso "$@"; }
if [ -n "${NO_COLOR:-}" ] || [ ! -t 1 ]; then
    say() { printf '\n%s\n' "$*"; }
    show() { printf '$ sayso %s\n' "$*"; sayso "$@"; }
fi
# The event that most reports tell of, and in it the claim that 705 people were saved.
pick='
import json, sys
events = json.load(sys.stdin)["events"]
print(max(events, key=lambda e: e["reports"])["id"])'
pick_claim='
import json, sys
claims = [c for p in json.load(sys.stdin)["propositions"] for c in p["claims"]]
print(next((c for c in claims if (c["quantity"] or {}).get("min") == 705), claims[0])["id"])'

say "1. Twelve newspaper reports of 15 to 18 April 1912 go in."
show add examples/titanic/reports

say "2. What happened, in how many reports, and from how many origins?"
show events

event=$(sayso events --json | python -c "$pick")
say "3. One event in full: every figure with the words it stands in and the say-so it rests on."
show event "$event"

claim=$(sayso event "$event" --json | python -c "$pick_claim")
say "4. Why 705? Back from the figure to the very words."
show why "$claim"

say "Now with your own files:"
cat <<END
  sayso add --ledger mine.sayso FOLDER             reports in English, plain text or HTML
  sayso add --ledger mine.sayso FILE --outlet NAME --published 2024-05-01
  sayso events --ledger mine.sayso                 then: event ID, report ID, why ID
  sayso check --ledger mine.sayso                  what could not be read, and what to do

(sayso is in .venv/bin.) This story: examples/titanic/story.md. A tour: docs/tour.md. Its limits: docs/limits.md.
END
