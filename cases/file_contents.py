"""What a case file says, as plain data: sections of passages, and a list of files. How it looks is `cases.paper`'s.

Everything is read with the rights of the person it is made for.
"""

from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Person
from cases.file_desk import (
    evidence_of,
    files_of_evidence,
    names_of_interviewed,
    of_aftercare,
    of_deadlines,
    of_evidence,
    of_interviews,
    of_letters,
    of_tasks,
)
from cases.file_parts import (
    ListedFile,
    Passage,
    Reading,
    names_of_reporters,
    of_a_message,
    of_a_party,
    of_a_report,
    of_actions,
    of_allegations,
    of_decisions,
    of_files,
    of_notes,
    of_referrals,
    of_the_case,
    of_the_history,
    parts_of,
    reports_of,
    words_of_name,
)
from cases.models import Case, Privilege
from cases.redaction import COVER, Choices, Hidden
from cases.states.case_file import PrivilegeKind
from cases.states.party import PartyRole


@dataclass(frozen=True)
class Section:
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Contents:
    """The whole of it, before or after words were hidden."""

    reference: str
    title: str
    sections: tuple[Section, ...]
    files: tuple[ListedFile, ...]
    reporters: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    # How many passages and files are privileged and not in it.
    privileged: int = 0
    # With which words it was covered.
    hidden: Hidden = field(default_factory=lambda: Hidden([]))

    @property
    def passages(self) -> list[Passage]:
        return [passage for section in self.sections for passage in section.passages]


def contents_of(case: Case, *, person: Person, with_privileged: bool = False) -> Contents:
    """The case as `person` may read it. Privileged parts are left out, and counted, unless they are asked for."""
    kept = Reading(case, with_privileged)
    reports = list(reports_of(case))
    parties = list(case.parties.select_related("data_key", "person"))
    evidence = evidence_of(case)
    relations = case.relations(person)
    works_it, of_office = bool(relations & {"staff", "head", "assignee"}), bool(relations & {"staff", "head"})
    sections = (
        Section(_("The case"), (of_the_case(case),)),
        Section(_("People and others named"), tuple(of_a_party(party) for party in parties)),
        Section(_("Reports"), tuple(of_a_report(report, place, works_it) for report, place in parts_of(reports))),
        Section(_("Dialogue"), tuple(of_a_message(message) for report in reports for message in report.messages.all())),
        Section(_("Notes"), tuple(of_notes(case, kept))),
        Section(_("Plan"), tuple(of_tasks(case))),
        Section(_("Interviews and statements"), tuple(of_interviews(case, kept, parties))),
        Section(_("Evidence"), tuple(of_evidence(evidence, kept))),
        Section(_("Allegations and findings"), tuple(of_allegations(case))),
        Section(_("Materiality"), tuple(of_decisions(case))),
        Section(_("Actions"), tuple(of_actions(case, of_office))),
        Section(_("Referrals to public officials"), tuple(of_referrals(case))),
        Section(_("Letters"), tuple(of_letters(case))),
        Section(_("Aftercare"), tuple(of_aftercare(case))),
        Section(_("Deadlines"), tuple(of_deadlines(case))),
        Section(_("History"), (of_the_history(case),)),
    )
    files = (*of_files(reports, kept), *files_of_evidence(evidence, kept))
    witnesses = [party.name for party in parties if party.role == PartyRole.WITNESS]
    witnesses += names_of_interviewed(case, parties)
    return Contents(
        case.reference,
        _("Case file %(reference)s") % {"reference": case.reference},
        tuple(section for section in sections if section.passages),
        files,
        tuple(names_of_reporters(reports) if works_it else ()),
        tuple(word for name in witnesses for word in words_of_name(name)),
        kept.left_out,
    )


def covered(contents: Contents, choices: Choices) -> Contents:
    """The same with words, passages and people hidden: every string of it goes through the cover."""
    words = [
        *choices.words,
        *(contents.reporters if choices.hides_reporter else ()),
        *(contents.witnesses if choices.hides_witnesses else ()),
    ]
    hidden = Hidden(words)
    sections = tuple(
        Section(hidden.covered(section.title), tuple(_cover(one, choices, hidden) for one in section.passages))
        for section in contents.sections
    )
    # Nobody can hide a word inside a picture or a recording, so no file goes along.
    reason = _("Its content can’t be hidden in part, so it is left out.")
    files = tuple(
        replace(one, name=hidden.covered(one.name), sha256="", left_out=one.left_out or reason)
        for one in contents.files
    )
    whole = replace(contents, title=hidden.covered(contents.title), reference=hidden.covered(contents.reference))
    return replace(whole, sections=sections, files=files, reporters=(), witnesses=(), hidden=hidden)


def _cover(passage: Passage, choices: Choices, hidden: Hidden) -> Passage:
    of_hidden = (choices.hides_reporter and passage.is_of_reporter) or (
        choices.hides_witnesses and passage.is_of_witness
    )
    if passage.key in choices.passages or of_hidden:
        return Passage(passage.key, hidden.covered(passage.heading if not of_hidden else COVER), is_hidden=True)
    return replace(
        passage,
        heading=hidden.covered(passage.heading),
        text=hidden.covered(passage.text),
        note=hidden.covered(passage.note),
        facts=tuple((hidden.covered(label), hidden.covered(value)) for label, value in passage.facts),
    )


def is_privileged(case: Case) -> bool:
    """Whether the whole case is privileged, or one that was merged into it."""
    whole = Privilege.objects.filter(Q(thing=case.pk) | Q(case__merged_into=case), kind=PrivilegeKind.CASE)
    return whole.standing().exists()
