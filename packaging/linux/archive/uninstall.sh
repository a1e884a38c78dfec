#!/bin/sh
# Takes away what install.sh wrote, and nothing else: catalogue and settings stay.
#
#     photoapp-uninstall [--yes]
#
# It asks first where somebody sits at a terminal, unless --yes is said.
set -eu
case ${1-} in
    "" | --yes) ;;
    --help | -h)
        echo "photoapp-uninstall [--yes] takes photoapp away; your photos, catalogue and settings stay."
        exit
        ;;
    *)
        echo "photoapp-uninstall knows --yes and --help only; nothing was removed." >&2
        exit 2
        ;;
esac
program=$(dirname "$(readlink -f "$0")")
prefix=$(cd "$program/../.." && pwd)
list=$program/installed.txt
[ -e "$list" ] || {
    echo "$list is missing, so nothing was removed; install photoapp again, then remove it." >&2
    exit 1
}
for running in /proc/[0-9]*/exe; do
    case $(readlink "$running" 2>/dev/null) in
        "$program"/*)
            echo "photoapp is running, so nothing was removed; close it first." >&2
            exit 3
            ;;
    esac
done
if [ -t 0 ] && [ "${1-}" != --yes ]; then
    printf 'Remove photoapp from %s? Your photos, catalogue and settings stay. [y/N] ' "$prefix"
    read -r answer || answer=
    case $answer in [Yy]*) ;; *) exit 1 ;; esac
fi
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
echo "photoapp is removed. Your catalogue and settings are where they were, in your home:"
echo ".local/share/photoapp and .cache/photoapp, unless you chose others."
exit
