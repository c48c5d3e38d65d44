"""Views of the figures that the heads keep and share, and a file that the chair asked for."""

from datetime import datetime, timedelta

from accounts.models import Person
from accounts.roles import Role
from reporting.actions import ViewFacts, export_explored, make_explore_exports, save_explore_view
from reporting.exploring import Question
from reporting.states import ExportFormat, Schedule


def keep_views(at: datetime) -> None:
    """One that the committee reads every quarter, one that the other head reads, and one for its owner alone."""
    auditor, officer, chair = (
        Person.objects.holding(role).get()
        for role in (Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.AUDIT_COMMITTEE_CHAIR)
    )
    topics = ViewFacts("Topics of the year, for the committee", Role.AUDIT_COMMITTEE, Schedule.QUARTERLY)
    save_explore_view(Question(dimension="topic"), facts=topics, by=auditor, at=at - timedelta(days=200))
    ways_in = ViewFacts("Ways in, quarter by quarter", Role.GENERAL_AUDITOR, Schedule.MONTHLY)
    save_explore_view(
        Question(dimension="channel", span="eight"), facts=ways_in, by=officer, at=at - timedelta(days=40)
    )
    closing = Question("closure", "quarter", "eight")
    save_explore_view(closing, facts=ViewFacts("How long we take"), by=officer, at=at - timedelta(days=12))
    export_explored(Question(dimension="topic"), file_format=ExportFormat.XLSX, by=chair, at=at - timedelta(hours=2))
    make_explore_exports(at - timedelta(hours=2))
