"""Who may know what. The sweep holds every page against it: what is not allowed here is shown to nobody.

People are named by their key in `cast`, records by their key in the world.
"""

from tests.sweeps.cast import EVERYBODY, NOBODY

People = frozenset[str]
NONE: People = frozenset()
SIGNED_IN: People = frozenset(EVERYBODY)
ALL: People = SIGNED_IN | {NOBODY}


def people(*keys: str) -> People:
    assert set(keys) <= ALL, keys
    return frozenset(keys)


# --- cases -------------------------------------------------------------------------------------------------
# The ethics office, where no wall stands.
OFFICE = people("officer", "staff", "recused", "possible", "subordinate")
# Who may open the file of each case. The wall has the last word: of the case `main` the subject, who reports to the
# subject, and whoever stepped back are missing; of `possible` the possible match; of `apart` the member; of `heads`
# both heads with their offices.
FILES: dict[str, People] = {
    "main": people("officer", "staff", "possible", "investigator", "auditor", "reader"),
    "apart": OFFICE | {"auditor"},
    "books": people("auditor", "auditor_staff", "deputy"),
    "heads": people("chair"),
    "fresh": OFFICE,
    "possible": OFFICE - {"possible"},
    "triage": OFFICE | {"other_external"},
    "asked": OFFICE,
    "doubted": OFFICE | {"auditor"},
    "review": OFFICE | {"investigator"},
    "closed": OFFICE | {"investigator"},
    # Chosen at random: the General Auditor reads how it ended.
    "ended": OFFICE | {"auditor"},
    # About the subject; its reporter asks for a review, which the head of the other office decides.
    "final": OFFICE - {"subordinate"} | {"investigator", "auditor"},
    "phoned": OFFICE,
    "passed": OFFICE,
    # Their time is over; of `doomed` somebody has proposed to delete it.
    "expired": OFFICE,
    "doomed": OFFICE,
    # Restricted: of the office its head alone.
    "turned": people("officer"),
    # Two that are one matter: whoever may not see the one may not see the other either.
    "survivor": OFFICE - {"subordinate"},
    "merged": OFFICE - {"subordinate"},
}
WHO_READS_ANY: People = frozenset().union(*FILES.values())
# Who works the case `main`, and so may know who reported it by name.
WORKERS = people("officer", "staff", "possible", "investigator")
# Whoever owns an action of `main` reads what was written for them; counsel what is asked; neither reads the case.
OWNER, COUNSEL = people("policy_owner"), people("counsel")
# Whoever has the role, whether they are asked about this referral or not.
LAWYERS = people("counsel", "other_counsel")
ACTIONS: dict[str, People] = {
    "proposed": FILES["main"], **dict.fromkeys(("given", "done", "recovery"), FILES["main"] | OWNER),
}  # fmt: skip
REFERRALS: dict[str, People] = dict.fromkeys(("proposed", "advised", "approved", "handed"), FILES["main"] | COUNSEL)
OF_A_REFERRAL = ("authority", "facts", "why", "opinion", "decided", "things")
# Who may see both ends of the link between `main` and `fresh`.
LINKED = people("officer", "staff", "possible")
COMMITTEE = people("chair", "member", "walled_member")
EXPLORERS = COMMITTEE | people("auditor", "officer")
# Who reads of a case without its file: in notices to the committee and in digests.
TOLD: dict[str, People] = {
    "main": COMMITTEE | {"auditor"},
    "books": COMMITTEE | {"auditor"},
    "apart": people("chair", "member"),
    # With counsel, who reads its insider list.
    "heads": people("chair", "member", "counsel", "other_counsel", "general_counsel"),
    "doubted": COMMITTEE | {"auditor"},
    # It may touch somebody of an ethics office, and every such matter is listed in the digest.
    "possible": COMMITTEE | {"auditor"},
    # Somebody asks for its reporter's name: the custodian learns the reference, and nothing else of it.
    "closed": people("custodian"),
}
REPORTERS = {"main": people("reporter"), "closed": people("confidant")}
TO_THE_REPORTER = ("narrative", "answers", "question", "answer", "acknowledgement", "farewell")

# --- waivers -----------------------------------------------------------------------------------------------
REGISTER = LAWYERS | people("officer", "auditor") | COMMITTEE
BOARD = people("secretary", "director", "other_director")
WAIVERS: dict[str, People] = {
    "drafted": people("requester"),
    "requested": people("requester", "beneficiary", "officer"),
    "unconfirmed": people("requester", "beneficiary", "officer"),
    "left": people("requester", "officer"),
    # A second person is asked whether the Board need decide it.
    "lowering": people("requester", "officer", "auditor", "secretary"),
    "returned": people("requester", "officer"),
    "advised": people("requester", "officer", "counsel"),
    "granted": REGISTER | {"requester"},
    "refused": REGISTER | {"requester"},
    "board_requested": people("executive", "officer"),
    "recommended": people("executive", "officer", "secretary"),
    "on_agenda": BOARD | {"executive", "officer"},
    "recorded": BOARD | {"executive", "officer"},
    "consented": BOARD | {"executive", "officer"},
    "disclosed": REGISTER | BOARD | {"executive"},
    "undisclosed": REGISTER | BOARD | {"executive"},
    "undrafted": REGISTER | BOARD | {"executive"},
    "revoking": REGISTER | BOARD | {"executive"},
}
# Given to somebody who may not see the waiver.
CONDITIONS: dict[str, People] = dict.fromkeys(("given", "reported"), WAIVERS["granted"] | {"policy_owner"})
DISCLOSERS = LAWYERS | people("officer", "secretary")
# Written for those who decide and oversee, never for whoever asks or benefits.
OF_THE_DELIBERATION = (
    "recommendation", "asked_of_counsel", "why_appropriate", "why_limited", "class_reason", "class_reason_again",
    "revocation_asked",
)  # fmt: skip
CONCERNED = people("requester", "beneficiary", "executive")

