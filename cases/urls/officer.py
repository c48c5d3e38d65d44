"""The pages of the offices: the queue, one case, and each of its moves under the move's own word."""

from django.urls import path, register_converter

from cases.views.officer import (
    allegations,
    assignment,
    case,
    closing,
    dialogue,
    evidence,
    links,
    materiality,
    notes,
    parties,
    queue,
    translating,
    triage,
)


class ReferenceConverter:
    """A case's reference such as `K7QF-2M9X`, in whatever case it was typed. Anything else is no page."""

    regex = "[0-9A-Za-z]{4}-[0-9A-Za-z]{4}"

    def to_python(self, value: str) -> str:
        """The reference as it is kept."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """The reference as it is shown."""
        return str(value)


register_converter(ReferenceConverter, "reference")

app_name = "cases"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("call-up/<uuid:pk>/", assignment.call_up, name="call_up"),
    # one case
    path("<reference:reference>/", case.case, name="case"),
    path("<reference:reference>/dialogue/", case.dialogue, name="dialogue"),
    path("<reference:reference>/notes/", case.notes, name="notes"),
    path("<reference:reference>/access/", case.access, name="access"),
    path("<reference:reference>/history/", case.history, name="history"),
    path("<reference:reference>/attachment/<uuid:pk>/", evidence.attachment, name="attachment"),
    path("<reference:reference>/open-original/<uuid:pk>/", evidence.open_original, name="open_original"),
    path("<reference:reference>/translate-report/<uuid:pk>/", translating.translate_report, name="translate_report"),
    # triage
    path("<reference:reference>/acknowledge/", triage.acknowledge, name="acknowledge"),
    path("<reference:reference>/triage/", triage.triage, name="triage"),
    path("<reference:reference>/answer-question/", triage.answer_question, name="answer_question"),
    path("<reference:reference>/ask-to-treat-as-report/", triage.ask_to_treat_as_report, name="ask_to_treat_as_report"),
    path("<reference:reference>/treat-as-report/", triage.treat_as_report, name="treat_as_report"),
    path("<reference:reference>/exit-triage/", triage.exit_triage, name="exit_triage"),
    # people and allegations
    path("<reference:reference>/add-party/", parties.add_party, name="add_party"),
    path("<reference:reference>/confirm-party/<uuid:pk>/", parties.confirm_party, name="confirm_party"),
    path("<reference:reference>/reject-party/<uuid:pk>/", parties.reject_party, name="reject_party"),
    path("<reference:reference>/add-allegation/", allegations.add_allegation, name="add_allegation"),
    path("<reference:reference>/record-finding/<uuid:pk>/", allegations.record_finding, name="record_finding"),
    # words
    path("<reference:reference>/ask-reporter/", dialogue.ask_reporter, name="ask_reporter"),
    path("<reference:reference>/answer-withdrawal/<uuid:pk>/", dialogue.answer_withdrawal, name="answer_withdrawal"),
    path("<reference:reference>/write-note/", notes.write_note, name="write_note"),
    path("<reference:reference>/retract-note/<uuid:pk>/", notes.retract_note, name="retract_note"),
    # materiality
    path("<reference:reference>/decide-materiality/", materiality.decide_materiality, name="decide_materiality"),
    path(
        "<reference:reference>/confirm-not-material/<uuid:pk>/",
        materiality.confirm_not_material,
        name="confirm_not_material",
    ),
    path(
        "<reference:reference>/reject-not-material/<uuid:pk>/",
        materiality.reject_not_material,
        name="reject_not_material",
    ),
    # who works it
    path("<reference:reference>/assign/", assignment.assign, name="assign"),
    path("<reference:reference>/share/", assignment.share, name="share"),
    path("<reference:reference>/transfer/", assignment.transfer, name="transfer"),
    path("<reference:reference>/recuse/", assignment.recuse, name="recuse"),
    # cases that belong together
    path("<reference:reference>/links/", links.links, name="links"),
    path("<reference:reference>/link-case/", links.link_case, name="link_case"),
    path("<reference:reference>/unlink-case/<uuid:pk>/", links.unlink_case, name="unlink_case"),
    # the end
    path("<reference:reference>/submit-for-review/", closing.submit_for_review, name="submit_for_review"),
    path(
        "<reference:reference>/return-to-investigation/",
        closing.return_to_investigation,
        name="return_to_investigation",
    ),
    path("<reference:reference>/close/", closing.close, name="close"),
    path("<reference:reference>/reopen/", closing.reopen, name="reopen"),
]
