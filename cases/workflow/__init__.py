"""The moves of a case, of what hangs from it, and of routing rules, by noun. Data only.

`who` are relations of `Case.relations`: head (of the office, or the chair), staff (works the queue), assignee,
reader (by grant or by rule), other_head (of the other office or the committee), submitter (asked for the review),
committee (of the committee, to whom a question of materiality has gone that the office did not answer in time).
An action adds its owner, who proposed it and who keeps its amounts; a referral to public officials its counsel and
who decides.
"""
