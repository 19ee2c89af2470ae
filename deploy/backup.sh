#!/bin/sh
# Nightly: database, files and chain heads into one folder of that day; the keys go elsewhere, once,
# by hand. Run as the portal's user with the variables of /etc/chibo.env. Usage: backup.sh FOLDER
# Ends with 1 where the log is not whole; what there is is kept all the same.
set -eu
umask 077
kept=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
var="${CHIBO_VAR:-var}"
made=$(mktemp -d "$kept/.made.XXXXXX")
trap 'rm -rf "$made"' EXIT
whole=0
.venv/bin/python manage.py audit verify || whole=1
.venv/bin/python manage.py audit heads >"$made/heads.txt"
case "${DATABASE_URL:-}" in
    postgres*) pg_dump --format=custom --file="$made/chibo.dump" "$DATABASE_URL" ;;
    '') sqlite3 "$var/chibo.sqlite3" ".backup '$made/chibo.sqlite3'" ;;
    *) echo 'backup.sh: DATABASE_URL is not of PostgreSQL; leave it out for SQLite' >&2; exit 2 ;;
esac
tar --create --gzip --file "$made/files.tar.gz" --directory "$var" files
(cd "$made" && sums=$(sha256sum ./*) && echo "$sums" >SHA256SUMS)
folder="$kept/$(date +%F)"
rm -rf "$folder"
mv "$made" "$folder"
exit "$whole"
