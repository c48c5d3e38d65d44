"""What lies on the desks of the demo company's investigators: templates, plans, interviews, statements, evidence."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tomllib import loads

from PIL import Image, ImageDraw

from accounts.models import Person
from accounts.roles import Office, Role
from cases import actions
from cases.actions import CustodyFacts, EvidenceFacts, InterviewFacts, TemplateFacts
from cases.models import Case, CaseTemplate, Task
from cases.states.case import CaseState
from cases.states.desk import TemplateKind
from code_of_ethics.models import Topic
from vault.uploads import SealedUpload, SealingUploadHandler

TEMPLATES = Path(__file__).parent.parent / "investigation.toml"
# So many cases are worked on at the desk.
DESKS = 4
RECORD = (
    "He met us in the canteen of Plant 2. He keeps the delivery list himself. On three Fridays the van came after the "
    "gate was closed, and somebody of the day shift signed for it. He has not spoken with anybody about it."
)
STATEMENT = (
    "I keep the delivery list of Plant 2. On three Fridays in the last two months the van came after the gate was "
    "closed. I did not sign for it. I do not know who did."
)
GATE_LIST = (
    ("Date", "Van", "Signed", "Remark"),
    ("8 May", "LM 417", "illegible", "no papers"),
    ("15 May", "LM 417", "illegible", ""),
    ("22 May", "LM 402", "R. Holt", "papers in order"),
    ("29 May", "LM 417", "illegible", "no papers"),
)
CORRECTION = "It was four Fridays; I looked at my own list again."


def load_templates(*, at: datetime) -> None:
    """The templates of the Compliance & Ethics office; all but the last are in use."""
    writer = Person.objects.holding(Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE).order_by("email")[0]
    head = Person.objects.holding(Role.ETHICS_OFFICER).get()
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    *used, draft = loads(TEMPLATES.read_text())["template"]
    for seed in [*used, draft]:
        is_plan = seed["kind"] == TemplateKind.PLAN
        told = seed["lines"] if is_plan else [(None, line) for line in seed["lines"]]
        lines: list[tuple[str, int | None]] = [(words, days) for days, words in told]
        topic = topics[seed["topic"]] if "topic" in seed else None
        facts = TemplateFacts(seed["title"], topic, seed.get("opening", ""), lines)
        template = actions.write_template(kind=seed["kind"], facts=facts, by=writer, at=at)
        if seed is not draft:
            actions.publish_template(template, by=head, at=at)


def begin_plans(at: datetime) -> None:
    """The newest cases under investigation each get a plan, and its first step is done."""
    plan = CaseTemplate.objects.published().filter(kind=TemplateKind.PLAN, topic=None).get()
    for case, by in _at_desks():
        actions.apply_plan(case, template=plan, starts_on=at.date(), owner=by, by=by, at=at)
        first = Task.objects.filter(case=case).first()
        if first is not None:
            ending = "Mailboxes and the logs of the gate are frozen."
            actions.finish_task(first, ending=ending, by=by, at=at + timedelta(hours=5))


def talk_and_collect(at: datetime) -> None:
    """Interviews and evidence of the cases whose plan has begun."""
    questions = CaseTemplate.objects.published().filter(kind=TemplateKind.INTERVIEW, topic=None)
    witness, alleged = questions.order_by("title")
    with_a_plan = [(case, by) for case, by in _at_desks() if Task.objects.filter(case=case).exists()]
    for place, (case, by) in enumerate(with_a_plan):
        met = InterviewFacts(
            by, at, "IN_PERSON", described="The driver of the evening van", place="Canteen of Plant 2", template=witness
        )
        held = actions.plan_interview(case, facts=met, by=by, at=at)
        held = actions.record_interview(held, held_at=at, words=RECORD, by=by, at=at + timedelta(hours=2))
        statement = actions.write_statement(held, text=STATEMENT, by=by, at=at + timedelta(hours=3))
        if place % 2:
            actions.read_back_statement(statement, corrections=CORRECTION, by=by, at=at + timedelta(hours=4))
        ahead = at + timedelta(days=4)
        coming = InterviewFacts(by, ahead, "VIDEO", described="A buyer of the same team", template=alleged)
        actions.plan_interview(case, facts=coming, by=by, at=at)
        _collect(case, by, at + timedelta(hours=5))


def _collect(case: Case, by: Person, at: datetime) -> None:
    facts = EvidenceFacts(
        description="Delivery list of Plant 2, loose leaves, May to July",
        source="The driver of the evening van",
        collected_by=by,
        collected_at=at,
        collected_where="Canteen of Plant 2",
        held_by=by.full_name,
    )
    item = actions.register_evidence(case, facts=facts, by=by, at=at)
    moved = CustodyFacts("SEALED", at, "The office’s safe", "Room 4.12, bag 0071", by.full_name, "Seal 0071 unbroken.")
    actions.record_custody(item, facts=moved, by=by, at=at)
    told = EvidenceFacts(
        description="Photograph of the list at the gate, taken on the spot",
        source="The wall of the gatehouse",
        collected_by=by,
        collected_at=at,
        collected_where="Gatehouse of Plant 2",
        held_by=by.full_name,
        upload=_uploaded(_picture()),
    )
    file = actions.register_evidence(case, facts=told, by=by, at=at)
    actions.check_integrity(file, by=by, at=at)
    paper = EvidenceFacts(
        description="The same deliveries as the haulier invoiced them, three pages",
        source="Accounts payable, on request",
        collected_by=by,
        collected_at=at,
        collected_where="Accounts payable, head office",
        held_by=by.full_name,
        upload=_uploaded(_invoices(), "invoices.pdf", "application/pdf"),
    )
    actions.register_evidence(case, facts=paper, by=by, at=at)


def _invoices() -> bytes:
    """An invoice for each month, as pages of one PDF."""
    pages = [_sheet(f"HAULIER 7741 - INVOICE {month} - EVENING TOURS") for month in ("MAY", "JUNE", "JULY")]
    made = BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=100)
    return made.getvalue()


def _picture() -> bytes:
    """A list as it hangs in a gatehouse."""
    made = BytesIO()
    _sheet("GATE 2 - DELIVERIES AFTER 18:00").save(made, "PNG")
    return made.getvalue()


def _sheet(title: str) -> Image.Image:
    """A list of deliveries, drawn here so that it is nobody's."""
    sheet = Image.new("RGB", (640, 420), "#f6f2e6")
    pen = ImageDraw.Draw(sheet)
    pen.text((32, 24), title, fill="#20252b")
    for line, entry in enumerate(GATE_LIST):
        top = 72 + 56 * line
        pen.line((32, top - 14, 608, top - 14), fill="#b9b09a")
        for left, word in zip((32, 160, 300, 460), entry, strict=True):
            pen.text((left, top), word, fill="#20252b")
    return sheet


def _uploaded(content: bytes, name: str = "gate.png", media_type: str = "image/png") -> SealedUpload:
    """The bytes as a form brings them."""
    handler = SealingUploadHandler()
    handler.new_file("upload", name, media_type, len(content))
    handler.receive_data_chunk(content, 0)
    return handler.file_complete(len(content))


def _at_desks() -> list[tuple[Case, Person]]:
    """The newest cases under investigation, each with its investigator."""
    cases = Case.objects.filter(state=CaseState.INVESTIGATION, assignee__isnull=False).select_related("assignee")
    newest = cases.order_by("-received_on", "pk")
    held = [(case, case.assignee) for case in newest[: 2 * DESKS]]
    return [(case, by) for case, by in held if by is not None and case.is_visible_to(by)][:DESKS]
