#!/usr/bin/env bash
# Builds the image from the Dockerfile and tries it, with buildah (no daemon, no container engine).
#
# Needs root, Debian's buildah and, where python:3.11-slim is not in buildah's storage, debootstrap:
# then a base of the same kind is made of Debian packages. The container runs without a network.
#
#   scripts/container_check.sh [--keep]
#
# ROOT_DIR: where images and the base are kept (default /var/tmp/newsweave-containers).
# PIP_CONFIG: a pip.conf for the build; FOLDERS: folders (separated by ":") that it needs to see.
set -euo pipefail
cd "$(dirname "$0")/.."

root_dir=${ROOT_DIR:-/var/tmp/newsweave-containers}
base=docker.io/library/python:3.11-slim
image=localhost/newsweave
key=desk:container-check-secret
port=8765
storage=(--root "$root_dir/storage" --runroot "$root_dir/run" --storage-driver vfs)

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }
die() { echo "container-check: $*" >&2; exit 1; }
b() { buildah "${storage[@]}" "$@"; }

[ "$(id -u)" = 0 ] || die "needs root (buildah with chroot isolation)"
for tool in buildah unshare ip curl python3; do
  command -v "$tool" > /dev/null || die "$tool is not installed"
done
mkdir -p "$root_dir"

make_base() {
  command -v debootstrap > /dev/null || die "$base is not in storage and debootstrap is missing"
  local tree=$root_dir/base
  if [ ! -f "$tree/.complete" ]; then
    rm -rf "$tree"
    say "base: bootstrapping Debian with Python"
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates \
      bookworm "$tree" > "$root_dir/debootstrap.log"
    rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/lib/apt/lists/* \
      "$tree"/usr/share/{doc,man,locale} "$tree"/var/log/*
    touch "$tree/.complete"
  fi
  local container
  container=$(b from scratch)
  b copy --quiet "$container" "$tree" / > /dev/null
  b config --cmd python3 --env PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin "$container"
  b commit --quiet --rm "$container" "$base" > /dev/null
}

b inspect --type image "$base" > /dev/null 2>&1 || make_base

say "build: $(b --version)"
began=$SECONDS
mounts=()
if [ -n "${PIP_CONFIG:-}" ]; then mounts+=(--volume "$PIP_CONFIG:/etc/pip.conf:ro"); fi
IFS=: read -ra folders <<< "${FOLDERS:-}"
for folder in "${folders[@]}"; do mounts+=(--volume "$folder:$folder:ro"); done
b bud --isolation chroot --format docker --layers=false --pull-never --quiet \
  ${TORCH_INDEX:+--build-arg "TORCH_INDEX=$TORCH_INDEX"} "${mounts[@]}" -t "$image" . \
  > "$root_dir/build.log" 2>&1 || { tail -40 "$root_dir/build.log" >&2; die "the build failed"; }
say "build: $((SECONDS - began)) s"

container=$(b from --pull-never "$image")
trap 'b rm "$container" > /dev/null' EXIT
tree=$(b mount "$container")
megabytes() { echo $(($(du -sb "$1" | cut -f1) / 1000000)); }
whole=$(megabytes "$tree")
ours=$(megabytes "$tree/opt/newsweave")
say "size: $whole MB, of it $ours MB Newsweave with its libraries and weights"
[ "$whole" -lt 1500 ] || die "the image is larger than 1.5 GB"

config() { b inspect --type image --format "$1" "$image"; }
[ "$(config '{{.Docker.Config.User}}')" = 10001:10001 ] || die "it would run as root"
config '{{.Docker.Config.Healthcheck}}' | grep -q healthz || die "there is no HEALTHCHECK"
if find "$tree/opt" "$tree/usr" "$tree/etc" -uid 10001 -o -gid 10001 | grep -q .; then
  die "the user of the container could change its program"
fi

# Everything from here on happens in a network namespace of its own with nothing but a loopback.
inside() { unshare --net -- bash -c "ip link set lo up; $1"; }
run="buildah ${storage[*]} run --isolation chroot --user 10001:10001"

began=$SECONDS
inside "$run $container -- newsweave batch - < examples/arvenia.jsonl" > "$root_dir/batch.jsonl"
python3 - "$root_dir/batch.jsonl" <<'END'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert lines, "batch printed nothing"
END
say "batch: $(wc -l < "$root_dir/batch.jsonl") lines for examples/arvenia.jsonl in $((SECONDS - began)) s, no network"

began=$SECONDS
inside "
  set -e
  $run --env NEWSWEAVE_API_KEYS=$key --env NEWSWEAVE_PORT=$port $container -- newsweave serve 2> $root_dir/serve.log &
  server=\$!
  trap 'kill -TERM \$server 2> /dev/null; wait \$server || true' EXIT
  python3 scripts/container_probe.py http://127.0.0.1:$port ${key#*:} examples
  $run --env NEWSWEAVE_PORT=$port $container -- python3 -c \"import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['NEWSWEAVE_PORT'] + '/healthz', timeout=4)\"
  echo healthcheck: ok
"
say "serve: done in $((SECONDS - began)) s, no network"
grep -q '"level": "error"' "$root_dir/serve.log" && die "errors in the log: $root_dir/serve.log"
if [ "${1:-}" = --keep ]; then say "kept: $image in $root_dir/storage"; fi
say "container-check: passed"
