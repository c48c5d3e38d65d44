"""What happened after reporting: who said their name later, who wished to withdraw, what was asked and linked."""

from datetime import datetime
from pathlib import Path
from tomllib import loads

from accounts.models import Person
from accounts.roles import Office, Role
from cases import actions
from cases.likeness import likely_duplicates
from cases.models import Case, CaseLink, Report
from cases.states.case import CaseState
from cases.states.report import Channel, Mode, ReportKind
from code_of_ethics.models import Topic

LIBRARY = Path(__file__).parent.parent / "library.toml"

WISH = "I am sorry to have started this. My manager asks everybody who it was, and I want it to stop."
ASKED = (
    "Thank you for your question. What you describe may be something that we should look into. May we treat it as a "
    "report? You are protected in the same way."
)


def load_library(*, at: datetime) -> None:
    """The texts of the Compliance & Ethics office; all but the last are in use."""
    writer = Person.objects.holding(Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE).order_by("email")[0]
    head = Person.objects.holding(Role.ETHICS_OFFICER).get()
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    *used, draft = loads(LIBRARY.read_text())["answer"]
    for seed in [*used, draft]:
        text = seed["text"].strip()
        answer = actions.write_answer(topic=topics[seed["topic"]], title=seed["title"], text=text, by=writer, at=at)
        if seed is not draft:
            actions.publish_answer(answer, by=head, at=at)


def say_more(links: dict[str, tuple[str, ...]], cases: dict[str, Case], *, at: datetime) -> None:
    """The last word of some reporters, and the cases that turned out to belong together."""
    anonymous = Report.objects.filter(mode=Mode.ANONYMOUS, channel=Channel.WEB, case__state=CaseState.INVESTIGATION)
    # The oldest: the key that the demo shows belongs to a newer one.
    oldest = list(anonymous.order_by("received_on", "pk")[:2])
    if oldest:
        contact = "0161 496 0842, after six"
        actions.identify_reporter(
            oldest[0], mode=Mode.NAMED, name="Rosalind Achterberg", contact=contact, receipt="demo:identify", at=at
        )
    if len(oldest) > 1:
        actions.withdraw_report(oldest[1], words=WISH, receipt="demo:withdraw", at=at)
    asked = Case.objects.filter(state=CaseState.TRIAGE, reports__counted_as=ReportKind.QUESTION).first()
    if asked and (by := _handler(asked)):
        actions.ask_to_treat_as_report(asked, message=ASKED, reason="A rule may be broken already.", by=by, at=at)
    for key, others in links.items():
        for other in others:
            if key in cases and other in cases:
                _link(cases[key], cases[other], at)
    while actions.mark_words():
        pass
    _link_likely(at)


def _link_likely(at: datetime) -> None:
    """The open case that is likeliest to be about the matter of another open one; together they ask whether they are
    material."""
    for least in (2, 1):
        for case in Case.objects.open().order_by("-received_on", "pk"):
            by = _handler(case)
            likely = likely_duplicates(case, by) if by else []
            found = [one for one in likely if len(one.reasons) >= least and one.case.is_open]
            if found:
                _link(case, found[0].case, at)
                return


def _link(case: Case, other: Case, at: datetime) -> None:
    by = _handler(case)
    is_linked = CaseLink.objects.of(case).of(other).exists()
    if by is not None and not is_linked and other.is_visible_to(by):
        reason = "The same people and the same weeks; read together they make sense."
        actions.link_case(case, other=other, kind="RELATED", reason=reason, by=by, at=at)


def _handler(case: Case) -> Person | None:
    staff = [person for person in case.staff() if "staff" in case.relations(person)]
    return min(staff, key=lambda person: person.email, default=None)
