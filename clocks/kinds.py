"""The names of the rules that the Portal itself starts clocks for.

Callers write `start_clock(report, kinds.ACKNOWLEDGE, at=at)`; the same word is `Rule.kind` in the database.
"""

ACKNOWLEDGE = "acknowledge"
FEEDBACK = "feedback"

MATERIALITY_SAME_DAY = "materiality_same_day"
MATERIALITY_1_BUSINESS_DAY = "materiality_1_business_day"
MATERIALITY_3_BUSINESS_DAYS = "materiality_3_business_days"
MATERIALITY_5_BUSINESS_DAYS = "materiality_5_business_days"
# Those that a decision on materiality answers.
# That on linked reports (`MATERIALITY_5_BUSINESS_DAYS`) hangs from what ties them, not from a case: a case is read by
# people who may not know of the others.
MATERIALITY = (MATERIALITY_SAME_DAY, MATERIALITY_1_BUSINESS_DAY, MATERIALITY_3_BUSINESS_DAYS)

WAIVER_DISCLOSURE = "waiver_disclosure"
CODE_AMENDMENT_DISCLOSURE = "code_amendment_disclosure"
WEB_SITE_POSTING = "web_site_posting"
WEB_SITE_RETENTION = "web_site_retention"

PROVISIONAL_PARTY = "provisional_party"
UNOPENED_CASE = "unopened_case"
UNOPENED_ITEM = "unopened_item"
UNREAD_NOTICE = "unread_notice"
MANAGER_REFERRAL = "manager_referral"
# Counted in real hours: whoever is called because somebody may be in danger answers, or the next one is called.
DANGER_ALARM = "danger_alarm"
TRIAGE = "triage"
INVESTIGATION = "investigation"
AFFIRMATION = "affirmation"
# For whoever works a case: to look whether anything has changed for a reporter who is known by name.
RETALIATION_CHECK = "retaliation_check"
# The other office answers a reporter who asked for the closing to be reviewed.
REVIEW = "review"
# The yearly review of a legal hold.
HOLD_REVIEW = "hold_review"
# GDPR Art. 12(3): a month, or three where it was extended; and what an office has to say before that.
DATA_REQUEST = "data_request"
DATA_REQUEST_EXTENDED = "data_request_extended"
DATA_PART = "data_part"
# Of no length: it counts from the day that was set, and warns from the moment it was set.
ACTION = "action"
# What management answers to a finding of a compliance audit; and by the day that it has set, does.
AUDIT_RESPONSE = "audit_response"
AUDIT_FOLLOW_UP = "audit_follow_up"
# Of no length, too: counts from a policy's own day of review, and warns from a month before.
POLICY_REVIEW = "policy_review"

# Reporters' and the company's external deadlines: information, not office clocks (DECISIONS 58).
OSHA_RETALIATION_COMPLAINT = "osha_retaliation_complaint"
OSH_ACT_RETALIATION_COMPLAINT = "osh_act_retaliation_complaint"
FALSE_CLAIMS_ACT_RETALIATION = "false_claims_act_retaliation"
DODD_FRANK_RETALIATION = "dodd_frank_retaliation"
SEC_PLACE_IN_QUEUE = "sec_place_in_queue"
DOJ_SELF_REPORT = "doj_self_report"
