"""Requests of people about their own data, and what an office answers to one of them."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Person
from cases.actions import (
    DataRequestFacts,
    ItemFacts,
    ask_for_data,
    decide_data_item,
    identify_requester,
    record_data_request,
)
from cases.models import Case, DataItem, DataPart, DataRequest
from tests.sweeps.canaries import Planted


class DataRequests:
    """Asked by `stranger`, who is in no case; and by `subject`, who is in `main`: of the latter a month is over."""

    def __init__(self, people: dict[str, Person], planted: Planted, at: datetime) -> None:
        self.people, self.planted, self.at = people, planted, at
        self.requests: dict[str, DataRequest] = {}

    def work(self, main: Case) -> tuple[dict[str, DataRequest], DataPart, DataItem]:
        """The requests, the part of the ethics office in that of the subject, and its one decision, about `main`."""
        words = self.planted.plant("data_asked", "words")
        facts = DataRequestFacts("ACCESS", words)
        self.requests["asked"] = ask_for_data(facts, by=self.people["stranger"], at=self.at)
        came_on, privacy = (self.at - timedelta(days=40)).date(), self.people["privacy"]
        told: dict[str, Any] = {what: self.planted.plant("data_identified", what) for what in ("name", "words")}
        contact = self.planted.plant("data_register", "contact")
        facts = DataRequestFacts(
            "ACCESS", channel="LETTER", person=self.people["subject"], received_on=came_on, contact=contact, **told
        )
        made = record_data_request(facts, by=privacy, at=self.at)
        check = self.planted.plant("data_register", "check")
        self.requests["identified"] = identify_requester(made, check=check, by=privacy, at=self.at)
        part = made.parts.get(queue="ETHICS_OFFICE")
        said = {what: self.planted.plant("data_item", what) for what in ("what", "words", "reasons")}
        item = decide_data_item(
            part, case=main, facts=ItemFacts(decision="GIVE", **said), by=self.people["officer"], at=self.at
        )
        return self.requests, part, item

    def parts(self) -> dict[str, DataPart]:
        """What each queue answers to each of them, such as `asked_ethics_office`."""
        return {
            f"{key}_{part.queue.lower()}": part for key, asked in self.requests.items() for part in asked.parts.all()
        }
