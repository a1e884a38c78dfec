#!/bin/sh
# Installs photoapp from its package for Debian and Ubuntu, uses it as a person would, and removes it.
#
#     sh packaging/linux/installed.sh PACKAGE PHOTOS WORK
#
# On a system where photoapp is not installed yet. PHOTOS is what packaging/smoke_photos.py drew,
# WORK a new folder. `make test-package` looks closer,
# in a Debian that holds nothing else.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

fail() {
    echo "installed: $1" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

[ $# -eq 3 ] || fail 'usage: sh packaging/linux/installed.sh PACKAGE PHOTOS WORK'
package=$(realpath "$1") photos=$2 work=$3
if dpkg --status photoapp >/dev/null 2>&1; then
    fail 'photoapp is installed already; remove it first: this would do that in the end'
fi
as_root apt-get install --yes --quiet --no-install-recommends "$package" || fail "$1 does not install"
sh "$here/../smoke.sh" /usr/bin "$photos" "$work"
as_root apt-get purge --yes --quiet photoapp || fail 'photoapp can not be removed'
[ ! -e /usr/lib/photoapp ] || fail 'the package has left something in /usr/lib/photoapp'
echo 'installed: all well'
