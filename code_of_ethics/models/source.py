"""What caused a duty to disclose may move a price. It lies in an app above, and is asked by its label alone.

The manager of such a kind of source has `insider_lists_due(ids, person)`: of these rows those whose notice not to trade
`person` has still to acknowledge, by id, each with its open insider lists.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps

from accounts.models import Person
from code_of_ethics.models.disclosure import Disclosure
from code_of_ethics.states import DisclosureState


def insider_lists_due(duties: Iterable[Disclosure], person: Person) -> dict[uuid.UUID, list[Any]]:
    """Of these duties those of which `person` reads the notice before a draft or a name, by id, with the lists that
    wait for them. Of what is filed nobody does: it is public."""
    open_ones: dict[str, dict[uuid.UUID, uuid.UUID]] = defaultdict(dict)
    for duty in duties:
        if duty.state != DisclosureState.FILED:
            open_ones[duty.source_kind][duty.source_id] = duty.pk
    found: dict[uuid.UUID, list[Any]] = {}
    for label, by_source in open_ones.items():
        ask = getattr(apps.get_model(label)._default_manager, "insider_lists_due", None)
        if ask is not None:
            found |= {by_source[pk]: lists for pk, lists in ask(list(by_source), person).items()}
    return found
