#!/bin/bash
# A Ceph of one machine that forgets everything (monitor, one OSD in memory, radosgw): S3 and STS on 127.0.0.1.
#
#   start-radosgw.sh FOLDER PORT
#
# Prints "radosgw ready" when it answers, and ends with its standard input: it never outlives who started it.
# Where radosgw is missing, the packages of Debian 12 are installed, which takes root.
#
# For tests only: the key of the bucket's owner is known, the daemons trust each other, and nothing is on disk but
# FOLDER/ceph, which is emptied at every start.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: $0 FOLDER PORT" >&2; exit 2; }
port=$2

# the owner of the bucket, who may assume the roles
access_key=TESTONLYACCESSKEY000
secret_key=testonlysecretkeytestonlysecretkey000000
sts_key=testonlystskey00 # 16 characters, a key of AES-128
region=eu-central-1
bucket=photos

mkdir -p "$1"
ceph=$(cd "$1" && pwd -P)/ceph
mkdir -p "$ceph"
exec 9>"$ceph/lock"
flock -n 9 || { echo "start-radosgw: another one runs in $ceph" >&2; exit 1; }
rm -rf "$ceph"/{mon,osd,rgw,log,crash}
mkdir -p "$ceph"/{mon,osd,rgw,log,crash}
exec 8<&0

