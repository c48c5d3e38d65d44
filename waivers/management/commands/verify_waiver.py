"""`manage.py verify_waiver REFERENCE … | --all`: make again what was signed, and name every decision that differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waivers.models import Waiver
from waivers.verification import checked


class Command(BaseCommand):
    help = "Make again every text that was signed for a waiver; exit with 1 and name every one that differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("references", nargs="*", metavar="REFERENCE", help="Such as W-7K3F-9QXM.")
        parser.add_argument("--all", action="store_true", help="Every waiver that was decided.")

    def handle(self, *args: Any, **options: Any) -> None:
        differing = sum(not self._verify(waiver) for waiver in _asked_for(options))
        if differing:
            raise CommandError(
                ngettext(
                    "%(count)d decision is not what was signed.",
                    "%(count)d decisions are not what was signed.",
                    differing,
                )
                % {"count": differing}
            )

    def _verify(self, waiver: Waiver) -> bool:
        """Say what each signature covers. Names and words stay out: the output may go into a log."""
        found = checked(waiver)
        for one in found:
            verdict = _("holds") if one.holds else _("DIFFERS")
            signed_at = one.signature.signed_at.isoformat(timespec="seconds")
            self.stdout.write(f"{waiver.reference}  {one.what}  {signed_at}  {one.recomputed}  {verdict}")
        return bool(found) and all(one.holds for one in found)


def _asked_for(options: dict[str, Any]) -> list[Waiver]:
    decided = Waiver.objects.exclude(outcome="").with_people().select_related("signature", "board_decision")
    if options["all"]:
        return list(decided.order_by("decided_at"))
    if not options["references"]:
        raise CommandError(_("Name a waiver, or say --all."))
    found = {waiver.reference: waiver for waiver in decided.filter(reference__in=options["references"])}
    if missing := set(options["references"]) - set(found):
        raise CommandError(_("No decided waiver is called so: %(names)s") % {"names": ", ".join(sorted(missing))})
    return list(found.values())