# --- the ethics mailbox ---
# Those who keep it; a mail that names the office's head is kept by the help line and the General Auditor.
KEEPERS = OFFICE | {"operator"}
MAILS: dict[str, People] = {"waiting": KEEPERS, "about_officer": people("operator", "auditor", *OFFICE - {"officer"})}

# --- names in confidence ---
# Requests for the name behind `closed`: who works it, and the custodian.
NAMES: dict[str, People] = {key: FILES["closed"] | {"custodian"} for key in ("asked", "granted")}

# --- compliance audits ---
AUDITORS = people("auditor", "auditor_staff")
REPORTED = AUDITORS | COMMITTEE | {"officer"}
AUDITS: dict[str, People] = {"planned": AUDITORS, "begun": AUDITORS, "reported": REPORTED}
FINDINGS: dict[str, People] = {
    **dict.fromkeys(("raised", "answered", "done"), AUDITORS | {"policy_owner"}), "told": REPORTED | {"policy_owner"},
}  # fmt: skip

# --- the register of gifts ---
GIFTS: dict[str, People] = dict.fromkeys(("submitted", "cleared"), OFFICE | {"reader"})

# --- legal holds ---
HOLDS: dict[str, People] = dict.fromkeys(("standing", "ending"), LAWYERS | people("general_counsel"))

# --- insider lists ---
# Of the case `heads`: whoever heads it, and counsel, who reads no case.
# Of the request `returned`: whoever handles it, and counsel, who does not read it either.
INSIDER_LISTS: dict[str, People] = {
    "heads": LAWYERS | people("general_counsel", "chair"), "returned": LAWYERS | people("general_counsel", "officer"),
}  # fmt: skip

# --- what the external auditors were told ---
# The General Auditor where they see the case, the committee's chair where no wall stands.
AUDITOR_LOG: dict[str, People] = {"main": people("auditor", "chair"), "heads": people("chair")}
# --- what can't be affirmed ---
# In the second the subject is named, to whom somebody of the office reports.
EXCEPTIONS: dict[str, People] = {
    "open": OFFICE | {"stranger"},
    "walled": OFFICE - {"subordinate"} | {"beneficiary"},
}

# --- tests of the hotline ---
# While one runs, the General Auditor alone; what came of it, those who oversee.
HOTLINE_TESTS: dict[str, People] = {
    "to_tell": people("auditor"),
    "over": COMMITTEE | people("auditor", "officer"),
}

# --- data-protection requests ---
DATA_REQUESTS: dict[str, People] = dict.fromkeys(("asked", "identified"), people("privacy", "general_counsel"))
# Every office has a part of each; nobody else, and never the data protection officer.
OFFICES = OFFICE | {"auditor", "auditor_staff", "chair"}
OF_A_QUEUE = {
    "ethics_office": OFFICE, "general_auditor": people("auditor", "auditor_staff"),
    "audit_committee_chair": people("chair"),
}  # fmt: skip
DATA_PARTS: dict[str, People] = {
    "ethics": OFFICE,
    **{f"{key}_{queue}": who for key in DATA_REQUESTS for queue, who in OF_A_QUEUE.items()},
}
MY_DATA: dict[str, People] = {"asked": people("stranger"), "identified": people("subject")}
# --- files of old cases ---
# Those of the ethics office; one names the possible match, who can't tell that it is there.
# The chair's own file waits for the head of either office; for a member only where it names both.
IMPORTS: dict[str, People] = {
    "looked_at": OFFICE, "waiting": OFFICE - {"possible"}, "chairs": people("chair", "officer", "auditor"),
}  # fmt: skip

