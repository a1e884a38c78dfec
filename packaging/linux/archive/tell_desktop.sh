#!/bin/sh
# Has the desktop's tables of programs and kinds of files made anew, where there are tools for it.
set -eu
share=$1/share
told() { command -v "$1" >/dev/null 2>&1 && "$@" >/dev/null 2>&1; }

if [ -d "$share/applications" ]; then told update-desktop-database "$share/applications" || true; fi
if [ -d "$share/mime/packages" ]; then
    told update-mime-database "$share/mime" || true
    # A table of nothing is residue: the tool makes it, and nobody else takes it away.
    if [ -z "$(ls -A "$share/mime/packages")" ]; then
        (cd "$share/mime" && rm -rf XMLnamespaces aliases generic-icons globs globs2 icons image \
            inode magic mime.cache subclasses treemagic types version)
    fi
fi
entries=$(find "$share/applications" -name '*.desktop' 2>/dev/null | head -n 1)
[ -n "$entries" ] || rm -f "$share/applications/mimeinfo.cache"
# Desktops look into a theme's folder again when it has changed.
if [ -d "$share/icons/hicolor" ]; then touch "$share/icons/hicolor"; fi
