# What both servers need: to say something, to find a free port, to wait, and to be stopped.
# Sourced by run.sh. A server's `NAME_start DIR` registers its processes with `run` and sets
# SHARDCTL_LIVE_ENDPOINT, SHARDCTL_LIVE_ACCESS_KEY and SHARDCTL_LIVE_SECRET_KEY.

started=() # process ids, in order of their start

say() { printf -- '-- %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# run LOG COMMAND...: starts a daemon in the foreground of its own, so that its id is known.
run() {
    local log=$1
    shift
    "$@" >>"$log" 2>&1 </dev/null &
    started+=($!)
}

# Last in, first out. What they hold is throw-away: those that dawdle are killed.
stop_all() {
    local i pid
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        pid=${started[i]}
        kill "$pid" 2>/dev/null || continue
        for _ in {1..30}; do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -9 "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    started=()
}

# free_ports N: N ports of the loopback interface that nobody uses now.
free_ports() {
    python3 - "$1" <<'PY'
import socket, sys
held = [socket.socket() for _ in range(int(sys.argv[1]))]
for s in held:
    s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))
PY
}

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
    local until=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < until)) || fail "gave up waiting for $what: see the logs in $work"
        sleep 0.2
    done
}

# need_packages PACKAGE...: Debian packages that are not there yet.
need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    command -v apt-get >/dev/null || fail "needs apt-get for: ${missing[*]}"
    local root=()
    if ((EUID)); then
        command -v sudo >/dev/null || fail "needs root or sudo to install: ${missing[*]}"
        root=(sudo)
    fi
    export DEBIAN_FRONTEND=noninteractive
    "${root[@]}" apt-get update -qq
    "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$work/apt.log" 2>&1 ||
        fail "cannot install ${missing[*]}: see $work/apt.log"
}
