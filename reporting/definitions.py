"""What each figure means, in the words that stand one click away from it, and the field's published medians.

The definitions are FIELD.md's; `measures.py` computes them. Newer medians are rows (`benchmarks.py`).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Definition:
    """`benchmark` is the published median of organisations with at least ten reports, never of pooled reports."""

    words: Any
    benchmark: Any = ""


# Published medians as figures, for the lines in charts.
PUBLISHED_PER_100 = 1.57  # reports a year per 100 employees (2024)

DEFINITIONS: dict[str, Definition] = {
    "per_100": Definition(
        _(
            "Unique reports, all channels, divided by the average headcount, times 100. Questions are counted apart, "
            "while the published figure counts them too. The average headcount is the mean of the people employed on "
            "the first and on the last day. A very low rate is a warning, not a success."
        ),
        _("1.57 a year (2024)"),
    ),
    "anonymity": Definition(
        _(
            "Reports whose identity was withheld when they were made, divided by all reports. Who said their name "
            "later is still counted here."
        ),
        _("56 % (2022)"),
    ),
    "follow_up": Definition(
        _("Anonymous reports whose reporter came back at least once, divided by anonymous reports."),
        _("26 % (2024)"),
    ),
    "substantiation": Definition(
        _(
            "Allegations substantiated or partly substantiated, divided by those and the unsubstantiated ones, of "
            "cases closed in the period. Counted by allegation. Questions, referred and withdrawn allegations and "
            "those with insufficient information are left out."
        ),
        _("46 % (2024)"),
    ),
    "closure": Definition(
        _(
            "Calendar days from the day received to the day closed, of the cases closed in the period. Half of them "
            "took no longer than the median; the mean shows the weight of the long ones."
        ),
        _("42 days (2016)"),
    ),
    "reporting_gap": Definition(
        _(
            "Calendar days from the first incident to the report, of the cases that came in the period with a report. "
            "Of an incident of which only the month or the year is known it counts from the middle of it. Cases of "
            "which nobody knows when it began, or has said so yet, are counted apart."
        )
    ),
    "acknowledged": Definition(
        _(
            "Of the acknowledgements due in the period, those sent within 7 calendar days of the report "
            "(EU Directive 2019/1937, Article 9(1)(b))."
        )
    ),
    "feedback": Definition(
        _(
            "Of the feedback due in the period, that given within three calendar months of the acknowledgement "
            "(EU Directive 2019/1937, Article 9(1)(f))."
        )
    ),
    "retaliation": Definition(
        _("Allegations of retaliation divided by all allegations made in the period."), _("less than 1 %")
    ),
    "retaliation_substantiation": Definition(
        _("The substantiation rate of allegations of retaliation alone."), _("26 % (2016)")
    ),
    "check_ins": Definition(
        _(
            "Reporters who can be reached are asked how they are 30, 60, 90 and 180 days after the report, again after "
            "closing, and when the office asks. Each figure counts what happened in the period. An answer that "
            "something had happened opened a case of its own; a check-in without an answer is closed by the next one."
        )
    ),
    "hours": Definition(
        _(
            "Hours from the first act of the staff on the case, since the fact arrived that asked for a decision, to "
            "the first notice to the committee. Days from the day on which that fact arrived: of an anonymous report "
            "the Portal keeps the day and no hour."
        )
    ),
    "undecided": Definition(
        _(
            "Matters in which a fact asked for a materiality decision whose deadline passed without one, or with a "
            "late one; and matters that two people of different offices decided are not material."
        )
    ),
    "senior": Definition(
        _(
            "Matters alive in the period in which a director, an executive officer, the General Counsel or somebody "
            "of an ethics office is a subject, or may be."
        )
    ),
    "accounting": Definition(
        _(
            "Complaints on accounting, internal accounting control and auditing that were alive in the period "
            "(Sarbanes-Oxley Act, section 301)."
        )
    ),
    "volume": Definition(_("Every report received in the period, by whatever channel. Questions are counted apart.")),
    "channels": Definition(_("The share of each channel in the reports of the period.")),
    "modes": Definition(
        _("How reporters chose to be known. Figures under 5 are hidden, and with them what would give them away.")
    ),
    "taken_seriously": Definition(
        _(
            "What reporters answered, after closing, to “Did you feel taken seriously?”, from 5 (fully) to 1 (not at "
            "all). Figures under 5 are hidden, and with them what would give them away."
        )
    ),
    "countries": Definition(
        _("Where reports came from. Countries with fewer than 5 reports are counted together, without their names.")
    ),
    "topics": Definition(_("Reports by the topic of their case, beside the same months one year earlier.")),
    "units": Definition(
        _(
            "Cases by the unit of whom or what they concern, by the quarter in which they came. A case that concerns "
            "two units counts in both, and one of which nobody knows the unit in none. Figures under 5 are hidden, and "
            "with them the total of their unit; a quarter that an earlier digest has shown is shown as it was then."
        )
    ),
    "became": Definition(
        _(
            "Cases closed in the period that began with a report; of these, those in which an allegation was "
            "investigated to a finding; those in which one was substantiated, wholly or in part; and those in which a "
            "consequence followed."
        )
    ),
    "holds": Definition(
        _(
            "Legal holds by which records must be kept, and deadlines that the law sets to others: reporters, "
            "authorities or the company. The latter are information and no deadlines of an office; each counts until "
            "its day has passed or it is answered."
        )
    ),
    "exits": Definition(
        _(
            "One in twenty of the cases that ended in triage without a finding is chosen at random, and the General "
            "Auditor reads it. Answered questions are not among them."
        )
    ),
    "implicit_waivers": Definition(
        _(
            "A departure from the Code by somebody covered that was known and on which nobody acted in time "
            "(Form 8-K, Item 5.05)."
        )
    ),
    "ageing": Definition(_("Cases open at the end of the last day of the period, by calendar days since they came.")),
    "discipline": Definition(
        _(
            "Consequences for subjects of substantiated findings that were decided in the period and stand, by level "
            "and by how high the subject stood when it was proposed. “None” has a recorded reason."
        )
    ),
    "remediation": Definition(
        _(
            "Root causes of the findings substantiated, wholly or in part, of cases closed in the period. Corrective "
            "actions and remediation: open before the period, plus decided, less ended, is open after it; overdue is "
            "what was open at its end, due by then and not reported as done. Money by currency, never added up: "
            "sought by what was decided in the period, recovered and spent in it."
        )
    ),
    "hotline": Definition(
        _(
            "Made-up reports that the clock or the General Auditor sent through each channel, and that ended in the "
            "period: acknowledged in time, or failed. They stand in no other figure, from the day they arrive."
        )
    ),
    "waivers": Definition(_("Waivers of the Code decided in the period, refusals included, by who has to decide.")),
    "affirmations": Definition(
        _("People asked to affirm the version of the Code in force, and those who had by the end of the period.")
    ),
    "compliance": Definition(
        _(
            "Compliance audits of the General Auditor: due by a day of the period, and reported in it. Findings raised "
            "in the period; open at its end are those not yet seen to be put right; overdue are those whose day, set "
            "by management, had passed without word that it was done. Trainings that people had to do by a day of the "
            "period: done by then, done later but in the period, and still open at its end; leavers drop out."
        )
    ),
    "reconciliation": Definition(
        _(
            "Every material matter on record is listed, and nothing else; cases received less cases closed is the "
            "change in open cases. A case that was merged into another one is counted in no period; its reports "
            "are, each once, with the case that it went into. A digest that fails this can't be signed."
        )
    ),
}

# What else is counted and defined here, without a rate of the field behind it.
OTHER_FIGURES: dict[str, Any] = {
    "volume": _("Reports received"),
    "channels": _("Intake mix"),
    "modes": _("How reporters chose to be known"),
    "countries": _("Countries"),
    "topics": _("Topics"),
    "units": _("Cases by unit"),
    "ageing": _("Age of open cases"),
    "check_ins": _("Check-ins with reporters"),
    "hours": _("Time to the notice"),
    "discipline": _("Consequences"),
    "remediation": _("What was put right"),
    "affirmations": _("Affirmations"),
    "hotline": _("Hotline tests"),
}
