"""States and relations in which moves are stated."""

from cases.states.case import OPEN_STATES, CaseState

NEW, TRIAGE, INVESTIGATION, REVIEW, CLOSED, MERGED, TESTED = (
    CaseState.NEW.value,
    CaseState.TRIAGE.value,
    CaseState.INVESTIGATION.value,
    CaseState.REVIEW.value,
    CaseState.CLOSED.value,
    CaseState.MERGED.value,
    CaseState.TESTED.value,
)
OPEN = frozenset(str(state) for state in OPEN_STATES)
ANY = OPEN | {CLOSED}
OFFICE = frozenset({"staff", "head"})
WORKERS = OFFICE | {"assignee"}
