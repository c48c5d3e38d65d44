"""Moments for random rows: around a quarter, often on its very edges, or surely inside of it."""

import random
from datetime import date, datetime, timedelta

from django.utils import timezone

from tests.reporting.house import QUARTER

MINUTE = timedelta(minutes=1)


class Moments:
    """Around the quarter, and often on its very edges."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def moment(self) -> datetime:
        if self.chance.random() < 0.3:
            edge = self.chance.choice([QUARTER.starts_at, QUARTER.ends_at])
            return edge + self.chance.choice([-MINUTE, timedelta(), MINUTE])
        return QUARTER.starts_at + timedelta(days=self.chance.randint(-40, 120), minutes=self.chance.randint(0, 1400))

    def day(self) -> date:
        return timezone.localdate(self.moment())

    def later(self, than: datetime) -> datetime | None:
        """Or never."""
        moment = self.moment()
        return moment if moment > than and self.chance.random() < 0.7 else None


class Inside(Moments):
    """In the quarter, so that every sort of row is surely counted; `open_ended` leaves open whatever may be."""

    def __init__(self, chance: random.Random, *, open_ended: bool = False) -> None:
        super().__init__(chance)
        self.open_ended = open_ended

    def moment(self) -> datetime:
        return QUARTER.starts_at + timedelta(days=self.chance.randint(9, 60), minutes=self.chance.randint(0, 1400))

    def later(self, than: datetime) -> datetime | None:
        soon = min(than + timedelta(days=self.chance.randint(1, 9)), QUARTER.ends_at - MINUTE)
        return None if self.open_ended else soon
