#!/bin/sh
# `registry-in-docker.sh serve CONFIGURATION`: what the registry binary would do, by a Docker engine's registry:3.
set -eu
config=$2
data=$(dirname "$config")
port=$(sed -n 's/^ *http: *{ *addr: *127\.0\.0\.1:\([0-9]*\).*/\1/p; s/^ *addr: *127\.0\.0\.1:\([0-9]*\).*/\1/p' "$config" | head -n 1)
name="wharfkey-registry-$port"
# A container outlives a client that was killed.
docker rm --force "$name" >/dev/null 2>&1 || true
set -- --rm --name "$name" --env OTEL_TRACES_EXPORTER=none --user "$(id -u):$(id -g)" --volume "$data:$data"
if [ "$(uname)" = Linux ]; then
  exec docker run "$@" --network host registry:3 serve "$config"
fi
# Elsewhere the engine runs in a virtual machine: its loopback is another one, and the portal has another name there.
inside="$config.docker"
(umask 077 && sed -E -e '/addr:/s/127\.0\.0\.1:/0.0.0.0:/' -e '/url:/s/localhost|127\.0\.0\.1/host.docker.internal/' "$config" >"$inside")
exec docker run "$@" --publish "127.0.0.1:$port:$port" registry:3 serve "$inside"
