#!/bin/sh
# Installs Kinglet from this folder as a systemd service, or brings an installed one up to date.
#
#   sudo deploy/install.sh           into /opt/kinglet, configuration in /etc/kinglet/kinglet.yaml (kept when it exists)
#   sudo deploy/install.sh --remove  takes the program and the service away, keeps the configuration and the state
#
# Needs npm and the npm registry; the right Node comes from there. Touches nothing but the places named below.
set -eu

program=/opt/kinglet
config=/etc/kinglet
unit=/etc/systemd/system/kinglet.service
rules=/etc/udev/rules.d/99-kinglet.rules

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || stop 'This writes to /opt and /etc: run it with sudo.'
command -v systemctl >/dev/null || stop 'There is no systemd here; run `npm start` instead.'

if [ "${1:-}" = --remove ]; then
  systemctl disable --now kinglet 2>/dev/null || true
  rm -rf "$program" "$unit" "$rules"
  systemctl daemon-reload
  say "Removed. $config and /var/lib/kinglet are still there."
  exit 0
fi
[ $# = 0 ] || { say 'Usage: install.sh [--remove]' >&2; exit 2; }

case $(uname -m) in
  x86_64) arch=x64 ;;
  aarch64) arch=arm64 ;;
  *) stop "The model's runtime does not exist for $(uname -m); a 64-bit system is needed." ;;
esac
command -v npm >/dev/null || stop 'npm is missing: apt-get install npm'

source=$(cd "$(dirname "$0")/.." && pwd)
fresh=$program.new
rm -rf "$fresh"
mkdir -p "$fresh/models" "$fresh/bin"
cp -R "$source/docs" "$source/deploy" "$fresh/"
cp -R "$source/models/artifacts" "$fresh/models/"
cp "$source/package.json" "$source/LICENSE" "$source/NOTICE" "$fresh/"
[ ! -e "$source/package-lock.json" ] || cp "$source/package-lock.json" "$fresh/"
printf 'ignore-scripts=true\n' >"$fresh/.npmrc" # npm leaves .npmrc out of packages; without this line an installation fails
if [ -d "$source/src" ]; then
  # From the sources: built here and now, so that nothing stale is installed, and what only building needs is taken away again.
  cp -R "$source/src" "$source/tools" "$fresh/"
  (cd "$fresh" && npm ci && npm run build && npm prune --omit=dev)
  rm -rf "$fresh/src" "$fresh/tools"
else
  # From the package, which brings dist/ and no lock file.
  cp -R "$source/dist" "$fresh/"
  (cd "$fresh" && npm install --omit=dev)
fi
ln -s "../node_modules/node-linux-$arch/bin/node" "$fresh/bin/node"
"$fresh/bin/node" --version >/dev/null || stop 'The Node that npm brought does not run on this machine.'
# Other systems' copies of the model runtime: four fifths of its size.
find "$fresh/node_modules/onnxruntime-node/bin" -mindepth 2 -maxdepth 3 -type d \
  \( -name darwin -o -name win32 -o \( -path '*/linux/*' ! -name "$arch" \) \) -prune -exec rm -rf {} +

systemctl stop kinglet 2>/dev/null || true
rm -rf "$program"
mv "$fresh" "$program"
mkdir -p "$config"
if [ ! -e "$config/kinglet.yaml" ]; then
  install -m 644 "$source/deploy/config.example.yaml" "$config/kinglet.yaml"
fi
install -m 644 "$source/deploy/kinglet.service" "$unit"
install -m 644 "$source/deploy/99-kinglet.rules" "$rules"
udevadm control --reload 2>/dev/null || true
systemctl daemon-reload
systemctl enable --now kinglet
say "Kinglet runs. Its configuration: $config/kinglet.yaml. Its log: journalctl -fu kinglet"
say "What the machine lacks: $program/bin/node $program/dist/main.js doctor --config $config/kinglet.yaml"
