#!/bin/sh
# Signs photoapp.app and puts it into a disk image.
#
#     sh packaging/macos/dmg.sh build/bundle/photoapp.app OUT
#
# writes OUT/photoapp-VERSION-macos-MACHINE.dmg. SIGN_IDENTITY names the certificate ("Developer ID
# Application: …") in the keychain; without it the signature names nobody, and other Macs open the
# app only if their user insists. PYTHON is the one that the bundle was made with.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
identity=${SIGN_IDENTITY:-}

fail() {
    echo "dmg: $1" >&2
    exit 1
}

[ $# -eq 2 ] || fail 'usage: sh packaging/macos/dmg.sh photoapp.app OUT'
app=${1%/} out=$2
[ "$(uname)" = Darwin ] || fail 'disk images are made on macOS only: codesign and hdiutil are its own'
[ -f "$app/Contents/Info.plist" ] ||
    fail "$app is no bundle of macOS; make one with: python packaging/bundle.py"

sign() {
    if [ -n "$identity" ]; then
        codesign --force --timestamp --options runtime --sign "$identity" "$@"
    else
        codesign --force --sign - "$@"
    fi
}

# The hardened runtime, which notarisation wants, has to allow what torch and ctypes do: make code
# while they run. (That file takes no comments: macOS would refuse to read it.) There is no sandbox,
# as photoapp reads the folders that people choose, by the command line too; and libraries need no
# exception, as all are signed alike.
sign_program() {
    sign --entitlements "$here/entitlements.plist" "$1"
}

# What is inside first, as each signature covers those within; of a bundle's programs the main one
# last, for signing that signs the bundle.
sign_app() {
    main=$(plutil -extract CFBundleExecutable raw "$app/Contents/Info.plist")
    find "$app/Contents/Frameworks" "$app/Contents/Resources" -type f |
        awk -F/ '{ print NF "\t" $0 }' | sort -rn | cut -f 2- |
        while IFS= read -r path; do
            case $(file -b "$path") in Mach-O*) sign "$path" ;; esac
        done
    for path in "$app/Contents/MacOS"/*; do
        [ "$(basename "$path")" = "$main" ] || sign_program "$path"
    done
    sign_program "$app"
    codesign --verify --deep --strict "$app"
}

"${PYTHON:-python3}" "$here/info.py" "$app"
sign_app

version=$(plutil -extract CFBundleShortVersionString raw "$app/Contents/Info.plist")
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
ditto "$app" "$stage/$(basename "$app")"
ln -s /Applications "$stage/Applications"
mkdir -p "$out"
image=$out/photoapp-$version-macos-$(uname -m).dmg
# Something that looks into new images may hold the volume for a moment.
tries=5
until hdiutil create -quiet -ov -format ULMO -fs HFS+ -volname photoapp -srcfolder "$stage" "$image"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "hdiutil could not make $image; what it says stands above"
done
if [ -n "$identity" ]; then
    codesign --force --timestamp --sign "$identity" "$image"
else
    echo 'dmg: SIGN_IDENTITY is not set, so the signature names nobody' >&2
fi
echo "$image"
