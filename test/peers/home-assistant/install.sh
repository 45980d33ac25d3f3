#!/bin/sh
# Installs the real Home Assistant core with its MQTT integration into a folder of its own, for test/peers/home-assistant.test.ts:
#
#     test/peers/home-assistant/install.sh /tmp/home-assistant
#     KINGLET_HOME_ASSISTANT=/tmp/home-assistant npm test -- test/peers/home-assistant
#
# With a Python of 3.13 or newer (PYTHON names one) in a virtual environment, the newest version that this Python can run. Without one, or with
# --debian, in a Debian trixie made by debootstrap, as root; the test then runs it in there by chroot, as root too.
# Run it again after a failure: what is there is kept. Nothing outside the folder is changed.
set -eu

debian=no
[ "${1:-}" = --debian ] && { debian=yes; shift; }
folder=${1:?Use: install.sh [--debian] FOLDER}
version=${HOME_ASSISTANT_VERSION:+==$HOME_ASSISTANT_VERSION}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

python=${PYTHON:-}
if [ -z "$python" ] && [ $debian = no ]; then
    for name in python3.14 python3.13 python3; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 13))' 2>/dev/null; then python=$name; break; fi
    done
fi

# Home Assistant installs what an integration needs when it first sets it up. Here it must not reach out while tests run.
requirements='
import importlib.metadata, importlib.util, json, os
home = os.path.dirname(importlib.util.find_spec("homeassistant").origin)
wanted = set()
for name in ("frontend", "mqtt", "file_upload", "http", "api", "config", "onboarding"):
    with open(f"{home}/components/{name}/manifest.json") as manifest:
        wanted.update(json.load(manifest).get("requirements", []))
print("\n".join(sorted(wanted)))
'

install() { # pip, python and the folder as they see it
    "$@" -m pip install --quiet "homeassistant$version"
    "$@" -c "$requirements" > "$folder/requirements.txt"
    constraints=$("$@" -c 'import importlib.util, os; print(os.path.dirname(importlib.util.find_spec("homeassistant").origin))')/package_constraints.txt
    "$@" -m pip install --quiet --constraint "$constraints" --requirement "$seen/requirements.txt"
    "$@" -c 'import importlib.metadata as m; print("Home Assistant", m.version("homeassistant"))'
}

if [ $debian = no ] && [ -n "$python" ]; then
    seen=$folder
    [ -x "$folder/venv/bin/python" ] || "$python" -m venv "$folder/venv"
    install "$folder/venv/bin/python"
    run="exec '$folder/venv/bin/hass' --skip-pip -c \"\$1\""
else
    [ "$(id -u)" = 0 ] || { echo 'No Python of 3.13 or newer; a Debian trixie can be made by root only.' >&2; exit 1; }
    command -v debootstrap > /dev/null || { echo 'debootstrap is missing: apt-get install debootstrap' >&2; exit 1; }
    seen=
    # Some of its packages come as sources alone.
    packages=python3,python3-venv,python3-dev,ca-certificates,gcc,g++,libc6-dev,libffi-dev,libssl-dev
    [ -x "$folder/usr/bin/python3" ] || debootstrap --variant=minbase --include=$packages trixie "$folder" > "$folder/debootstrap.log"
    cp /etc/resolv.conf "$folder/etc/resolv.conf"
    # The authorities that this machine trusts, which may be more than Debian's.
    [ ! -f /etc/ssl/certs/ca-certificates.crt ] || cp --remove-destination /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"
    [ -x "$folder/ha/bin/python" ] || chroot "$folder" python3 -m venv /ha
    install chroot "$folder" /ha/bin/python
    run="exec chroot '$folder' /ha/bin/hass --skip-pip -c \"/\${1##*/}\""
fi

# hass CONFIG, a folder directly below this one.
printf '#!/bin/sh\n%s\n' "$run" > "$folder/hass"
chmod +x "$folder/hass"
