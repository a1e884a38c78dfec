#!/bin/sh
# Takes away what install.sh wrote, and nothing else: catalogue and settings stay.
set -eu
program=$(dirname "$(readlink -f "$0")")
prefix=$(cd "$program/../.." && pwd)
list=$program/installed.txt
[ -e "$list" ] || {
    echo "$list is missing, so nothing was removed; install photoapp again, then remove it." >&2
    exit 1
}
# The shell reads this script as it goes, and the list is needed to the end: both go last.
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
cp "$list" "$program/tell_desktop.sh" "$kept"
cd "$prefix"
grep -v '/$' "$kept/installed.txt" | while read -r file; do rm -f "$file"; done
"$kept/tell_desktop.sh" "$prefix"
# The innermost first; a folder that others have put something into stays.
grep '/$' "$kept/installed.txt" | sort -r | while read -r folder; do
    rmdir "$folder" 2>/dev/null || true
done
rm -rf "$program"
rmdir "$prefix/lib" 2>/dev/null || true
cd /
if grep -q '^\./$' "$kept/installed.txt"; then rmdir "$prefix" 2>/dev/null || true; fi
echo "photoapp is removed. Your catalogue and settings are where they were; README, Privacy, says where."
exit
