"""Single use: what was used is remembered in the memory of this process and, where there is one, in everybody's cache.

A number that nobody chose is remembered, until the end of the next day whatever the hour: nothing tells when somebody
came. A cache that does not answer is left alone for a while; this process's own memory still holds.
"""

import logging
import threading
import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

MOST_REMEMBERED = 100_000
PATIENCE = 30  # seconds without asking a cache that did not answer

_used: "OrderedDict[str, None]" = OrderedDict()
_lock = threading.Lock()
_cache_is_away_until = 0.0


def first_use(number: str, *, at: datetime) -> bool:
    """Whether this is the first time; from now on it is not."""
    with _lock:
        if number in _used:
            return False
        _used[number] = None
        if len(_used) > MOST_REMEMBERED:
            _used.popitem(last=False)
    return _first_for_all(number, at)


def _first_for_all(number: str, at: datetime) -> bool:
    """Whether no other process knows it. Nobody is turned away because the cache does not answer."""
    global _cache_is_away_until
    if not settings.REDIS_URL or time.monotonic() < _cache_is_away_until:
        return True
    try:
        return bool(cache.add(f"used:{number}", 1, timeout=_until_the_next_day_ends(at)))
    except (RedisError, OSError) as failure:
        _cache_is_away_until = time.monotonic() + PATIENCE
        logger.warning("cache does not answer: %s", type(failure).__name__)
        return True


def _until_the_next_day_ends(at: datetime) -> int:
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    return int((midnight - at).total_seconds())
