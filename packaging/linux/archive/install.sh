#!/bin/sh
# Installs photoapp for whoever runs this, below ~/.local or another folder that is named:
#
#     sh photoapp-VERSION.run [-- FOLDER]
#
# What it wrote stands in FOLDER/lib/photoapp/installed.txt, from which uninstall.sh takes it away.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

stop() {
    echo "photoapp was not installed: $1" >&2
    exit 1
}

[ "$#" -le 1 ] || stop "name one folder at most."
prefix=${1:-${HOME:?}/.local}
made=
[ -d "$prefix" ] || made=./
mkdir -p "$prefix" 2>/dev/null || stop "$prefix can't be made; name another folder after --."
prefix=$(cd "$prefix" && pwd)
[ -w "$prefix" ] || stop "$prefix can't be written to; name another folder after --."
case $prefix in
    # A desktop entry has no plain way to say these.
    *[\"\\\`\$%\|\&]*) stop "the name of $prefix has one of \" \\ \` \$ % | &; name another folder." ;;
esac
program=$prefix/lib/photoapp
list=$program/installed.txt
if [ -e "$program" ] && [ ! -e "$list" ]; then
    stop "$program is there and not from this archive; move it away or name another folder."
fi
# A photoapp that pip has put there, say, is not ours to overwrite.
(cd "$here/tree" && find bin share ! -type d) | while read -r file; do
    if [ -e "$prefix/$file" ] || [ -L "$prefix/$file" ]; then
        grep -qxF "$file" "$list" 2>/dev/null ||
            stop "$prefix/$file is there and not from this archive; move it away or name another folder."
    fi
done

# The new one is written whole before the old one goes.
mkdir -p "$prefix/lib"
rm -rf "$program.new"
cp -a "$here/tree/lib/photoapp" "$program.new" || {
    rm -rf "$program.new"
    stop "$program.new could not be written; is the disk full?"
}
if [ -e "$list" ]; then cp "$list" "$program.new/installed.txt"; else : > "$program.new/installed.txt"; fi
rm -rf "$program"
mv "$program.new" "$program"

[ -z "$made" ] || echo "$made" >> "$list"
cd "$here/tree"
find bin share -type d | while read -r folder; do
    [ -d "$prefix/$folder" ] && continue
    mkdir -p "$prefix/$folder"
    echo "$folder/" >> "$list"
done
find bin share ! -type d | while read -r file; do
    # Before it is there: what is interrupted can be taken up again, or taken away.
    echo "$file" >> "$list"
    rm -f "$prefix/$file"
    cp -P "$file" "$prefix/$file"
done
sort -u -o "$list" "$list"
# A desktop does not look for programs in ~/.local/bin everywhere.
entry=share/applications/photoapp.desktop
sed "s|^Exec=photoapp |Exec=\"$prefix/bin/photoapp\" |" "$entry" > "$prefix/$entry"
"$program/tell_desktop.sh" "$prefix"

echo "photoapp is installed: $prefix/bin/photoapp, or your desktop's menu."
echo "To remove it: $prefix/bin/photoapp-uninstall"
# The window's plug-in says what it lacks; everything else comes along.
missing=$(find "$program" -name libqxcb.so -exec env LD_LIBRARY_PATH="$program/_internal" ldd {} \; |
    sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u | tr '\n' ' ')
[ -z "$missing" ] || echo "Its window needs these libraries of your system, too: $missing" >&2
