#!/bin/sh
# Installs photoapp from its installer, uses it as a person would, and removes it. For Git's bash,
# on a Windows where it is not installed yet.
#
#     sh packaging/windows/installed.sh INSTALLER PHOTOS WORK
#
# PHOTOS is what packaging/smoke_photos.py drew, WORK a new folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# Git's bash would take /S for a path, and make another one of it.
export MSYS2_ARG_CONV_EXCL='/S;_?='
entry='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\photoapp'

fail() {
    echo "installed: $1" >&2
    exit 1
}

[ $# -eq 3 ] || fail 'usage: sh packaging/windows/installed.sh INSTALLER PHOTOS WORK'
installer=$1 photos=$2 work=$3
folder=$(cygpath -u "$LOCALAPPDATA")/Programs/photoapp
[ ! -e "$folder" ] || fail "photoapp is installed already, in $folder; uninstall it first"

"$installer" /S || fail "$installer ended with status $?"
reg query "$entry" >/dev/null || fail 'Windows is not told of photoapp'
[ -f "$(cygpath -u "$APPDATA")/Microsoft/Windows/Start Menu/Programs/photoapp.lnk" ] ||
    fail 'the Start menu has no photoapp'
sh "$here/../smoke.sh" "$folder" "$photos" "$work"
# Otherwise the uninstaller ends at once, and a copy of it goes on.
"$folder/uninstall.exe" /S "_?=$(cygpath -w "$folder")" || fail "the uninstaller ended with status $?"
rm -f "$folder/uninstall.exe"
left=$(find "$folder" -type f 2>/dev/null | head -n 5)
[ -z "$left" ] || fail "the uninstaller has left: $left"
if reg query "$entry" >/dev/null 2>&1; then fail 'Windows is still told of photoapp'; fi
echo 'installed: all well'
