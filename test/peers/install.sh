#!/bin/sh
# Installs the programs that Kinglet is tested against and that are too large to be its dependencies:
#
#     test/peers/install.sh ~/.cache/kinglet-peers
#     KINGLET_PEERS=~/.cache/kinglet-peers npm test -- test/peers
#
# Without KINGLET_PEERS those tests skip. Zigbee2MQTT is GPL-3.0: it is run, nothing of it is copied here.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
[ -f package.json ] || echo '{"private": true}' > package.json
# --ignore-scripts: nothing of it needs to be compiled to speak with a dongle that does not exist.
npm install --no-audit --no-fund --ignore-scripts --save-exact zigbee2mqtt@2.14.1
