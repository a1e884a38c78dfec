#!/bin/sh
# Has Apple look through a signed disk image, and fastens its word to it.
#
#     sh packaging/macos/notarise.sh photoapp.dmg
#
# The environment names a key of App Store Connect: NOTARY_KEY (the text of the .p8 file),
# NOTARY_KEY_ID and NOTARY_ISSUER.
set -eu

fail() {
    echo "notarise: $1" >&2
    exit 1
}

[ $# -eq 1 ] || fail 'usage: sh packaging/macos/notarise.sh photoapp.dmg'
image=$1
[ -f "$image" ] || fail "$image is not there; make it with: sh packaging/macos/dmg.sh"
for name in NOTARY_KEY NOTARY_KEY_ID NOTARY_ISSUER; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || fail "$name is not set; it comes with a key of App Store Connect"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(umask 077 && printf '%s\n' "$NOTARY_KEY" >"$work/key.p8")

notarytool() {
    xcrun notarytool "$@" --key "$work/key.p8" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER"
}

# What is refused ends with status 0, too.
notarytool submit "$image" --wait --output-format plist >"$work/answer.plist" ||
    fail "$image could not be submitted; what notarytool says stands above"
status=$(plutil -extract status raw "$work/answer.plist")
if [ "$status" != Accepted ]; then
    notarytool log "$(plutil -extract id raw "$work/answer.plist")" >&2 || true
    fail "Apple's answer for $image is $status; its reasons stand above"
fi
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature "$image"
