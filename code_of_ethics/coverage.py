"""Whether a translation of the Code holds what the original holds. Pure functions on what was read."""

from django.utils.translation import gettext as _

from code_of_ethics.parsing import ParsedCode


def lacks(original: ParsedCode, translated: ParsedCode) -> list[str]:
    """What keeps a translation from being published, a sentence each; nothing where it is whole."""
    wanted = {provision.key: provision for provision in original.provisions}
    written = {provision.key: provision for provision in translated.provisions}
    found = [
        _("“%(title)s” {#%(key)s} is missing.") % {"title": provision.title, "key": key}
        for key, provision in wanted.items()
        if key not in written
    ]
    found += [
        _("“%(title)s” {#%(key)s} is not in the original.") % {"title": provision.title, "key": key}
        for key, provision in written.items()
        if key not in wanted
    ]
    # Where some are missing, the others are numbered otherwise by that alone.
    if not found:
        found = [
            _("“%(title)s” {#%(key)s} is number %(number)s, and %(original)s in the original.")
            % {"title": provision.title, "key": key, "number": provision.number, "original": wanted[key].number}
            for key, provision in written.items()
            if provision.number != wanted[key].number
        ]
    found += [
        _("“%(title)s” {#%(key)s} still has the words of the original.") % {"title": provision.title, "key": key}
        for key, provision in written.items()
        if key in wanted and provision.text == wanted[key].text
    ]
    if original.preamble and not translated.preamble:
        found.append(_("What stands before the first part is missing."))
    return found
