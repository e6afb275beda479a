# moto: AWS mocked in Python. Checks no signatures; knows the conditions on PUT, Complete and Delete.
# Sourced by run.sh.

MOTO=5.2.5

moto_install() {
    local venv=$work/venv
    if [[ "$("$venv/bin/python" -m pip show moto 2>/dev/null | sed -n 's/^Version: //p')" == "$MOTO" ]]; then
        return 0
    fi
    need_packages python3 python3-venv curl
    python3 -m venv --clear "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "moto[server,s3]==$MOTO"
}

moto_start() {
    local dir=$1 port
    rm -rf "$dir"
    mkdir -p "$dir"
    port=$(free_ports 1)
    run "$dir/moto.log" "$work/venv/bin/moto_server" -H 127.0.0.1 -p "$port"
    wait_for 60 "moto" curl -s -o /dev/null "http://127.0.0.1:$port/"
    export SHARDCTL_LIVE_ENDPOINT=http://127.0.0.1:$port
    export SHARDCTL_LIVE_ACCESS_KEY=moto SHARDCTL_LIVE_SECRET_KEY=moto-secret
}
