#!/bin/sh
# Nightly: database, files and chain heads into one folder of that day; the keys go elsewhere, once,
# by hand. Run as the portal's user with the variables of /etc/chibo.env. Usage: backup.sh FOLDER
set -eu
umask 077
folder="$1/$(date +%F)"
var="${CHIBO_VAR:-var}"
mkdir -p "$folder"
.venv/bin/python manage.py audit verify
.venv/bin/python manage.py audit heads >"$folder/heads.txt"
case "${DATABASE_URL:-}" in
    postgres*) pg_dump --format=custom --file="$folder/chibo.dump" "$DATABASE_URL" ;;
    *) sqlite3 "$var/chibo.sqlite3" ".backup '$folder/chibo.sqlite3'" ;;
esac
tar --create --gzip --file "$folder/files.tar.gz" --directory "$var" files
cd "$folder" && sha256sum ./* > SHA256SUMS
