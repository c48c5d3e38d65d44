"""By what means the external auditors were told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.states.materiality import TriggerKind


class Means(TextChoices):
    """How something reached the external auditors."""

    MEETING = "MEETING", _("In a meeting")
    CALL = "CALL", _("On the phone or by video")
    LETTER = "LETTER", _("By letter")
    MAIL = "MAIL", _("By e-mail")
    DATA_ROOM = "DATA_ROOM", _("In a data room")


# Of which facts the external auditors have to be told, whether material or not: SOX 302(a)(5)(B), 15 USC 7241(a)(5)(B),
# fraud that involves management or anyone with a significant role in internal control; Exchange Act Rule 10A-1 and the
# committee's duties under Rule 10A-3(b)(3) for complaints about accounting, internal control or auditing.
AUDITORS_HEAR = frozenset({TriggerKind.ACCOUNTING.value, TriggerKind.CONTROL_ROLE_FRAUD.value})
