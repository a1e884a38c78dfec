#!/bin/sh
# Installs photoapp from its disk image, as people do, and uses it as a person would.
#
#     sh packaging/macos/installed.sh IMAGE PHOTOS WORK
#
# PHOTOS is what packaging/smoke_photos.py drew, WORK a new folder, which it is installed in, too.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

fail() {
    echo "installed: $1" >&2
    exit 1
}

[ $# -eq 3 ] || fail 'usage: sh packaging/macos/installed.sh IMAGE PHOTOS WORK'
image=$1 photos=$2 work=$3
mkdir -p "$work/volume"
hdiutil attach -quiet -nobrowse -readonly -mountpoint "$work/volume" "$image" ||
    fail "$image can not be opened"
trap 'hdiutil detach -quiet -force "$work/volume"' EXIT
[ -L "$work/volume/Applications" ] || fail "$image does not show where to put photoapp"
ditto "$work/volume/photoapp.app" "$work/photoapp.app"
codesign --verify --deep --strict "$work/photoapp.app" || fail 'the signature does not fit'
sh "$here/../smoke.sh" "$work/photoapp.app/Contents/MacOS" "$photos" "$work"
echo 'installed: all well'