# --- what has a rule of its own ----------------------------------------------------------------------------
OWN: dict[str, People] = {
    **{f"import_{key}.{what}": who for key, who in IMPORTS.items() for what in ("narrative", "file")},
    # The original name of a file and a confidential reporter are shown on no page.
    "main.file_name": NONE,
    # How many words an export hides is told to its maker; which, to nobody.
    "main.hidden_word": NONE,
    # To whom a custodian granted it, on the one answer that shows it.
    "closed.reporter_name": people("officer"),
    "closed.reporter_contact": people("officer"),
    "designation.words": people("auditor", "deputy"),
    "name.why": FILES["closed"],
    "name.decision": NAMES["granted"],
    # An operator's draft is theirs alone; of a call that was handed over they read out what the office asks.
    "draft.narrative": people("operator"),
    "phoned.question_by_phone": OFFICE | {"operator"},
    "passed.reporter_name": NONE,
    "passed.reporter_contact": NONE,
    "explored.name": COMMITTEE | people("auditor"),
    **{f"main.{key}_brief": ACTIONS[key] for key in ACTIONS},
    "final.letter": FILES["final"] | {"subject"},
    "main.observation": WORKERS,
    "main.progress": WORKERS - {"investigator"} | OWNER,
    "main.amount_words": WORKERS,
    **{f"main.{key}_{what}": FILES["main"] | COUNSEL for key in REFERRALS for what in OF_A_REFERRAL},
    "main.export_reason": WORKERS,
    "main.reporter_name": WORKERS,
    "main.reporter_contact": WORKERS,
    # A meeting that nobody confirmed yet is no decision: the requester hears nothing of it.
    **{f"condition.{what}": CONDITIONS["given"] for what in ("given", "reported", "report")},
    "recorded.decision_reasons": WAIVERS["recorded"] - CONCERNED,
    "consented.decision_reasons": WAIVERS["consented"] - CONCERNED,
    "recorded.why_appropriate": WAIVERS["recorded"] - CONCERNED,
    "recorded.why_limited": WAIVERS["recorded"] - CONCERNED,
    "disclosed.draft_text": ALL,
    "undisclosed.draft_text": DISCLOSERS,
    "code.draft": people("editor", "officer"),
    "policy.draft": OFFICE | {"editor", "policy_owner"},
    "code.exception": EXCEPTIONS["open"],
    "code.walled_exception": EXCEPTIONS["walled"],
    **{
        f"gift_{key}.{what}": GIFTS[key]
        for key in GIFTS
        for what in ("what", "other_party", "organisation", "occasion", "reasons")
    },
    **{f"audit_{key}.{what}": AUDITS[key] for key in AUDITS for what in ("question", "sample", "conclusion")},
    **{f"finding_{key}.{what}": FINDINGS[key] for key in FINDINGS for what in ("text", "response", "report")},
    # Whoever disclosed it, and the office that reviews it; no manager, no other office.
    **{
        f"declared_{key}": OFFICE | {"reader"}
        for key in ("submitted.text", "allowed.text", "allowed.reasons", "allowed.conditions")
    },
    "promise.draft": OFFICE | {"editor"},
    "code.translation": people("officer", "editor"),
    "link.reason": LINKED,
    "merge.reason": OFFICE - {"subordinate"},
    "library.draft": OFFICE,
    "library.published": OFFICE | {"auditor_staff"},
    # The one document of whoever was interviewed, here the subject; nothing else that was said is for them.
    "main.told_statement": FILES["main"] | {"subject"},
    "templates.draft": OFFICE,
    # Told of no case: the move of a case that offers one, of either office, shows it.
    **dict.fromkeys(("templates.plan", "templates.questions"), WHO_READS_ANY),
    "questionnaires.asked": OFFICE | {"operator"},
    "questionnaires.drafted": OFFICE,
    "routing.proposed": people("officer", "auditor"),
    "routing.in_force": people("officer", "auditor"),
    "views.name": people("staff"),
    **{f"main.{what}": FILES["main"] | {"chair"} for what in ("told_to", "auditor_words")},
    **{f"heads.{what}": people("chair") for what in ("told_to", "auditor_words")},
    "data_asked.words": OFFICES | DATA_REQUESTS["asked"] | {"stranger"},
    "data_identified.name": OFFICES | DATA_REQUESTS["identified"],
    "data_identified.words": OFFICES | DATA_REQUESTS["identified"] | {"subject"},
    **{f"data_register.{what}": DATA_REQUESTS["identified"] for what in ("contact", "check")},
    # Of the office only those who see the case.
    **{f"data_item.{what}": OFFICE & FILES["main"] for what in ("what", "words", "reasons")},
    "insiders.name": INSIDER_LISTS["heads"],
    "insiders.reason": FILES["heads"],
    "waiver_insiders.name": INSIDER_LISTS["returned"],
    "waiver_insiders.reason": people("officer"),
    **{f"hold_{key}.{what}": HOLDS[key] for key in HOLDS for what in ("name", "reason", "release")},
    **{f"hotline_{key}.story": HOTLINE_TESTS[key] for key in HOTLINE_TESTS},
    "digest_signed.commentary": COMMITTEE | {"auditor"},
    # It tells of a market-sensitive matter: `member` has not read the notice not to trade yet.
    "digest_signed_annex.commentary": people("chair"),
    "digest_draft.commentary": people("auditor"),
    "digest_corrected.reason": people("auditor"),
    "digest_asked.words": COMMITTEE | {"auditor"},
    "notice_asked.words": people("member", "auditor"),
    "digest_draft_annex.commentary": people("chair"),
}

# Shown on no page that they look at, only beside a form that was sent: a reader works no case, and of the others the
# only case is too new for a plan or for questions.
NOT_BY_LOOKING: dict[str, People] = {
    "templates.plan": people("reader", "chair"),
    "templates.questions": people("chair", "deputy", "other_external"),
}


