#!/bin/sh
# A command of manage.py on a real site, by hand and as root: deploy/manage.sh audit verify
# Without the site's variables a command would begin a book of its own beside the real one. The
# shell reads them here, systemd elsewhere: single quotes around a value mean the same to both.
set -eu
umask 077
set -a
. /etc/chibo.env
set +a
cd /opt/chibo
exec runuser -u chibo -- .venv/bin/python manage.py "$@"
