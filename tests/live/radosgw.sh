# Ceph in its smallest shape: one monitor, one storage daemon that keeps everything in memory, one
# S3 gateway. Sourced by run.sh.

radosgw_install() {
    need_packages ceph-mon ceph-osd radosgw curl python3
}

radosgw_start() {
    local dir=$1 mon_port rgw_port
    rm -rf "$dir"
    mkdir -p "$dir"/{mon,osd,rgw}
    read -r mon_port rgw_port < <(free_ports 2)
    export CEPH_CONF=$dir/ceph.conf
    radosgw_config "$dir" "$mon_port" "$rgw_port" >"$CEPH_CONF"
    radosgw_keys "$dir"
    radosgw_monitor "$dir" "$mon_port"
    radosgw_storage "$dir"
    radosgw-admin user create --uid=live --display-name=live \
        --access-key=LIVE --secret-key=live-secret >"$dir/user.json" 2>"$dir/admin.log" ||
        fail "radosgw-admin: see $dir/admin.log"
    run "$dir/rgw.out" radosgw -f -n client.admin
    wait_for 90 "radosgw" curl -s -o /dev/null "http://127.0.0.1:$rgw_port/"
    export SHARDCTL_LIVE_ENDPOINT=http://127.0.0.1:$rgw_port
    export SHARDCTL_LIVE_ACCESS_KEY=LIVE SHARDCTL_LIVE_SECRET_KEY=live-secret
}

# One replica, few placement groups, nothing outside DIR and loopback. Authentication between the
# daemons stays on: without it the gateway never gets past connecting.
radosgw_config() {
    local dir=$1 mon_port=$2 rgw_port=$3
    cat <<CONF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$mon_port/0]
public network = 127.0.0.1/32
cluster network = 127.0.0.1/32
ms bind ipv6 = false
ms bind msgr1 = false
keyring = $dir/keyring
run dir = $dir
admin socket = $dir/\$name.asok
pid file = $dir/\$name.pid
log file = $dir/\$name.log
mon cluster log file = $dir/cluster.log
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 2
osd pool default pgp num = 2
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
[mon]
mon data = $dir/mon
mon data avail crit = 1
[osd]
osd data = $dir/osd
osd objectstore = memstore
memstore device bytes = 4294967296
osd class load list = *
osd class default list = *
[client]
rgw data = $dir/rgw
rgw frontends = beast endpoint=127.0.0.1:$rgw_port
rgw enable usage log = false
CONF
}

radosgw_keys() {
    local ring=$1/keyring
    {
        ceph-authtool --create-keyring "$ring" --gen-key -n mon. --cap mon 'allow *'
        ceph-authtool "$ring" --gen-key -n client.admin \
            --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
        ceph-authtool "$ring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
    } >"$1/keys.log"
}

radosgw_monitor() {
    local dir=$1 port=$2 fsid
    fsid=$(sed -n 's/^fsid = //p' "$CEPH_CONF")
    monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$port]" "$dir/monmap" >"$dir/mon.out"
    ceph-mon --id a --mkfs --monmap "$dir/monmap" --keyring "$dir/keyring" >>"$dir/mon.out" 2>&1
    run "$dir/mon.out" ceph-mon -f --id a
    wait_for 60 "the monitor" timeout 5 ceph mon stat
}

radosgw_storage() {
    local dir=$1 uuid
    uuid=$(cat /proc/sys/kernel/random/uuid)
    {
        timeout 30 ceph auth import -i "$dir/keyring"
        timeout 30 ceph osd create "$uuid" 0
        timeout 30 ceph osd crush add osd.0 1 root=default host=localhost
        ceph-osd -i 0 --mkfs --osd-uuid "$uuid"
    } >"$dir/osd.out" 2>&1 || fail "the storage daemon: see $dir/osd.out"
    run "$dir/osd.out" ceph-osd -f -i 0
    wait_for 60 "the storage daemon" radosgw_storage_is_up
}

radosgw_storage_is_up() { timeout 5 ceph osd stat | grep -q '1 up'; }
