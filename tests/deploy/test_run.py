"""How a deploy runs, breaks off and is taken up, on a place in memory that is killed at every step."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readery.deploy import Consent, DeployError, Patience
from readery.deploy import _record as record
from readery.deploy._memory import Memory
from readery.deploy._rollback import earlier
from readery.deploy._run import Report, Task, run
from readery.settings import DeploySettings
from tests.deploy.shelf import ONE, QUICK, TWO, CutError, Files, Heard, Shelf, outgoing, public, site

FOREIGN = {"notes.txt": b"mine", "tags/all/index.html": b"mine too"}
THREE = site({"story-1": "Told anew.", "story-7": "And this."}, colour="navy")


def send(place: Shelf, files: Files, here: io.StringIO, consent: Consent | None = None, keep: bool = True) -> Report:
    task = Task(place, "shelf", outgoing(files), "m", keep, False, consent or Consent(), QUICK, Heard())
    return run(task, Memory(here))


def back(place: Shelf, here: io.StringIO) -> None:
    files = earlier(place, "shelf", DeploySettings(), Patience(1))
    run(Task(place, "shelf", files, "m", True, True, Consent(), QUICK, Heard()), Memory(here))


def assert_tidy(place: Shelf, expected: Mapping[str, bytes]) -> None:
    """The files are there, nothing else is but what a rollback needs, and no visitor stumbled on the way."""
    assert place.faults == []
    assert public(place.files) == expected
    stood = record.manifest(place.files[record.MANIFEST], "shelf")
    was = stood.before.files if stood.before else {}
    kept = {f"{record.KEPT}/{stood.deploy}/{path}" for path, mark in was.items() if mark is not None}
    assert place.files.keys() - expected.keys() == {record.MANIFEST} | kept


SITES = {"one": ONE, "two": TWO, "three": THREE}
NAMES = st.sampled_from(sorted(SITES))


@settings(max_examples=40)
@example([("three", 10), ("two", 10)], "one")
@example([("two", 34), ("one", 16), ("three", 26)], "one")
@example([("three", 61), ("one", 13), ("two", 42)], "one")
@given(st.lists(st.tuples(NAMES, st.integers(1, 60)), max_size=4), NAMES)
def test_deploys_killed_anywhere_are_taken_up(kills: list[tuple[str, int]], name: str) -> None:
    place, here, last = Shelf(), io.StringIO(), SITES[name]
    send(place, ONE, here)
    for wanted, steps in kills:
        place.steps_left = steps
        try:
            send(place, SITES[wanted], here)
        except CutError:
            continue
        finally:
            place.steps_left = 10**9
    send(place, last, here)
    assert_tidy(place, last)


def test_a_deploy_killed_at_each_step_serves_a_whole_site_throughout() -> None:
    for steps in range(1, 500):
        place, here = Shelf(), io.StringIO()
        send(place, ONE, here)
        place.steps_left = steps
        try:
            send(place, TWO, here)
        except CutError:
            place.steps_left = 10**9
            send(place, TWO, here)
            assert_tidy(place, TWO)
            back(place, here)
            assert_tidy(place, ONE)
        else:
            assert steps > 30
            return
    pytest.fail("it never came to its end")


def test_a_rollback_killed_at_each_step_is_taken_up() -> None:
    for steps in range(1, 500):
        place, here = Shelf(), io.StringIO()
        send(place, ONE, here)
        send(place, TWO, here)
        place.steps_left = steps
        try:
            back(place, here)
        except CutError:
            place.steps_left = 10**9
            if record.LOCK in place.files:
                back(place, here)
                assert_tidy(place, ONE)
        else:
            assert_tidy(place, ONE)
            return
    pytest.fail("it never came to its end")


def test_a_rollback_does_not_go_back_past_a_deploy_that_broke_off() -> None:
    place, here = Shelf(), io.StringIO()
    send(place, ONE, here)
    send(place, TWO, here)
    place.steps_left = 12
    with pytest.raises(CutError):
        send(place, THREE, here)
    place.steps_left = 10**9
    with pytest.raises(DeployError, match="broken off"):
        back(place, here)
    send(place, THREE, here)
    back(place, here)
    assert_tidy(place, TWO)


def test_files_of_others_outlive_every_kill() -> None:
    for steps in range(1, 40):
        place, here = Shelf(), io.StringIO()
        place.files |= FOREIGN
        for _ in range(2):
            place.steps_left = steps
            with pytest.raises((CutError, DeployError)):
                send(place, ONE, here)
        place.steps_left = 10**9
        with pytest.raises(DeployError, match="--adopt"):
            send(place, ONE, here)
        assert place.files == FOREIGN


def test_an_adopted_file_comes_back_with_a_rollback() -> None:
    for steps in (8, 15, 22, 29, 36, 10**9):
        place, here = Shelf(), io.StringIO()
        send(place, {path: data for path, data in ONE.items() if path != "tags/all/index.html"}, here)
        place.files["tags/all/index.html"] = b"mine"
        place.faults.clear()
        place.steps_left = steps
        try:
            send(place, ONE, here, Consent(adopt=True))
        except CutError:
            place.steps_left = 10**9
            send(place, ONE, here, Consent(adopt=True))
        place.steps_left = 10**9
        back(place, here)
        assert public(place.files)["tags/all/index.html"] == b"mine"


def test_what_is_known_to_be_there_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readery.deploy._lock._BEAT_EVERY", -1.0)
    place, here = Shelf(), io.StringIO()
    place.steps_left = 24
    with pytest.raises(CutError):
        send(place, ONE, here)
    there = len(public(place.files))
    assert there > 5
    place.steps_left = 10**9
    assert send(place, ONE, here).sent in (len(ONE) - there, len(ONE) - there + 1)


def stopped_elsewhere() -> Shelf:
    """A place where another machine's deploy was killed in the middle, without a word."""
    place = Shelf()
    place.steps_left = 14
    with pytest.raises(CutError):
        send(place, ONE, io.StringIO())
    place.steps_left = 10**9
    return place


