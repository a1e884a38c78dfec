#!/bin/sh
# Puts the certificate that signs into a keychain of its own, on a machine that is thrown away.
#
#     sh packaging/macos/keychain.sh KEYCHAIN
#
# The environment has SIGN_CERTIFICATE (a .p12 file in base64) and SIGN_PASSWORD, its password.
set -eu

fail() {
    echo "keychain: $1" >&2
    exit 1
}

[ $# -eq 1 ] || fail 'usage: sh packaging/macos/keychain.sh KEYCHAIN'
keychain=$1
for name in SIGN_CERTIFICATE SIGN_PASSWORD; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || fail "$name is not set; it comes with a Developer ID certificate"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(umask 077 && printf '%s' "$SIGN_CERTIFICATE" | base64 -d >"$work/certificate.p12") ||
    fail 'SIGN_CERTIFICATE is no base64; make it with: base64 certificate.p12'
# Nobody needs to know its password: it serves this session, which holds it unlocked.
password=$(uuidgen)
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -t 21600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$work/certificate.p12" -k "$keychain" -P "$SIGN_PASSWORD" -f pkcs12 -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain"
