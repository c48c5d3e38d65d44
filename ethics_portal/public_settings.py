"""The public pages alone: for a host name or an onion service of their own, with no officer's page behind them.

`DJANGO_SETTINGS_MODULE=ethics_portal.public_settings`; every other variable is as in `ethics_portal.settings`, and
the database, the broker and the sealed files are the same. The clock runs elsewhere.
"""

from ethics_portal.settings import *  # noqa: F403
from ethics_portal.settings import PUBLIC_HOST, PUBLIC_URLCONF

PUBLIC_SITE_ONLY = True
ROOT_URLCONF = PUBLIC_URLCONF
PORTAL_HOST = ""
ALLOWED_HOSTS = [PUBLIC_HOST]
EMBEDDED_CLOCK = False
