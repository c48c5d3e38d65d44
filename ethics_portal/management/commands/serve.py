"""`manage.py serve`: the web server, and without Redis the clock with it."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _

from ethics_portal.runner import AlreadyServing, PortalServer, PortBusy, claim_data, refuse_busy_port


class Command(BaseCommand):
    help = "Serve the Portal until Ctrl-C. Without REDIS_URL the clock runs in the same process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default=os.environ.get("ADDRESS", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--processes", type=int, default=settings.WEB_PROCESSES)

    def handle(self, *args: Any, address: str, port: int, processes: int, **options: Any) -> None:
        try:
            refuse_busy_port(address, port)
            # Kept open on purpose, in the master and in its worker: closing it gives the data free.
            claim = claim_data() if settings.EMBEDDED_CLOCK else None
        except PortBusy as error:
            raise CommandError(_("Port %(port)s is taken. Choose another one: PORT=8001.") % {"port": port}) from error
        except AlreadyServing as error:
            raise CommandError(_("Another Portal is already serving this data. Stop it first.")) from error
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise wants it also where nothing is collected
        connections.close_all()  # a connection must not be shared by the processes that come
        try:
            PortalServer(address=address, port=port, processes=processes).run()
        finally:
            if claim is not None:
                claim.close()