def meant_for(name: str) -> People:
    """Who may read the planted word `record.what`."""
    if name in OWN:
        return OWN[name]
    record, what = name.split(".")
    if record in MAILS:
        return MAILS[record]
    if record in FILES:
        told = TOLD.get(record, NONE) if what in ("reference", "digest_line") else NONE
        reporter = REPORTERS.get(record, NONE) if what in TO_THE_REPORTER else NONE
        return FILES[record] | told | reporter
    listed = INSIDER_LISTS.get(record, NONE) if what == "reference" else NONE
    return (WAIVERS[record] | listed) - (CONCERNED if what in OF_THE_DELIBERATION else NONE)


# --- who may change something ------------------------------------------------------------------------------
_BOTH_HEADS = people("auditor", "officer")
# Who keeps contact points and promises: the whole ethics office, whatever cases wall them off, and the Code editors.
PUBLIC_WORDS = OFFICE | {"editor"}
# Route and record → whose forged body would be taken, because they may. Everywhere else it changes nothing.
MAY: dict[tuple[str, str], People] = {
    **{(f"cases:{page}", "cases.fresh"): OFFICE for page in ("acknowledge",)},
    **{(f"cases:{page}", "cases.triage"): OFFICE for page in ("triage", "exit_triage")},
    **{
        (f"cases:{page}", "cases.asked"): OFFICE
        for page in ("answer_question", "ask_to_treat_as_report", "treat_as_report")
    },
    **{(f"cases:{page}", "cases.main"): LINKED for page in ("link_case", "unlink_case")},
    **{(f"cases:{page}", "cases.main"): people("officer") for page in ("restrict", "check_access", "appoint")},
    ("cases:end_appointment", "cases.triage"): people("officer"),
    # By somebody else than the investigator, who proposed it.
    ("cases:confirm_minimising", "cases.main"): WORKERS - {"investigator"},
    ("my_data:ask_for_data", ""): SIGNED_IN,
    ("data_requests:record_data_request", ""): people("privacy"),
    **{
        (f"data_requests:{page}", "data_requests.asked"): people("privacy")
        for page in ("identify_requester", "extend_data_request", "decline_data_request")
    },
    ("data_requests:answer_data_request", "data_requests.identified"): people("privacy"),
    ("data_parts:decide_data_item", "data_parts.ethics"): OFFICE & FILES["main"],
    ("data_parts:drop_data_item", "data_items.main"): OFFICE & FILES["main"],
    ("data_parts:finish_data_part", "data_parts.ethics"): people("officer"),
    ("cases:mark_market_sensitive", "cases.main"): WORKERS,
    ("cases:unmark_market_sensitive", "cases.heads"): people("chair"),
    ("cases:log_auditors", "cases.books"): FILES["books"],
    ("cases:log_auditors", "cases.main"): (OFFICE | {"auditor"}) & FILES["main"],
    ("auditor_log:correct_entry", "auditor_log.main"): AUDITOR_LOG["main"],
    ("auditor_log:correct_entry", "auditor_log.heads"): AUDITOR_LOG["heads"],
    ("reporting:tell_auditors", "digests.signed"): people("auditor", "chair"),
    ("insider_lists:export_insider_list", "insider_lists.heads"): INSIDER_LISTS["heads"],
    ("cases:lift_restriction", "cases.turned"): people("officer"),
    ("cases:request_identity", "cases.closed"): FILES["closed"],
    **{(f"identities:{page}", "names.asked"): people("custodian") for page in ("grant_identity", "refuse_identity")},
    ("identities:revoke_identity", "names.asked"): people("staff", "officer"),
    ("identities:show_identity", "names.granted"): people("officer"),
    ("cases:merge_case", "cases.triage"): OFFICE - {"subordinate"},
    ("cases:unmerge_case", "cases.survivor"): OFFICE - {"subordinate"},
    ("cases:answer_withdrawal", "cases.main"): WORKERS - {"investigator"},
    # What is sent says that the cases are of this office: of the chair, who brings in their own alone, it is refused.
    ("case_imports:upload_cases", ""): OFFICE,
    **{
        (f"case_imports:{page}", "case_imports.looked_at"): IMPORTS["looked_at"]
        for page in ("map_columns", "submit_import", "discard_import")
    },
    ("case_imports:confirm_import", "case_imports.waiting"): IMPORTS["waiting"] - {"staff"},
    ("holds:place_hold", ""): HOLDS["standing"],
    ("hotline_tests:begin_hotline_test", ""): people("auditor"),
    ("hotline_tests:drop_hotline_test", "hotline_tests.to_tell"): people("auditor"),
    ("reporting:record_benchmark", ""): people("auditor", "officer"),
    ("reporting:retire_benchmark", "benchmarks.recorded"): people("auditor", "officer"),
    ("reporting:propose_webhook", ""): people("administrator"),
    ("reporting:agree_to_webhook", "webhooks.proposed"): people("auditor"),
    ("reporting:revoke_webhook", "webhooks.agreed"): people("administrator", "auditor"),
    ("reporting:propose_feed", ""): people("administrator"),
    ("reporting:agree_to_feed", "feeds.proposed"): people("auditor"),
    ("reporting:revoke_feed", "feeds.agreed"): people("administrator", "auditor"),
    **{(f"reporting:{page}", ""): EXPLORERS for page in ("save_explore_view", "export_explored")},
    ("reporting:change_explore_view", "explored.view"): people("auditor"),
    ("reporting:remove_explore_view", "explored.view"): people("auditor"),
    ("reporting:download_explore_export", "explored.export"): people("auditor"),
    **{(f"holds:{page}", "holds.standing"): HOLDS["standing"] for page in ("review_hold", "propose_release")},
    ("holds:release_hold", "holds.ending"): HOLDS["ending"] - {"counsel"},
    ("holds:keep_hold", "holds.ending"): HOLDS["ending"],
    ("retention:propose_retention_rule", ""): OFFICE,
    ("retention:confirm_retention_rule", "periods.unconfirmed"): LAWYERS,
    ("retention:retire_retention_rule", "periods.in_force"): LAWYERS,
    ("retention:propose_deletion", ""): OFFICE,
    ("retention:approve_deletion", ""): OFFICE - {"staff"},
    ("retention:stop_deletion", "cases.doomed"): OFFICE,
    ("library:write_answer", ""): OFFICE,
    ("library:edit_answer", "answers.draft"): OFFICE,
    ("library:publish_answer", "answers.draft"): people("officer"),
    ("library:retire_answer", "answers.published"): people("officer"),
    ("statements:confirm_statement", "statements.asked"): people("subject"),
    ("case_templates:write_template", ""): OFFICE,
    ("case_templates:edit_template", "templates.draft"): OFFICE,
    ("case_templates:publish_template", "templates.draft"): people("officer"),
    ("case_templates:retire_template", "templates.plan"): people("officer"),
    **{(f"cases:{page}", "cases.possible"): FILES["possible"] for page in ("confirm_party", "reject_party")},
    ("cases:agree_to_role", "cases.possible"): FILES["possible"] - {"staff"},
    ("cases:doubt_party", "cases.apart"): OFFICE,
    ("cases:let_party_go", "cases.main"): LINKED - {"staff"},
    ("cases:keep_party", "cases.main"): LINKED,
    **{(f"cases:{page}", "cases.doubted"): OFFICE for page in ("give_task", "finish_task", "drop_task")},
    **{
        (f"cases:{page}", "cases.main"): WORKERS
        for page in (
            "add_party", "add_allegation", "record_finding", "ask_reporter", "write_note", "submit_for_review",
            "move_interview", "state_first_incident",
            "open_original", "record_step", "record_no_consequence", "propose_action", "propose_referral",
            "record_amount", "hand_to_authority", "ask_other_counsel", "record_receipt",
            "conclude_referral", "translate_report",
            "add_task", "apply_plan", "plan_interview", "record_interview",
            "cancel_interview", "write_statement", "ask_to_confirm", "read_back_statement", "register_evidence",
            "record_custody", "check_integrity",
            "check_in", "record_observation",
            "export_case", "set_privilege", "doubt_privilege", "propose_minimising", "drop_minimising",
        )
    },
    **{
        (f"cases:{page}", "cases.main"): WORKERS - {"investigator"}
        for page in ("decide_action", "name_owner", "confirm_action", "return_action", "cancel_action")
    },
    **{(f"cases:{page}", "cases.main"): WORKERS - {"investigator"} for page in ("lift_privilege", "keep_privilege")},
    # Whoever asked for it, and nobody else who works the case.
    ("cases:download_case_file", "cases.main"): people("staff"),
    **{(f"my_actions:{page}", "actions.given"): OWNER for page in ("note_progress", "finish_action")},
    **{(f"referrals:{page}", "referrals.proposed"): COUNSEL for page in ("give_opinion", "decline_opinion")},
    **{
        (f"referrals:{page}", "referrals.advised"): people("officer")
        for page in ("approve_referral", "decline_referral")
    },
    **{(f"cases:{page}", "cases.main"): WORKERS - {"investigator"} for page in ("decide_materiality", "assign")},
    **{(f"cases:{page}", "cases.main"): people("officer") for page in ("share", "transfer")},
    **{(f"cases:{page}", "cases.main"): FILES["main"] for page in ("recuse", "attachment", "evidence_item")},
    ("cases:retract_note", "cases.main"): people("staff"),
    **{
        (f"cases:{page}", "cases.doubted"): people("auditor")
        for page in ("confirm_not_material", "reject_not_material")
    },
    **{(f"cases:{page}", "cases.review"): OFFICE for page in ("return_to_investigation", "close")},
    ("cases:reopen", "cases.closed"): OFFICE,
    # Who proposed the other topic is of the same office; its head and the deputy are somebody else.
    **{(f"cases:{page}", "cases.books"): people("auditor", "deputy") for page in ("confirm_topic", "reject_topic")},
    ("cases:pause_clock", "cases.phoned"): OFFICE,
    ("cases:resume_clock", "cases.passed"): OFFICE,
    ("cases:decide_review", "cases.final"): people("auditor"),
    **{(f"cases:{page}", "cases.final"): FILES["final"] - {"auditor"} for page in ("draft_letter", "drop_letter")},
    ("cases:send_letter", "cases.final"): FILES["final"] - {"auditor", "investigator", "staff"},
    ("cases:write_letter_text", ""): OFFICE,
    ("my_letters:answer_letter", "letters.sent"): people("subject"),
    **{
        (f"help_line:{page}", "recordings.draft"): people("operator")
        for page in ("record", "keep", "hand_over", "discard")
    },
    ("help_line:pick_up_code", "recordings.handed"): people("operator"),
    **{(f"help_line:{page}", ""): people("operator") for page in ("begin", "call_back")},
    ("refer:refer", ""): SIGNED_IN,
    ("cases:save_view", ""): SIGNED_IN,
    **{(f"cases:{page}", "views.staff"): people("staff") for page in ("change_view", "remove_view")},
    # That somebody searched is kept of everybody, whatever they find.
    ("cases:search_cases", ""): SIGNED_IN,
    ("cases:assign_several", ""): WORKERS - {"investigator"},
    **{("cases:call_up", f"matters.{key}"): people("chair") for key in ("main", "apart", "books")},
    **{("waivers:" + page, "waivers.drafted"): people("requester") for page in ("edit", "request")},
    ("waivers:new", ""): people("requester"),
    ("waivers:answer", "waivers.returned"): people("requester"),
    ("waivers:withdraw", "waivers.requested"): people("requester", "beneficiary"),
    **{(f"waivers:{page}_request", "waivers.unconfirmed"): people("beneficiary") for page in ("confirm", "decline")},
    **{
        (f"waivers:{page}", "waivers.requested"): people("officer")
        for page in ("approve", "refuse", "clear", "ask_opinion", "return_to_requester", "recuse")
    },
    ("waivers:file", "waivers.requested"): WAIVERS["requested"],
    ("waivers:raise_class", "waivers.requested"): people("officer"),
    ("waivers:mark_market_sensitive", "waivers.requested"): people("officer"),
    ("waivers:unmark_market_sensitive", "waivers.returned"): people("officer"),
    ("waivers:export_insider_list", "insider_lists.returned"): INSIDER_LISTS["returned"],
    ("waivers:lower_class", "waivers.left"): people("officer"),
    **{
        (f"waivers:{page}_lower", "waivers.lowering"): people("auditor", "secretary")
        for page in ("agree_to", "turn_down")
    },
    ("waivers:recommend", "waivers.board_requested"): people("officer"),
    ("waivers:revoke", "waivers.granted"): people("officer"),
    ("waivers:ask_to_revoke", "waivers.disclosed"): people("officer", "secretary"),
    ("waivers:drop_revocation", "waivers.revoking"): people("secretary"),
    ("waivers:put_to_board", "waivers.recommended"): people("secretary"),
    ("waivers:record_meeting", "waivers.recorded"): people("secretary"),
    ("waivers:give_opinion", "waivers.advised"): people("counsel"),
    ("waivers:set_condition", "waivers.granted"): people("officer"),
    ("waivers:report_condition", "conditions.given"): people("policy_owner"),
    ("waivers:confirm_condition", "conditions.reported"): people("officer"),
    ("waivers:break_condition", "conditions.given"): people("officer"),
    ("waivers:renew", "waivers.granted"): people("requester"),
    ("waivers:propose_consent", "waivers.on_agenda"): people("secretary"),
    ("waivers:decline_consent", "waivers.consented"): people("director", "other_director"),
    ("waivers:declare_recusal", "waivers.on_agenda"): people("director", "other_director"),
    ("waivers:export_register", ""): REGISTER | BOARD,
    **{
        (f"reporting:{page}", f"digests.{key}"): people("auditor")
        for page in ("edit_commentary", "redraft_digest")
        for key in ("draft", "corrected")
    },
    **{
        (f"reporting:{page}", "digests.draft_annex"): people("chair")
        for page in ("edit_commentary", "redraft_digest")
    },
    ("reporting:draft_digest", ""): people("auditor"),
    ("reporting:ask_about_digest", "digests.signed"): COMMITTEE,
    # The annex tells of a market-sensitive matter: `member` reads the notice not to trade first.
    ("reporting:ask_about_digest", "digests.signed_annex"): people("chair"),
    ("reporting:answer_member", "digests.asked"): people("auditor"),
    # The common one is being corrected already.
    ("reporting:correct_digest", "digests.signed_annex"): people("chair"),
    ("reporting:download_digest", "digests.signed"): COMMITTEE | {"auditor"},
    ("reporting:download_management_copy", "digests.signed"): COMMITTEE | {"auditor"},
    ("reporting:download_digest", "digests.signed_annex"): people("chair"),
    ("code_of_ethics:draft_disclosure", "disclosures.undrafted"): DISCLOSERS,
    ("code_of_ethics:confirm_filing", "disclosures.undisclosed"): DISCLOSERS - {"counsel"},
    ("code_of_ethics:import_version", ""): people("editor"),
    ("code_of_ethics:redraft_version", "versions.draft"): people("editor"),
    ("code_of_ethics:publish_version", "versions.draft"): people("officer"),
    **{
        (f"code_of_ethics:{page}", about): PUBLIC_WORDS | {"policy_owner"}
        for page, about in (("propose_policy", ""), ("replace_policy", "policies.published"))
    },
    ("code_of_ethics:publish_policy", "policies.proposed"): people("officer"),
    ("code_of_ethics:plan_audit", ""): AUDITORS,
    ("code_of_ethics:enter_gift", ""): SIGNED_IN,
    ("exceptions:take_up_exception", "exceptions.open"): OFFICE,
    ("code_of_ethics:decide_gift", "gifts.submitted"): OFFICE,
    ("code_of_ethics:export_audits", ""): REPORTED,
    ("code_of_ethics:export_gifts", ""): OFFICE | AUDITORS,
    ("code_of_ethics:gift_limits", ""): OFFICE,
    ("code_of_ethics:end_limit", "limits.in_force"): OFFICE,
    ("code_of_ethics:start_training", ""): people("officer"),
    ("code_of_ethics:end_training", "trainings.running"): people("officer"),
    ("code_of_ethics:export_training", "trainings.running"): OFFICE,
    ("code_of_ethics:complete_training", "assignments.waiting"): people("reader"),
    ("code_of_ethics:record_completion", "assignments.waiting"): OFFICE,
    ("code_of_ethics:extend_training", "assignments.waiting"): OFFICE,
    ("code_of_ethics:excuse_from_training", "assignments.waiting"): OFFICE,
    ("code_of_ethics:import_completions", ""): OFFICE,
    ("code_of_ethics:take_completions", "completions.upload"): OFFICE,
    ("code_of_ethics:begin_audit", "audits.planned"): AUDITORS,
    ("code_of_ethics:cancel_audit", "audits.planned"): people("auditor"),
    ("code_of_ethics:raise_finding", "audits.begun"): AUDITORS,
    ("code_of_ethics:report_audit", "audits.begun"): people("auditor"),
    ("code_of_ethics:answer_finding", "findings.raised"): people("policy_owner"),
    ("code_of_ethics:reassign_finding", "findings.raised"): AUDITORS,
    ("code_of_ethics:finish_finding", "findings.answered"): people("policy_owner"),
    **{(f"code_of_ethics:{page}", "findings.done"): AUDITORS for page in ("close_finding", "return_finding")},
    ("code_of_ethics:review_policy", "policies.published"): people("policy_owner"),
    ("code_of_ethics:retire_policy", "policies.published"): people("officer"),
    # The stranger can't affirm, is being talked with, and may still do so.
    **{(f"code_of_ethics:{page}", ""): SIGNED_IN for page in ("affirm", "affirm_and_declare", "declare")},
    ("code_of_ethics:state_exception", ""): SIGNED_IN - {"stranger", "beneficiary"},
    ("code_of_ethics:start_campaign", ""): people("officer"),
    ("code_of_ethics:end_campaign", "campaigns.running"): people("officer"),
    ("code_of_ethics:export_campaign", "campaigns.running"): OFFICE,
    **{
        (f"code_of_ethics:{page}", "affirmations.waiting"): OFFICE
        for page in ("extend_affirmation", "record_paper")
    },
    ("code_of_ethics:answer_exception", "exceptions.open"): OFFICE | {"stranger"},
    ("code_of_ethics:excuse", "exceptions.open"): OFFICE,
    ("code_of_ethics:answer_exception", "exceptions.walled"): EXCEPTIONS["walled"],
    **{
        (f"code_of_ethics:{page}", "exceptions.walled"): OFFICE - {"subordinate"}
        for page in ("lift_match", "confirm_match")
    },
    ("code_of_ethics:decide_declaration", "declarations.submitted"): OFFICE,
    **{
        (f"code_of_ethics:{page}", "declarations.allowed"): people("reader")
        for page in ("renew_declaration", "end_declaration")
    },
    **{
        (f"mailbox:{page}", f"mails.{key}"): keepers
        for page in ("open_mail", "turn_into_report", "download_mail", "dismiss_mail")
        for key, keepers in MAILS.items()
    },
    # To a case that they work; the form of the sweep names one of the office.
    **{("mailbox:thread_mail", f"mails.{key}"): keepers & OFFICE for key, keepers in MAILS.items()},
    **{
        (f"code_of_ethics:{page}", about): PUBLIC_WORDS
        for page, about in (
            ("propose_contact_point", ""), ("replace_contact_point", "contact_points.published"),
        )
    },
    **{
        (f"code_of_ethics:{page}", "versions.draft"): people("editor")
        for page in (
            "describe_version", "add_provision", "change_provision", "move_provision", "change_part",
            "remove_provision", "draft_translation",
        )
    },
    ("code_of_ethics:start_version", ""): people("editor"),
    ("code_of_ethics:publish_translation", "translations.draft"): people("officer"),
    ("code_of_ethics:discard_translation", "translations.draft"): people("officer", "editor"),
    ("code_of_ethics:draft_promise", ""): PUBLIC_WORDS,
    ("code_of_ethics:publish_promise", "promises.draft"): people("officer"),
    ("code_of_ethics:discard_promise", "promises.draft"): people("officer", "editor"),
    ("code_of_ethics:publish_contact_point", "contact_points.proposed"): people("officer"),
    ("code_of_ethics:retire_contact_point", "contact_points.published"): people("officer"),
    # Of the fresh case only the one on call was called; the rota of the other office is no business of this one.
    ("danger:acknowledge_alarm", "alarms.fresh"): people("staff"),
    **{(f"clocks:{page}", ""): OFFICE for page in ("add_calendar", "except_day", "propose_rule_change")},
    **{(f"clocks:{page}", "changes.proposed"): people("auditor") for page in ("approve_change", "decline_change")},
    ("deputies:declare_absence", ""): OFFICE
    | COMMITTEE
    | {"auditor", "auditor_staff", "investigator", "other_investigator", "external", "other_external"},
    ("deputies:withdraw_absence", "absences.investigator"): people("investigator"),
    ("exits:read_exit", "exits.ended"): people("auditor"),
    # The body names nobody of the committee, so that its chair could not designate them.
    ("deputies:designate", ""): people("auditor", "officer"),
    ("deputies:end_designation", "designations.deputy"): people("auditor", "deputy"),
    ("danger:plan_duty", ""): people("auditor"),
    ("danger:end_duty", "duties.ethics_office"): people("officer"),
    ("questionnaires:draft_questionnaire", "topics.asked"): OFFICE,
    ("questionnaires:add_topic", ""): people("officer"),
    ("questionnaires:change_topic", "topics.asked"): people("officer"),
    ("questionnaires:translate_topic", "topics.asked"): people("officer"),
    **{
        (f"questionnaires:{page}", "questionnaires.drafted"): OFFICE
        for page in (
            "add_question", "name_channel", "translate_questionnaire",
            "change_question", "move_question", "remove_question",
        )
    },
    ("questionnaires:publish_questionnaire", "questionnaires.drafted"): people("officer"),
    ("routing:propose_rule", ""): people("officer"),
    ("routing:approve_rule", "rules.proposed"): people("auditor"),
    ("routing:retire_rule", "rules.in_force"): people("auditor"),
    **{(f"accounts:{page}", "grants.proposed"): _BOTH_HEADS for page in ("approve_role", "decline_role")},
    ("accounts:revoke_role", "grants.proposed"): _BOTH_HEADS | {"administrator"},
    ("accounts:propose_role", "people.stranger"): people("administrator"),
    ("accounts:import_directory", ""): people("administrator"),
    ("accounts:take_directory", "directory.upload"): people("administrator"),
    **{
        (f"accounts:{page}", "directory.change"): people("auditor", "secretary")
        for page in ("agree_to_change", "decline_change")
    },
    **{(f"accounts:{page}", "notices.staff"): people("staff") for page in ("open_notice", "read_notices")},
    **{
        (f"reporting:{page}", f"told.{key}"): people("member")
        for page in ("committee_notice", "acknowledge_committee_notice", "ask_about_notice")
        for key in ("main", "apart")
    },
    ("reporting:answer_notice_question", "told.asked"): people("auditor"),
    ("reporting:record_notice_call", "told.unread"): people("secretary"),
}  # fmt: skip

