"""The calendars and rules of day one. A company changes them through `clocks.actions`, never here."""

from datetime import time

from django.conf import settings
from django.db import migrations
from django.utils.translation import gettext_noop as _

CALENDARS = [
    ("company", _("Company business days"), settings.COMPANY_TIME_ZONE),
    ("sec", _("SEC business days (US federal holidays, New York dates)"), "America/New_York"),
]

DIRECTIVE = "Directive (EU) 2019/1937, Art. "
DISCLOSURE = "Form 8-K, General Instruction B.1 and Item 5.05; NYSE Listed Company Manual 303A.10; Nasdaq Rule 5610"

# kind, name, amount, unit, calendar, source, counts from, and what else differs from the defaults
RULES = [
    ("acknowledge", _("Acknowledge a report to its reporter"), 7, "DAYS", None, DIRECTIVE + "9(1)(b)",
     _("The day the report was received; day 1 is the day after. No roll-over at weekends."), {}),
    ("feedback", _("Give the reporter feedback"), 3, "MONTHS", None, DIRECTIVE + "9(1)(f)",
     _("The acknowledgement, automatic or by a person, whichever came first; the end of day 7 if none was sent."), {}),
    ("materiality_same_day", _("Tell the committee's chair: a director, executive or ethics head is a subject"),
     0, "DAYS", "company", _("House rule: materiality table"),
     _("The day a person first knew the fact, until midnight in the company's zone."), {}),
    ("materiality_1_business_day", _("Tell the committee: fraud, accounting, authorities, press, retaliation and more"),
     1, "BUSINESS_DAYS", "company", _("House rule: materiality table; Sarbanes-Oxley Act s. 302(a)(5)(B) for fraud by "
     "management or control staff"), _("The day a person first knew the fact."), {}),
    ("materiality_3_business_days", _("Tell the committee: estimated loss at or above the threshold"),
     3, "BUSINESS_DAYS", "company", _("House rule: materiality table"), _("The day of the estimate."), {}),
    ("materiality_5_business_days", _("Decide on three or more linked reports on one person or site"),
     5, "BUSINESS_DAYS", "company", _("House rule: materiality table"), _("The day the third report was linked."), {}),
    ("waiver_disclosure", _("Disclose a waiver for a director or executive officer"), 4, "BUSINESS_DAYS", "sec",
     DISCLOSURE, _("The decision. Day 1 is the next SEC business day; filed by 17:30 in New York on day 4."),
     {"cut_off": time(17, 30), "needs_counsel": True}),
    ("code_amendment_disclosure", _("Disclose an amendment of the Code"), 4, "BUSINESS_DAYS", "sec", DISCLOSURE,
     _("The amendment, where it touches an Item 406(b) element for a covered officer. Counted as for a waiver."),
     {"cut_off": time(17, 30), "needs_counsel": True}),
    ("web_site_posting", _("Keep a disclosure posted on the web site"), 12, "MONTHS", None, "Form 8-K, Item 5.05(c)",
     _("The day it was posted. Not to be taken down before."), {"nature": "MINIMUM", "needs_counsel": True}),
    ("web_site_retention", _("Keep a disclosure that was posted on the web site"), 60, "MONTHS", None,
     "Form 8-K, Item 5.05(c)", _("The end of the twelve months of posting. Not to be destroyed before."),
     {"nature": "MINIMUM", "needs_counsel": True}),
    ("provisional_party", _("Confirm or lift a possible match with a person"), 2, "BUSINESS_DAYS", "company",
     _("House rule: a possible match walls a person off until somebody not concerned decides"),
     _("The day the match was found."), {}),
    ("unopened_case", _("Open a case routed to the committee's chair"), 2, "BUSINESS_DAYS", "company",
     _("House rule: then it goes to the next committee member in order"), _("The day it was routed."), {}),
    ("unopened_item", _("Open an item of an office"), 1, "BUSINESS_DAYS", "company",
     _("House rule: with no deputy it goes to the other head, then the chair"), _("The day it was routed."), {}),
    ("manager_referral", _("Forward a report received by a manager"), 1, "BUSINESS_DAYS", "company",
     _("House rule under the Code: whoever receives a report forwards it"), _("The day the manager received it."), {}),
    ("triage", _("Triage a new case"), 5, "BUSINESS_DAYS", "company", _("House rule"),
     _("The day the case was made."), {"may_pause": True}),
    ("investigation", _("Investigate a case"), 60, "DAYS", None, _("House rule"),
     _("The day the investigation began."), {"may_pause": True}),
    ("affirmation", _("Affirm the Code"), 30, "DAYS", None, _("House rule"),
     _("The day a person was asked."), {"may_pause": True}),
    ("osha_retaliation_complaint", _("Complain of retaliation to OSHA (Sarbanes-Oxley)"), 180, "DAYS", None,
     "18 U.S.C. § 1514A(b)(2)(D)", _("Each adverse act, or the day the reporter learnt of it."),
     {"nature": "INFORMATION", "needs_counsel": True}),
    ("osh_act_retaliation_complaint", _("Complain of retaliation to OSHA (workplace safety)"), 30, "DAYS", None,
     "29 U.S.C. § 660(c)(2)", _("Each adverse act."), {"nature": "INFORMATION", "needs_counsel": True}),
    ("false_claims_act_retaliation", _("Sue for retaliation (False Claims Act)"), 36, "MONTHS", None,
     "31 U.S.C. § 3730(h)(3)", _("Each adverse act."), {"nature": "INFORMATION", "needs_counsel": True}),
    ("dodd_frank_retaliation", _("Sue for retaliation (Dodd-Frank Act)"), 72, "MONTHS", None,
     "15 U.S.C. § 78u-6(h)(1)(B)(iii)", _("Each adverse act: 6 years, or 3 from when the facts were known, at most 10."),
     {"nature": "INFORMATION", "needs_counsel": True}),
    ("sec_place_in_queue", _("Report to the SEC and keep one's place in the queue"), 120, "DAYS", None,
     "17 CFR § 240.21F-4(b)(7)", _("The internal report of a securities matter."),
     {"nature": "INFORMATION", "needs_counsel": True}),
    ("doj_self_report", _("Report a crime to the US Department of Justice for a presumption of declination"),
     120, "DAYS", None, "US Department of Justice, Criminal Division, Corporate Whistleblower Awards Pilot Program and "
     "Corporate Enforcement and Voluntary Self-Disclosure Policy", _("The internal report of a crime."),
     {"nature": "INFORMATION", "needs_counsel": True}),
]


def create(apps, schema_editor):
    """Add what is missing; what a company has changed stays as it is."""
    calendar_model, rule_model = apps.get_model("clocks", "BusinessCalendar"), apps.get_model("clocks", "Rule")
    calendars = {None: None}
    for code, name, zone in CALENDARS:
        calendars[code], _created = calendar_model.objects.get_or_create(
            code=code, defaults={"name": name, "country": "US", "zone": zone}
        )
    for kind, name, amount, unit, calendar, source, counts_from, more in RULES:
        rule_model.objects.get_or_create(
            kind=kind,
            defaults={
                "name": name, "amount": amount, "unit": unit, "calendar": calendars[calendar], "source": source,
                "counts_from": counts_from, **more,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("clocks", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
