"""A sweep goes through its records one by one, and one that fails holds up no other."""

import logging

from accounts.clockwork import one_by_one


def test_one_that_fails_holds_up_no_other_and_only_its_class_is_told(caplog):
    tried = []

    def step(thing: str) -> int:
        tried.append(thing)
        if thing == "second":
            raise ValueError("Jonas Weck was named")
        return 2

    with caplog.at_level(logging.ERROR):
        assert one_by_one(["first", "second", "third"], step, failed="nothing_done") == 4
    assert tried == ["first", "second", "third"]
    [line] = caplog.records
    assert line.msg["event"] == "nothing_done"
    assert "second" not in str(line.msg)