pids=()
cleanup() {
  trap - EXIT
  trap '' INT TERM HUP
  # KILL: after a TERM the OSD first writes what it has in memory to disk
  [ ${#pids[@]} -eq 0 ] || kill -KILL "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
}
trap cleanup EXIT
trap 'exit 143' TERM HUP
trap 'exit 130' INT
die() {
  echo "start-radosgw: $*; the logs are in $ceph/log" >&2
  tail -qn 5 "$ceph"/log/*.out >&2 || true
  exit 1
}
# NAME COMMAND...: a process that ends with this one, even when this one is killed
spawn() {
  local name=$1
  shift
  setpriv --pdeathsig KILL "$@" >>"$ceph/log/$name.out" 2>&1 </dev/null 8<&- 9>&- &
  pids+=($!)
}
admin() {
  timeout 60 radosgw-admin "$@" >>"$ceph/log/admin.out" 2>&1 8<&- 9>&- || die "radosgw-admin $1 $2 failed"
}
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

if [ "$(command -v radosgw ceph-mon ceph-osd curl | wc -l)" -ne 4 ]; then
  packages="radosgw ceph-mon ceph-osd curl --no-install-recommends"
  [ "$(id -u)" -eq 0 ] || die "not installed; as root: apt-get install $packages"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y $packages; } >>"$ceph/log/apt.out" 2>&1 8<&- 9>&- ||
    die "cannot install $packages"
fi
unset CEPH_ARGS CEPH_KEYRING http_proxy HTTP_PROXY all_proxy ALL_PROXY
export CEPH_CONF=$ceph/ceph.conf LC_ALL=C

if listening "$port"; then die "port $port is taken"; fi
for _ in {1..50}; do # for the monitor, below the ports of outgoing connections
  mon_port=$((20000 + RANDOM % 12000))
  listening "$mon_port" || break
done
fsid=$(cat /proc/sys/kernel/random/uuid)
cat >"$CEPH_CONF" <<CONF
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$mon_port]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr1 = false
ms_bind_ipv6 = false
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
# radosgw alone has "secure" here, which "none" above cannot give: it would try again for ever
ms_mon_client_mode = crc
ms_mon_service_mode = crc
ms_mon_cluster_mode = crc
run_dir = $ceph
# the path of such a socket may have 107 characters
admin_socket =
crash_dir = $ceph/crash
log_file = $ceph/log/\$name.log
log_to_stderr = false
err_to_stderr = true
# one copy, one placement group a pool, no manager
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
[mon]
mon_data = $ceph/mon
mon_cluster_log_file = $ceph/log/cluster.log
# the monitor ends when the disk has less free than this, in percent; it has 5
mon_data_avail_warn = 2
mon_data_avail_crit = 1
# 1 s each otherwise, for some 25 changes until it has started
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
[osd]
osd_data = $ceph/osd
osd_objectstore = memstore
memstore_device_bytes = 8589934592
osd_class_dir = $(ls -d /usr/lib/*/rados-classes)
[client]
# 5 s otherwise, which the first client waits when it is there before the OSD
objecter_tick_interval = 0.5
rgw_frontends = beast endpoint=127.0.0.1:$port
rgw_data = $ceph/rgw
rgw_dns_name = localhost
rgw_enable_apis = s3, sts, iam, admin
rgw_s3_auth_use_sts = true
rgw_sts_key = $sts_key
# 15 minutes otherwise, longer than a test waits for a session to expire
rgw_sts_min_session_duration = 1
rgw_thread_pool_size = 32
rgw_num_control_oids = 1
rgw_gc_max_objs = 1
# 2 hours otherwise, in which what was removed or replaced stays in memory
rgw_gc_obj_min_wait = 60
rgw_gc_processor_period = 60
rgw_lc_max_objs = 1
rgw_objexp_hints_num_shards = 1
rgw_data_log_num_shards = 1
rgw_md_log_max_shards = 1
rgw_override_bucket_index_max_shards = 1
rgw_dynamic_resharding = false
rgw_run_sync_thread = false
CONF

# ---- monitor and OSD: with maps made beforehand, so that nobody has to wait for "ceph" ----
{
  monmaptool --create --clobber --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port]" "$ceph/monmap"
  osdmaptool --createsimple 1 --clobber "$ceph/osdmap"
} >"$ceph/log/maps.out" 2>&1 || die "no maps"
ceph-osd --mkfs -i 0 --no-mon-config --keyring /dev/null >"$ceph/log/mkfs-osd.out" 2>&1 </dev/null 8<&- 9>&- &
mkfs=$!
ceph-mon --mkfs -i a --monmap "$ceph/monmap" --osdmap "$ceph/osdmap" --keyring /dev/null \
  >"$ceph/log/mkfs-mon.out" 2>&1 || die "no data of the monitor"
spawn mon ceph-mon -f -i a
wait "$mkfs" || die "no data of the OSD"
spawn osd ceph-osd -f -i 0

# ---- the owner; the region is the api name of the zonegroup, which is there since the first command ----
admin user create --uid=owner --display-name=owner --access-key="$access_key" --secret-key="$secret_key"
admin zonegroup modify --rgw-zonegroup=default --api-name="$region"
spawn rgw radosgw -f -n client.rgw.test

# ---- roles, as an identity pool has them: users have public/ and what is their own, guests read public/ ----
role() { # NAME STATEMENTS
  admin role create --role-name="$1" --assume-role-policy-doc='{"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/owner"]},"Action":["sts:AssumeRole"]}]}'
  admin role-policy put --role-name="$1" --policy-name=s3 \
    --policy-doc='{"Version":"2012-10-17","Statement":['"$2"']}'
}
list='{"Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::'$bucket'"}'
for name in alice bob; do
  # unlike AWS, radosgw asks for DeleteObject on the bucket too where several objects are removed in one request
  role "$name" "$list"',{"Effect":"Allow","Action":["s3:DeleteObject"],"Resource":"arn:aws:s3:::'$bucket'"},
    {"Effect":"Allow","Action":["s3:*"],"Resource":[
      "arn:aws:s3:::'$bucket'/public/*","arn:aws:s3:::'$bucket/private/$name'/*"]}'
done
role guest "$list"',{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::'$bucket'/public/*"]}'

for ((i = 0; ; i++)); do
  listening "$port" && break
  for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || die "a daemon ended"; done
  [ "$i" -lt 300 ] || die "radosgw does not answer"
  sleep 0.2
done
curl -sS --fail --noproxy '*' --max-time 60 -o "$ceph/log/bucket.out" -X PUT --aws-sigv4 "aws:amz:$region:s3" \
  -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' --user "$access_key:$secret_key" \
  "http://127.0.0.1:$port/$bucket" 8<&- 9>&- || die "cannot create the bucket $bucket"

setpriv --pdeathsig KILL cat <&8 >/dev/null 9>&- &
starter=$!
pids+=("$starter")
echo "radosgw ready"
wait -n "${pids[@]}" || true
kill -0 "$starter" 2>/dev/null || exit 0
die "a daemon ended"
