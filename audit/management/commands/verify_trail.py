"""`manage.py verify_trail [--anchor HEX]`: replay the trail and name whatever was tampered with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import expected_rules, installed_rules
from audit.seals import latest_seal
from audit.verification import Finding, Replay


class Command(BaseCommand):
    help = "Replay the whole trail; exit with 1 and name every entry, head or seal that was tampered with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="HEX",
            help="The hash of a seal kept outside the database, as a digest prints it. May be given several times.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        replay = Replay(anchors=tuple(anchor.strip().lower() for anchor in options["anchor"]))
        count = 0
        for finding in replay.findings():
            count += 1
            self.stdout.write(_line(finding))
        for table, name in sorted(expected_rules(connection) - installed_rules(connection)):
            count += 1
            self.stdout.write(
                _("%(table)s: the database's own rule %(name)s is not in force") % {"table": table, "name": name}
            )
        self._summarise(replay)
        if count:
            raise CommandError(
                ngettext(
                    "%(count)d finding: the trail was tampered with.",
                    "%(count)d findings: the trail was tampered with.",
                    count,
                )
                % {"count": count}
            )
        self.stdout.write(_("Nothing was tampered with."))

    def _summarise(self, replay: Replay) -> None:
        self.stdout.write(
            _("%(entries)d entries about %(subjects)d subjects, %(seals)d seals.")
            % {"entries": replay.entries, "subjects": replay.subjects, "seals": replay.seals}
        )
        self.stdout.write(
            _(
                "Unsealed tail: %(count)d entries. Until they are sealed, cutting them off together with everything "
                "that points to them could stay unseen."
            )
            % {"count": replay.unsealed}
        )
        if seal := latest_seal():
            self.stdout.write(_("Latest seal: %(number)d %(hash)s") % {"number": seal.sequence, "hash": seal.hash})


def _line(finding: Finding) -> str:
    return f"{finding.subject_kind} {finding.subject_id} #{finding.sequence} [{finding.problem}]: {finding.text}"
