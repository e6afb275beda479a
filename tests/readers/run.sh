#!/usr/bin/env bash
# Holds the reference readers in other languages to fixtures/readers/vectors.json, as `cargo test` holds the
# library's. Needs Python 3; Go is installed from Debian where it is missing.
set -euo pipefail
cd "$(dirname "$0")/../../fixtures/readers"

command -v go > /dev/null || {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq golang-go > /dev/null
}
PYTHONDONTWRITEBYTECODE=1 python3 python/check.py
(cd go && go vet ./... && go test -count=1 -v ./... | grep -E 'vectors hold|^(---|FAIL|ok)')
