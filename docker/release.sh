#!/bin/sh
# Runs once before the other services start: brings the database and the static files to this version.
set -eu
python manage.py migrate --noinput
python manage.py collectstatic --noinput --verbosity 0
