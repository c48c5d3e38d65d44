"""The figures of a common digest and the lists behind them once more, as somebody would write them in plain SQL.

For PostgreSQL. One statement for each table of figures and for each list; what they count is written down here by hand
and taken from no queryset. `differences` holds what they find against a snapshot, so that what is timed is the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
# Who signs or reads a digest, and who reads a figure of the programme.
READING = ["GENERAL_AUDITOR", "ETHICS_OFFICER", "AUDIT_COMMITTEE", "AUDIT_COMMITTEE_CHAIR"]
OFFICES = ["GENERAL_AUDITOR", "ETHICS_OFFICER", "GENERAL_COUNSEL", "OFFICE_STAFF"]
Row = tuple[Any, ...]

# What stands in no figure: matters that wall off a reader, and tests of the hotline.
LEFT_OUT = """
CREATE TEMPORARY TABLE left_out ON COMMIT DROP AS
WITH reader AS (
    SELECT person_id AS id FROM accounts_rolegrant
    WHERE role = ANY(%(reading)s) AND revoked_at IS NULL AND effective_at <= now()
      AND (expires_at IS NULL OR expires_at > now())
), superior AS (
    SELECT superior_id AS id FROM accounts_reportingline
    WHERE depth <= 1 AND subordinate_id IN (SELECT id FROM reader)
), apart AS (
    SELECT case_id FROM cases_party
    WHERE status <> 'REJECTED' AND (person_id IN (SELECT id FROM reader)
        OR (role = 'SUBJECT' AND person_id IN (SELECT id FROM superior)))
    UNION SELECT case_id FROM cases_conflict WHERE person_id IN (SELECT id FROM reader)
)
SELECT case_id AS id, FALSE AS is_test FROM apart
UNION SELECT id, FALSE FROM cases_case WHERE merged_into_id IN (SELECT case_id FROM apart)
UNION SELECT case_id, TRUE FROM cases_hotlinetest WHERE case_id IS NOT NULL
"""
TOLD = """cases_report r
WHERE NOT EXISTS (SELECT FROM left_out o WHERE o.id = r.case_id)
  AND NOT EXISTS (SELECT FROM cases_hotlinetest t WHERE t.report_id = r.id)"""
REPORTS = TOLD + " AND r.counted_as = 'REPORT'"
RECEIVED = REPORTS + " AND r.received_on BETWEEN %(first)s AND %(last)s"
CASES = """cases_case c
WHERE c.state NOT IN ('MERGED', 'TESTED') AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = c.id)"""
CLOCKS = """clocks_clock k JOIN clocks_rule u ON u.id = k.rule_id
WHERE k.subject_kind = 'cases.case' AND k.cancelled_reason = ''
  AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = k.subject_id)"""
MET = "(k.stopped_at <= k.due_at OR k.stopped_at IS NULL AND k.stopped_on <= k.due_on)"
OPEN_THEN = "(k.stopped_on IS NULL OR k.stopped_on > %(last)s)"
ENDED = """cases_allegation a JOIN cases_case c ON c.id = a.case_id
JOIN code_of_ethics_provision p ON p.id = a.provision_id
WHERE c.closed_on BETWEEN %(first)s AND %(last)s AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = c.id)"""
ABOUT = "p.key IN (SELECT provision_key FROM code_of_ethics_topic WHERE is_retaliation AND provision_key <> '')"
WITH_REPORT = "EXISTS (SELECT FROM cases_report r WHERE r.case_id = c.id AND r.counted_as = 'REPORT')"
UPHELD = "('SUBSTANTIATED', 'PARTLY')"
STANDING = "('DECIDED', 'IN_PROGRESS', 'DONE', 'CONFIRMED')"
ACTIONS = "cases_action n WHERE NOT EXISTS (SELECT FROM left_out o WHERE o.id = n.case_id)"
MATTER = """c.id, t.name, c.queue, c.received_on, c.state, c.outcome, c.closed_on,
    (SELECT array_agg(g.kind) FROM cases_materialitytrigger g WHERE g.case_id = c.id)"""
OF_MATTER = "JOIN code_of_ethics_topic t ON t.id = c.topic_id"
ALIVE = "c.received_on <= %(last)s AND (c.closed_on IS NULL OR c.closed_on >= %(first)s)"


def within(column: str) -> str:
    return f"{column} >= %(begins)s AND {column} < %(ends)s"


@dataclass(frozen=True)
class Statement:
    """One statement, and where a snapshot says the same: nothing where small cells may be hidden there."""

    name: str
    sql: str
    said: Callable[[dict[str, Any]], list[Row]] | None = None


def _keyed(name: str, *columns: str) -> Callable[[dict[str, Any]], list[Row]]:
    return lambda snapshot: [tuple(row[column] for column in columns) for row in snapshot["figures"][name]]


def _one(name: str, *columns: str) -> Callable[[dict[str, Any]], list[Row]]:
    return lambda snapshot: [tuple(snapshot["figures"][name][column] for column in columns)]


def _listed(name: str) -> Callable[[dict[str, Any]], list[Row]]:
    return lambda snapshot: [(row["reference"],) for row in snapshot["lists"][name]]


STATEMENTS = [
    # --- volume
    Statement(
        "reports and questions",
        f"""SELECT count(*) FILTER (WHERE r.counted_as = 'REPORT'), count(*) FILTER (WHERE r.counted_as = 'QUESTION')
        FROM {TOLD} AND r.received_on BETWEEN %(first)s AND %(last)s""",
        lambda said: [(said["figures"]["reports"], said["figures"]["questions"])],
    ),
    Statement(
        "headcounts",
        """SELECT day, count(p.id) FROM unnest(%(days)s) AS day LEFT JOIN accounts_person p
        ON (p.employed_from IS NULL OR p.employed_from <= day)
           AND (p.employed_until IS NULL OR p.employed_until >= day) GROUP BY day""",
    ),
    Statement(
        "months",
        f"""SELECT to_char(r.received_on, 'YYYY-MM-01'), count(*) FROM {REPORTS}
        AND r.received_on BETWEEN %(trend)s AND %(last)s GROUP BY 1""",
    ),
    Statement("channels", f"SELECT r.channel, count(*) FROM {RECEIVED} GROUP BY 1", _keyed("channels", "key", "count")),
    Statement(
        "channels before",
        f"""SELECT r.channel, count(*) FROM {REPORTS} AND r.received_on BETWEEN %(first_before)s AND %(last_before)s
        GROUP BY 1""",
        _keyed("channels_before", "key", "count"),
    ),
    Statement(
        "topics",
        f"""SELECT t.name, count(*) FILTER (WHERE i.received_on >= %(first)s),
            count(*) FILTER (WHERE i.received_on < %(first)s)
        FROM (SELECT r.case_id, r.received_on FROM {REPORTS} AND (r.received_on BETWEEN %(first)s AND %(last)s
            OR r.received_on BETWEEN %(first_before)s AND %(last_before)s)) i
        JOIN cases_case c ON c.id = i.case_id {OF_MATTER} GROUP BY t.id, t.name""",
        _keyed("topics", "name", "count", "year_before"),
    ),
    Statement("modes", f"SELECT r.mode, count(*), count(r.last_visit_on) FROM {RECEIVED} GROUP BY 1"),
    Statement("countries", f"SELECT r.country, count(*) FROM {RECEIVED} GROUP BY 1"),
    Statement(
        "marks",
        f"""SELECT g.mark, count(*) FROM cases_rating g JOIN {TOLD.replace("WHERE", "ON r.id = g.report_id WHERE", 1)}
        AND g.given_on BETWEEN %(first)s AND %(last)s AND g.mark IS NOT NULL GROUP BY 1""",
    ),
    # --- work
    Statement(
        "movement",
        f"""SELECT count(*) FILTER (WHERE c.received_on BETWEEN %(first)s AND %(last)s),
            count(*) FILTER (WHERE c.closed_on BETWEEN %(first)s AND %(last)s),
            count(*) FILTER (WHERE c.received_on < %(first)s AND (c.closed_on IS NULL OR c.closed_on >= %(first)s)),
            count(*) FILTER (WHERE c.received_on <= %(last)s AND (c.closed_on IS NULL OR c.closed_on > %(last)s))
        FROM {CASES}""",
        _one("movement", "opened", "closed", "open_before", "open_after"),
    ),
    Statement(
        "closure",
        f"""SELECT count(*),
            round(percentile_cont(0.5) WITHIN GROUP (ORDER BY c.closed_on - c.received_on)::numeric, 1),
            round(avg(c.closed_on - c.received_on), 1) FROM {CASES} AND c.closed_on BETWEEN %(first)s AND %(last)s""",
        _one("closure", "n", "median", "mean"),
    ),
    Statement(
        "closure classes",
        f"""SELECT width_bucket(c.closed_on - c.received_on, ARRAY[15, 31, 61, 91, 181]), count(*)
        FROM {CASES} AND c.closed_on BETWEEN %(first)s AND %(last)s GROUP BY 1""",
        lambda said: [
            (place, number) for place, number in enumerate(said["figures"]["closure_classes"]["counts"]) if number
        ],
    ),
    Statement(
        "ageing",
        f"""SELECT width_bucket(%(last)s::date - c.received_on, ARRAY[31, 61, 91, 181]), count(*) FROM {CASES}
        AND c.received_on <= %(last)s AND (c.closed_on IS NULL OR c.closed_on > %(last)s) GROUP BY 1""",
        lambda said: [(place, number) for place, number in enumerate(said["figures"]["ageing"]) if number],
    ),
    Statement(
        "became",
        f"""SELECT count(*), count(*) FILTER (WHERE is_found), count(*) FILTER (WHERE is_upheld),
            count(*) FILTER (WHERE is_upheld AND EXISTS (SELECT FROM cases_action n WHERE n.case_id = closed.id
                AND n.kind = 'DISCIPLINE' AND n.level <> 'NONE' AND n.state IN {STANDING}))
        FROM (SELECT c.id, bool_or(a.finding <> '') AS is_found, bool_or(a.finding IN {UPHELD}) AS is_upheld
            FROM {CASES.replace("WHERE", "LEFT JOIN cases_allegation a ON a.case_id = c.id WHERE", 1)}
            AND c.closed_on BETWEEN %(first)s AND %(last)s AND {WITH_REPORT} GROUP BY c.id) closed""",
        _one("became", "closed", "found", "substantiated", "consequence"),
    ),
    Statement(
        "findings",
        f"SELECT a.finding, count(*) FROM {ENDED} AND {WITH_REPORT} AND a.finding <> '' GROUP BY 1",
        lambda said: [(row["key"], row["count"]) for row in said["figures"]["findings"] if row["count"]],
    ),
    Statement(
        "findings of retaliation",
        f"""SELECT count(*) FILTER (WHERE a.finding IN {UPHELD}),
            count(*) FILTER (WHERE a.finding IN ('SUBSTANTIATED', 'PARTLY', 'UNSUBSTANTIATED'))
        FROM {ENDED} AND {WITH_REPORT} AND {ABOUT}""",
        _one("retaliation_substantiation", "count", "of"),
    ),
    Statement(
        "retaliation",
        f"""SELECT count(*) FILTER (WHERE {ABOUT}), count(*)
        FROM cases_allegation a JOIN code_of_ethics_provision p ON p.id = a.provision_id
        WHERE {within("a.made_at")} AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = a.case_id)""",
        _one("retaliation", "count", "of"),
    ),
    Statement(
        "root causes",
        f"SELECT a.root_cause, count(*) FROM {ENDED} AND a.finding IN {UPHELD} GROUP BY 1",
        _keyed("root_causes", "key", "count"),
    ),
    Statement(
        "acknowledged on time",
        f"SELECT count(*) FILTER (WHERE {MET}), count(*) FROM {CLOCKS} AND k.kind = 'acknowledge'"
        " AND k.due_on BETWEEN %(first)s AND %(last)s",
        _one("acknowledged_on_time", "count", "of"),
    ),
    Statement(
        "feedback on time",
        f"SELECT count(*) FILTER (WHERE {MET}), count(*) FROM {CLOCKS} AND k.kind = 'feedback'"
        " AND k.due_on BETWEEN %(first)s AND %(last)s",
        _one("feedback_on_time", "count", "of"),
    ),
    Statement(
        "overdue",
        f"""SELECT u.name, count(*), to_char(min(k.due_on), 'YYYY-MM-DD')
        FROM {CLOCKS.replace("WHERE", "JOIN cases_case c ON c.id = k.subject_id WHERE", 1)}
        AND u.nature = 'DEADLINE' AND k.paused_since IS NULL AND k.due_on <= %(last)s AND {OPEN_THEN}
        GROUP BY c.queue, u.name""",
        _keyed("overdue", "name", "count", "oldest_on"),
    ),
    Statement(
        "external clocks",
        f"""SELECT * FROM (SELECT u.name, count(*) FILTER (WHERE k.due_on > %(last)s) AS running,
            count(*) FILTER (WHERE k.due_on BETWEEN %(first)s AND %(last)s) AS passed,
            to_char(min(k.due_on) FILTER (WHERE k.due_on > %(last)s), 'YYYY-MM-DD')
        FROM {CLOCKS} AND u.nature = 'INFORMATION' AND k.started_on <= %(last)s AND {OPEN_THEN}
        GROUP BY u.name, u.source) rule WHERE running > 0 OR passed > 0""",
        _keyed("external_clocks", "name", "running", "passed", "next_on"),
    ),
    Statement(
        "exits read",
        f"""SELECT count(*) FILTER (WHERE {within("x.read_at")}),
            count(*) FILTER (WHERE {within("x.read_at")} AND x.verdict = 'DOUBTED'),
            count(*) FILTER (WHERE x.read_at IS NULL OR x.read_at >= %(ends)s)
        FROM cases_exitreading x WHERE x.chosen_at < %(ends)s
        AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = x.case_id)""",
        _one("exits_read", "read", "doubted", "waiting"),
    ),
    Statement(
        "check-ins",
        """SELECT count(*) FILTER (WHERE h.sent_on BETWEEN %(first)s AND %(last)s),
            count(*) FILTER (WHERE h.answered_on BETWEEN %(first)s AND %(last)s),
            count(*) FILTER (WHERE h.answered_on BETWEEN %(first)s AND %(last)s AND h.answer = 'HAPPENED'),
            count(*) FILTER (WHERE h.passed_on BETWEEN %(first)s AND %(last)s)
        FROM cases_retaliationcheck h JOIN cases_report r ON r.id = h.report_id
        WHERE h.reaches_reporter AND NOT EXISTS (SELECT FROM left_out o WHERE o.id IN (r.case_id, h.case_opened_id))""",
        _one("check_ins", "sent", "answered", "bad", "unanswered"),
    ),
    # --- outcomes
    Statement(
        "discipline",
        f"""SELECT n.level, count(*) FILTER (WHERE n.subject_level = 'EXECUTIVE'),
            count(*) FILTER (WHERE n.subject_level = 'MANAGER'), count(*) FILTER (WHERE n.subject_level = 'OTHER')
        FROM {ACTIONS} AND n.kind = 'DISCIPLINE' AND n.state IN {STANDING} AND {within("n.decided_at")} GROUP BY 1""",
        lambda said: [
            (row["key"], row["executive"], row["manager"], row["other"])
            for row in said["figures"]["discipline"]
            if row["executive"] or row["manager"] or row["other"]
        ],
    ),
    Statement(
        "remediation",
        f"""SELECT count(*) FILTER (WHERE {within("n.decided_at")}), count(*) FILTER (WHERE {within("n.ended_at")}),
            count(*) FILTER (WHERE n.decided_at < %(begins)s AND (n.ended_at IS NULL OR n.ended_at >= %(begins)s)),
            count(*) FILTER (WHERE n.decided_at < %(ends)s AND (n.ended_at IS NULL OR n.ended_at >= %(ends)s)),
            count(*) FILTER (WHERE n.decided_at < %(ends)s AND (n.ended_at IS NULL OR n.ended_at >= %(ends)s)
                AND n.due_on <= %(last)s AND (n.finished_at IS NULL OR n.finished_at >= %(ends)s))
        FROM {ACTIONS} AND n.kind IN ('CORRECTIVE', 'REMEDIATION') AND n.decided_at IS NOT NULL""",
        _one("remediation", "decided", "ended", "open_before", "open_after", "overdue"),
    ),
    Statement(
        "sought",
        f"""SELECT n.currency, sum(n.sought) FROM {ACTIONS} AND n.kind = 'RECOVERY' AND n.state IN {STANDING}
        AND {within("n.decided_at")} GROUP BY 1""",
    ),
    Statement(
        "recovered",
        f"""SELECT n.currency, m.kind, sum(m.amount) FROM cases_recoveryamount m
        JOIN {ACTIONS.replace("WHERE", "ON n.id = m.action_id WHERE", 1)}
        AND m.booked_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2""",
    ),
    # --- the company
    Statement(
        "waivers by class",
        f"""SELECT count(*) FILTER (WHERE outcome = 'GRANTED'), count(*) FILTER (WHERE outcome = 'REFUSED')
        FROM waivers_waiver WHERE {within("decided_at")} AND outcome IN ('GRANTED', 'REFUSED')
        GROUP BY classification""",
        lambda said: [
            (row["granted"], row["refused"]) for row in said["figures"]["waivers"] if row["granted"] or row["refused"]
        ],
    ),
    Statement(
        "implicit waivers",
        f"""SELECT count(*) FILTER (WHERE w.noticed_at >= %(begins)s), count(*) FILTER (WHERE {within("w.ended_at")}),
            count(*) FILTER (WHERE w.ended_at IS NULL OR w.ended_at >= %(ends)s)
        FROM waivers_implicitwaiver w WHERE w.source_kind = 'cases.case' AND w.noticed_at < %(ends)s
        AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = w.source_id)""",
        _one("implicit_waivers", "noticed", "ended", "standing"),
    ),
    Statement(
        "affirmations",
        """SELECT count(*) FILTER (WHERE f.affirmed_at < %(ends)s), count(*) FROM code_of_ethics_affirmation f
        WHERE f.asked_on <= %(last)s AND f.campaign_id = (SELECT id FROM code_of_ethics_affirmationcampaign
            WHERE is_whole_company AND launched_at < %(ends)s ORDER BY launched_at DESC LIMIT 1)""",
        lambda said: [tuple(said["figures"]["affirmations"]["affirmed"][name] for name in ("count", "of"))],
    ),
    Statement(
        "exceptions stated",
        """SELECT count(DISTINCT f.id) FROM code_of_ethics_affirmation f
        JOIN code_of_ethics_statedexception e ON e.affirmation_id = f.id AND e.stated_at < %(ends)s
        WHERE f.asked_on <= %(last)s AND f.campaign_id = (SELECT id FROM code_of_ethics_affirmationcampaign
            WHERE is_whole_company AND launched_at < %(ends)s ORDER BY launched_at DESC LIMIT 1)""",
    ),
    Statement(
        "audits",
        f"""SELECT count(*) FILTER (WHERE due_on BETWEEN %(first)s AND %(last)s AND state <> 'CANCELLED'),
            count(*) FILTER (WHERE {within("reported_at")}) FROM code_of_ethics_complianceaudit""",
        lambda said: [tuple(said["figures"]["compliance"]["audits"][name] for name in ("planned", "done"))],
    ),
    Statement(
        "ratings",
        f"SELECT rating, count(*) FROM code_of_ethics_complianceaudit WHERE {within('reported_at')} GROUP BY 1",
    ),
    Statement(
        "findings of audits",
        f"SELECT rating, count(*) FROM code_of_ethics_auditfinding WHERE {within('raised_at')} GROUP BY 1",
    ),
    Statement(
        "follow-ups",
        """SELECT count(*), count(*) FILTER (WHERE (done_at IS NULL OR done_at >= %(ends)s) AND answered_at < %(ends)s
            AND due_on <= %(last)s) FROM code_of_ethics_auditfinding
        WHERE raised_at < %(ends)s AND (closed_at IS NULL OR closed_at >= %(ends)s)""",
    ),
    Statement(
        "training",
        """SELECT count(*), count(*) FILTER (WHERE s.completed_on <= %(last)s AND s.completed_on <= s.due_on),
            count(*) FILTER (WHERE s.completed_on <= %(last)s AND s.completed_on > s.due_on)
        FROM code_of_ethics_trainingassignment s JOIN accounts_person p ON p.id = s.person_id
        WHERE s.due_on BETWEEN %(first)s AND %(last)s AND (s.completed_on IS NOT NULL
            OR s.excused_at IS NULL AND (p.employed_until IS NULL OR p.employed_until >= %(last)s))""",
    ),
    Statement(
        "holds",
        f"""SELECT count(*) FILTER (WHERE {within("d.placed_at")}), count(*) FILTER (WHERE {within("d.released_at")}),
            count(*) FILTER (WHERE d.placed_at < %(ends)s AND (d.released_at IS NULL OR d.released_at >= %(ends)s)),
            count(*) FILTER (WHERE d.placed_at < %(ends)s AND (d.released_at IS NULL OR d.released_at >= %(ends)s)
                AND EXISTS (SELECT FROM clocks_clock k WHERE k.subject_kind = 'cases.hold' AND k.subject_id = d.id
                    AND k.kind = 'hold_review' AND k.cancelled_reason = '' AND k.due_at < %(ends)s
                    AND (k.stopped_at IS NULL OR k.stopped_at >= %(ends)s)))
        FROM cases_hold d WHERE NOT EXISTS (SELECT FROM cases_holdperson y JOIN accounts_rolegrant g
                ON g.person_id = y.person_id AND g.role = ANY(%(reading)s) AND g.revoked_at IS NULL
            WHERE y.hold_id = d.id)
        AND NOT EXISTS (SELECT FROM left_out o JOIN cases_case c ON c.id = o.id
            WHERE NOT o.is_test AND to_jsonb(d.references) ? c.reference)""",
        _one("holds", "placed", "released", "in_force", "overdue"),
    ),
    Statement(
        "hotline",
        """SELECT channel, count(*), count(acknowledged_on), max(acknowledged_on - arrived_on) FROM cases_hotlinetest
        WHERE state IN ('ANSWERED', 'FAILED') AND ended_on BETWEEN %(first)s AND %(last)s GROUP BY 1""",
        lambda said: [
            (row["key"], row["acknowledged"]["of"], row["acknowledged"]["count"], row["slowest_days"])
            for row in said["figures"]["hotline"] or []
            if row["acknowledged"]["of"]
        ],
    ),
    Statement(
        "units",
        f"""SELECT n.name, date_trunc('quarter', c.received_on)::date, count(DISTINCT c.id) FROM cases_party y
        JOIN accounts_person p ON p.id = y.person_id JOIN accounts_unit n ON n.id = p.unit_id
        JOIN {CASES.replace("WHERE", "ON c.id = y.case_id WHERE", 1)}
        AND c.received_on BETWEEN %(year)s AND %(last)s AND y.role = 'SUBJECT' AND y.status <> 'REJECTED'
        GROUP BY 1, 2""",
    ),
    Statement(
        "merged away",
        f"""SELECT count(*), count(*) FILTER (WHERE c.received_on < %(first)s)
        FROM cases_merge m JOIN cases_case c ON c.id = m.source_id
        WHERE m.unmerged_at IS NULL AND {within("m.merged_at")}
        AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = m.source_id)""",
        lambda said: [(said["reconciliation"]["merged"], said["reconciliation"]["merged_from_before"])],
    ),
    # --- lists
    Statement(
        "material",
        f"""SELECT DISTINCT ON (d.case_id) c.reference, d.id, d.decided_at, d.digest_line, s.wrapped, {MATTER},
                least(d.decided_at, (SELECT min(g.known_at) FROM cases_materialitytrigger g WHERE g.case_id = c.id)),
                (SELECT min(g.fired_on) FROM cases_materialitytrigger g WHERE g.case_id = c.id),
                (SELECT min(n.created_at) FROM reporting_committeenotice n
                    WHERE n.source_kind = 'cases.materialitydecision' AND n.source_id = d.id)
            FROM cases_materialitydecision d JOIN vault_datakey s ON s.id = d.data_key_id
            JOIN cases_case c ON c.id = d.case_id {OF_MATTER}
            WHERE d.outcome = 'MATERIAL' AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = d.case_id)
            AND ({within("d.decided_at")} OR d.decided_at < %(begins)s AND d.decided_at >= (
                    SELECT min(e.period_start) FROM reporting_digest e
                    WHERE e.kind = 'COMMON' AND e.period_end < %(first)s)::timestamp AT TIME ZONE 'America/New_York'
                AND NOT EXISTS (SELECT FROM reporting_digestmatter m JOIN reporting_digest e ON e.id = m.digest_id
                    WHERE m.case_id = d.case_id AND m.section = 'material' AND e.kind = 'COMMON'
                    AND NOT (e.period_start = %(first)s AND e.period_end = %(last)s)))
            ORDER BY d.case_id, d.decided_at""",
        _listed("material"),
    ),
    Statement(
        "undecided",
        f"""SELECT DISTINCT ON (k.subject_id) c.reference, k.due_on, k.stopped_at, {MATTER}
        FROM {CLOCKS.replace("WHERE", f"JOIN cases_case c ON c.id = k.subject_id {OF_MATTER} WHERE", 1)}
        AND k.kind IN ('materiality_same_day', 'materiality_1_business_day', 'materiality_3_business_days')
        AND k.due_at < %(ends)s AND (k.stopped_on IS NULL OR k.stopped_at > k.due_at AND k.stopped_at >= %(begins)s)
        ORDER BY k.subject_id, k.due_at""",
        _listed("undecided"),
    ),
    Statement(
        "not material",
        f"""SELECT DISTINCT ON (d.case_id) c.reference, d.confirmed_at, {MATTER}
        FROM cases_materialitydecision d JOIN cases_case c ON c.id = d.case_id {OF_MATTER}
        WHERE d.outcome = 'NOT_MATERIAL' AND {within("d.confirmed_at")}
        AND NOT EXISTS (SELECT FROM left_out o WHERE o.id = d.case_id)
        ORDER BY d.case_id, d.confirmed_at DESC""",
        _listed("not_material"),
    ),
    Statement(
        "senior",
        f"""SELECT c.reference, {MATTER}
        FROM {CASES.replace("WHERE", f"{OF_MATTER} WHERE", 1)} AND {ALIVE} AND c.id IN (
            SELECT y.case_id FROM cases_party y JOIN accounts_person p ON p.id = y.person_id
            WHERE y.role = 'SUBJECT' AND y.status <> 'REJECTED' AND (p.is_director OR p.is_executive_officer
                OR p.id IN (SELECT person_id FROM accounts_rolegrant WHERE role = ANY(%(offices)s)
                    AND revoked_at IS NULL AND effective_at <= now() AND (expires_at IS NULL OR expires_at > now()))))
        ORDER BY c.received_on, c.reference""",
        _listed("senior"),
    ),
    Statement(
        "accounting",
        f"""SELECT c.reference, {MATTER}
        FROM {CASES.replace("WHERE", f"{OF_MATTER} WHERE", 1)} AND {ALIVE} AND t.is_accounting
        ORDER BY c.received_on, c.reference""",
        _listed("accounting"),
    ),
    Statement(
        "waivers",
        f"""SELECT w.reference, w.*, p.number, p.title, k.* FROM waivers_waiver w
        JOIN code_of_ethics_provision p ON p.id = w.provision_id
        LEFT JOIN code_of_ethics_disclosure d ON d.source_kind = 'waivers.waiver' AND d.source_id = w.id
        LEFT JOIN clocks_clock k ON k.subject_kind = 'code_of_ethics.disclosure' AND k.subject_id = d.id
        WHERE {within("w.decided_at")} AND w.outcome <> '' ORDER BY w.decided_at, w.reference""",
        _listed("waivers"),
    ),
    Statement(
        "late disclosures",
        """SELECT coalesce(w.reference, ''), d.reason, d.subject_on, k.due_on, k.stopped_at
        FROM clocks_clock k JOIN code_of_ethics_disclosure d ON d.id = k.subject_id
        LEFT JOIN waivers_waiver w ON d.source_kind = 'waivers.waiver' AND w.id = d.source_id
        WHERE k.subject_kind = 'code_of_ethics.disclosure' AND k.cancelled_reason = ''
        AND k.due_at < least(%(at)s, %(ends)s)
        AND (k.stopped_on IS NULL OR k.stopped_at > k.due_at AND k.stopped_at >= %(begins)s)""",
        lambda said: [(row["waiver"],) for row in said["lists"]["late_disclosures"]],
    ),
]  # fmt: skip


def _midnight(on: date) -> datetime:
    return datetime.combine(on, datetime.min.time(), tzinfo=ZONE)


def _months_before(on: date, months: int) -> date:
    """The first day of the month, `months` before that of `on`."""
    place = on.year * 12 + on.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def days_of(first: date, last: date, at: datetime) -> dict[str, Any]:
    """What the statements ask about: a quarter, the year and the trend that end with it, and the year before."""
    ends = [last + timedelta(days=1)] + [_months_before(last, back - 1) for back in range(3, 24, 3)]
    years = [day for end in ends for day in (_months_before(end, 12), end - timedelta(days=1))]
    return {
        "first": first, "last": last, "begins": _midnight(first), "ends": _midnight(last + timedelta(days=1)), "at": at,
        "first_before": _months_before(first, 12),
        "last_before": _months_before(last, 11) - timedelta(days=1),
        "year": _months_before(last, 11), "trend": _months_before(last, 32), "days": [first, last, *years],
        "reading": READING, "offices": OFFICES,
    }  # fmt: skip


def ask(cursor: Any, days: dict[str, Any]) -> dict[str, list[Row]]:
    """Every row of every statement. Within a transaction: what is left out is a temporary table of it."""
    cursor.execute(LEFT_OUT, days)
    cursor.execute("ANALYZE left_out")
    found = {}
    for statement in STATEMENTS:
        cursor.execute(statement.sql, days)
        found[statement.name] = cursor.fetchall()
    return found


def differences(found: dict[str, list[Row]], snapshot: dict[str, Any]) -> list[str]:
    """The statements that find something else than the snapshot says."""
    wrong = []
    for statement in STATEMENTS:
        if statement.said is None:
            continue
        said = sorted(map(_comparable, statement.said(snapshot)))
        # Of a list its references are held against the digest's.
        width = len(said[0]) if said else None
        counted = sorted(_comparable(row[:width]) for row in found[statement.name])
        if said != counted:
            wrong.append(f"{statement.name}: {counted[:5]} in SQL, {said[:5]} in the digest")
    return wrong


def _comparable(row: Row) -> tuple[str, ...]:
    return tuple("" if one is None else f"{float(one):g}" if not isinstance(one, str) else one for one in row)
