"""What the database lets nobody do to a case, whatever asks for it."""

from audit.rules import Trigger

RULES = [
    Trigger(
        "no_chain_of_merges",
        ("INSERT", "UPDATE"),
        "NEW.merged_into_id IS NOT NULL AND ("
        "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.merged_into_id AND c.merged_into_id IS NOT NULL) "
        "OR EXISTS (SELECT 1 FROM cases_case c WHERE c.merged_into_id = NEW.id))",
        "a case is merged into one that is not merged, and none is merged into it",
    ),
    Trigger(
        "merged_with_a_reason",
        ("INSERT", "UPDATE"),
        "NEW.merged_into_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases_merge m WHERE m.source_id = NEW.id "
        "AND m.target_id = NEW.merged_into_id AND m.unmerged_at IS NULL)",
        "a case is merged by a merge that stands",
    ),
    Trigger(
        "out_of_accounting_by_two",
        "UPDATE",
        "NEW.topic_id <> OLD.topic_id "
        "AND EXISTS (SELECT 1 FROM code_of_ethics_topic t WHERE t.id = OLD.topic_id AND t.is_accounting) "
        "AND NOT EXISTS (SELECT 1 FROM code_of_ethics_topic t WHERE t.id = NEW.topic_id AND t.is_accounting) "
        "AND NOT EXISTS (SELECT 1 FROM cases_topicchange c WHERE c.case_id = NEW.id "
        "AND c.topic_id = NEW.topic_id AND c.is_agreed)",
        "a second person agrees that a matter is no matter of accounting",
    ),
    Trigger(
        "merged_with_its_reports",
        ("INSERT", "UPDATE"),
        "NEW.merged_into_id IS NOT NULL AND EXISTS (SELECT 1 FROM cases_report r WHERE r.case_id = NEW.id)",
        "no report hangs from a merged case",
    ),
    Trigger(
        "tested_by_a_test",
        ("INSERT", "UPDATE"),
        "NEW.state = 'TESTED' AND NOT EXISTS (SELECT 1 FROM cases_hotlinetest t WHERE t.case_id = NEW.id "
        "AND t.state IN ('ANSWERED', 'FAILED'))",
        "only a test of the hotline that is over ends as one",
    ),
    Trigger(
        "tested_for_good",
        "UPDATE",
        "OLD.state = 'TESTED' AND NEW.state <> 'TESTED'",
        "a test of the hotline never becomes a case",
    ),
    Trigger(
        "shredded_by_two",
        ("INSERT", "UPDATE"),
        "NEW.shredded_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases_deletion d "
        "WHERE d.case_id = COALESCE(NEW.merged_into_id, NEW.id) AND d.state IN ('APPROVED', 'DONE') "
        "AND d.approved_by_id <> d.proposed_by_id)",
        "a case is shredded when two people agreed",
    ),
    Trigger(
        "shredded_for_good",
        "UPDATE",
        "OLD.shredded_on IS NOT NULL AND (NEW.shredded_on IS NULL OR NEW.shredded_on <> OLD.shredded_on "
        "OR NEW.state <> OLD.state)",
        "a case that was shredded stays as it is",
    ),
]
