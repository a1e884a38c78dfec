#!/bin/sh
# Uses an installed photoapp as a person would: index, search, tag, personalise.
#
#     sh packaging/smoke.sh BIN PHOTOS WORK
#
# BIN is the folder of its programs, PHOTOS what packaging/smoke_photos.py drew, WORK a new folder
# for what photoapp keeps. Nothing but the programs and a shell is needed.
set -eu
bin=$1 photos=$2 work=$3
home=$work/home

fail() {
    echo "smoke: $1" >&2
    exit 1
}

photoapp() {
    "$bin/photoapp" --home "$home" "$@"
}

# Runs a command and looks for words in what it prints.
told() {
    words=$1
    shift
    "$@" >"$work/told" 2>"$work/said" || {
        cat "$work/told" "$work/said" >&2
        fail "$* failed"
    }
    grep -q -- "$words" "$work/told" || {
        cat "$work/told" "$work/said" >&2
        fail "$* did not say: $words"
    }
}

mkdir -p "$work"
told '^photoapp [0-9]' "$bin/photoapp" version
told '48 embedded' photoapp index "$photos"
told '"embedded": 48' photoapp status --json
told 'jpg' photoapp search "a dog on a beach"
told 'jpg' photoapp similar "$photos/winter-river.jpg"
told '' photoapp labels import everyday
told '' photoapp tag
told '' photoapp doctor
told '' photoapp edit "$photos/winter-river.jpg" --rating 5 --caption 'so cold'
told 'winter-river' photoapp search 'rating:5'
# The starter knows nothing of the code that the captions are in; what learned it does.
told 'answers searches now' \
    "$bin/photoapp-train" --home "$home" fit "$photos/captions.jsonl" --epochs 8 --activate
told 'winter-river' photoapp search 'winter river' --limit 5
told '' "$bin/photoapp-train" --home "$home" rollback
echo "smoke: all well"