# Reading leaves a mark of itself: who read a notice, a digest, an answer, or the file of a case.
_COMMITTEE_MARKS = {
    "reporting_committeenotice",
    "reporting_digestreading",
    "accounts_notice",
    "audit_entry",
    "reporting_committeevisit",
}
_MARKS: dict[str, People] = {
    **dict.fromkeys(_COMMITTEE_MARKS, COMMITTEE),
    **dict.fromkeys(("cases_message", "cases_report"), people("reporter", "confidant")),
    "cases_outcomeletter": people("subject"),
    "cases_casereading": WHO_READS_ANY,
}
MARKS_OF_READING: dict[str, set[str]] = {
    key: {table for table, who in _MARKS.items() if key in who} for key in SIGNED_IN
}

# Answers that tell of nothing, although they are none of the usual ones: a form whose hidden field was never ours,
# and words given back to somebody whose session has ended, whatever they were about.
UNUSUAL: dict[str, set[int]] = {
    # Other systems show a token; nobody at a browser has one.
    "reporting:api_measures": {401},
    "reporting:api_trail": {401},
    "speak_up:key": {400},
    "speak_up:report": {400},
    "speak_up:question": {400},
    "my_reports:new": {403},
    **{
        f"my_reports:{page}": {403}
        for page in ("answer", "identify", "withdraw", "consent", "unlock", "rate", "check", "review")
    },
    "refer:refer": {403},
    **{f"help_line:{page}": {403} for page in ("list", "begin", "pick_up_code", "call_back")},
    # 409 to whoever took it down, where it was handed over in another window.
    **{f"help_line:{page}": {403, 409} for page in ("record", "keep", "hand_over", "discard")},
}