def test_two_deploys_do_not_mix() -> None:
    place, here = stopped_elsewhere(), io.StringIO()
    before = dict(place.files)
    with pytest.raises(DeployError, match=r"another deploy is under way since .* --take-over"):
        send(place, TWO, here)
    assert place.files == before
    send(place, TWO, here, Consent(take_over=True))
    assert_tidy(place, TWO)


def test_the_refused_one_does_not_take_the_lock_for_its_own_the_second_time() -> None:
    place, here = stopped_elsewhere(), io.StringIO()
    for _ in range(2):
        with pytest.raises(DeployError, match="another deploy is under way"):
            send(place, TWO, here)


def test_a_deploy_silent_for_long_counts_as_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    place = stopped_elsewhere()
    monkeypatch.setattr("readery.deploy._lock._SILENCE", -1.0)
    send(place, TWO, io.StringIO())
    assert_tidy(place, TWO)


def test_a_deploy_whose_lock_was_taken_over_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readery.deploy._lock._DOUBT", -1.0)
    place, here = Shelf(), io.StringIO()

    class Thief(Heard):
        def begin(self, _files: int, _size: int) -> None:
            place.files[record.LOCK] = place.files[record.LOCK].replace(b'"holder":"', b'"holder":"other')

    task = Task(place, "shelf", outgoing(ONE), "m", True, False, Consent(), QUICK, Thief())
    with pytest.raises(DeployError, match="taken the lock over"):
        run(task, Memory(here))


def test_a_deploy_that_ended_between_two_looks_is_noticed() -> None:
    place, here = Shelf(), io.StringIO()
    send(place, ONE, here)
    claim = place.claim

    def late(path: str, data: bytes) -> bool:
        place.claim = claim  # type: ignore[method-assign]
        send(place, TWO, io.StringIO())
        return claim(path, data)

    place.claim = late  # type: ignore[method-assign]
    with pytest.raises(DeployError, match="has just ended"):
        send(place, THREE, here)
    send(place, THREE, here)
    assert_tidy(place, THREE)


def test_one_changed_file_costs_few_requests() -> None:
    place, here = Shelf(), io.StringIO()
    send(place, ONE, here)
    send(place, ONE | {"robots.txt": b"anew"}, here)
    place.requests.clear()
    send(place, ONE | {"robots.txt": b"and again"}, here)
    assert place.requests == ["read", "claim", "read", "keep", "put", "put", "remove", "remove"]


def test_nothing_is_kept_where_that_is_not_wished() -> None:
    place, here = Shelf(), io.StringIO()
    for files in (ONE, TWO, ONE):
        send(place, files, here, keep=False)
        assert not any(path.startswith(record.KEPT) for path in place.files)
