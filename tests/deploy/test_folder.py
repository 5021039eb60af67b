"""Deploying into a folder, and with it what all targets share."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from readery.deploy import Consent, DeployError, deploy, folder, preview, rollback
from readery.deploy import _record as record
from tests import rights
from tests.deploy.shelf import ONE, TWO, Files, Heard, broken, job, lay, public, tree


def send(files: Files, tmp_path: Path, consent: Consent | None = None, **options: object) -> Heard:
    """Deploy `files` into the folder `there`."""
    heard = Heard()
    source = lay(tmp_path / "site", files)
    deploy(job(source, str(tmp_path / "there"), tmp_path / "state", consent, **options), heard)
    return heard


def changed(old: Files, new: Files) -> set[str]:
    return {path for path in new if old.get(path) != new[path]}


def test_only_what_changed_travels_and_the_rest_is_removed(tmp_path: Path) -> None:
    assert set(send(ONE, tmp_path).files) == set(ONE)
    assert public(tree(tmp_path / "there")) == ONE
    assert set(send(TWO, tmp_path).files) == changed(ONE, TWO)
    assert public(tree(tmp_path / "there")) == TWO
    assert send(TWO, tmp_path).files == []


def test_pages_follow_what_they_refer_to_and_the_home_page_comes_last(tmp_path: Path) -> None:
    order = send(ONE, tmp_path).files
    assert order[-1] == "index.html"
    assert max(order.index(path) for path in ONE if path.startswith("assets/")) < min(
        order.index(path) for path in ONE if path.endswith(".html")
    )
    order = send(TWO, tmp_path).files
    new = [order.index(path) for path in TWO if path not in ONE and path.endswith(".html")]
    old = [order.index(path) for path in order if path in ONE and path.endswith(".html")]
    assert max(new) < min(old)
    assert order.index("feed.xml") > max(position for position in old if order[position] != "index.html")


def test_rollback_returns_to_the_deploy_before_and_back(tmp_path: Path) -> None:
    there = tmp_path / "there"
    send(ONE, tmp_path)
    send(TWO, tmp_path)
    work = job(tmp_path / "site", str(there), tmp_path / "state")
    for expected in (ONE, TWO, ONE):
        rollback(work, Heard())
        assert public(tree(there)) == expected
    assert set(send(TWO, tmp_path).files) == changed(ONE, TWO)


def test_rollback_says_so_where_nothing_is_kept(tmp_path: Path) -> None:
    work = job(lay(tmp_path / "site", ONE), str(tmp_path / "there"), tmp_path / "state", keep=False)
    with pytest.raises(DeployError, match="nothing was deployed"):
        rollback(work, Heard())
    deploy(work, Heard())
    with pytest.raises(DeployError, match="keep = false"):
        rollback(work, Heard())
    send(ONE, tmp_path / "other")
    with pytest.raises(DeployError, match="was the first one"):
        rollback(job(tmp_path / "site", str(tmp_path / "other" / "there"), tmp_path / "state"), Heard())


def test_files_of_others_are_not_touched_unless_asked(tmp_path: Path) -> None:
    there = tmp_path / "there"
    foreign = {"index.html": b"mine", "notes.txt": b"mine too", "articles/draft.html": b"mine as well"}
    lay(there, foreign)
    with pytest.raises(DeployError, match=r"1 files there .* index\.html.* --adopt"):
        send(ONE, tmp_path)
    with pytest.raises(DeployError, match="--adopt"):  # nor the second time
        send(ONE, tmp_path)
    assert tree(there) == foreign
    send(ONE, tmp_path, Consent(adopt=True))
    assert tree(there).items() >= (ONE | {"notes.txt": b"mine too", "articles/draft.html": b"mine as well"}).items()
    send(TWO, tmp_path)
    assert tree(there).items() >= (TWO | {"notes.txt": b"mine too"}).items()


def test_a_preview_changes_nothing(tmp_path: Path) -> None:
    send(ONE, tmp_path)
    before = tree(tmp_path / "there")
    plan, foreign = preview(job(lay(tmp_path / "site", TWO), str(tmp_path / "there"), tmp_path / "state"), Heard())
    assert {file.path for file in plan.puts} == changed(ONE, TWO)
    assert set(plan.removals) == ONE.keys() - TWO.keys()
    assert foreign == ()
    assert tree(tmp_path / "there") == before


def test_a_newer_manifest_is_left_alone(tmp_path: Path) -> None:
    send(ONE, tmp_path)
    path = tmp_path / "there" / record.MANIFEST
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":2'))
    before = tree(tmp_path / "there")
    with pytest.raises(DeployError, match="newer Readery"):
        send(TWO, tmp_path)
    assert tree(tmp_path / "there") == before


def test_a_damaged_manifest_is_named_with_the_way_out(tmp_path: Path) -> None:
    send(ONE, tmp_path)
    (tmp_path / "there" / record.MANIFEST).write_bytes(b"{half")
    with pytest.raises(DeployError, match=r"damaged.*--adopt"):
        send(TWO, tmp_path)
    (tmp_path / "there" / record.MANIFEST).unlink()
    send(TWO, tmp_path, Consent(adopt=True))
    assert tree(tmp_path / "there").items() >= TWO.items()


def test_a_deploy_that_ended_with_an_error_may_be_taken_up_by_anyone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = lay(tmp_path / "site", ONE)
    whole = folder.Folder.put

    def put(self: folder.Folder, file: object, keep: str | None) -> None:
        if getattr(file, "path", "") == "tags/all/index.html":
            raise DeployError("no")
        whole(self, file, keep)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(folder.Folder, "put", put)
        with pytest.raises(DeployError, match="no"):
            deploy(job(source, str(tmp_path / "there"), tmp_path / "elsewhere"), Heard())
    send(TWO, tmp_path)
    assert public(tree(tmp_path / "there")) == TWO


def test_one_machine_deploys_once_at_a_time(tmp_path: Path) -> None:
    from readery.deploy import _memory

    where = str(tmp_path / "there")
    with _memory.alone(tmp_path / "state", where), pytest.raises(DeployError, match="under way on this machine"):
        send(ONE, tmp_path)
    send(ONE, tmp_path)


def test_a_site_that_changes_while_it_is_sent_is_noticed(tmp_path: Path) -> None:
    source = lay(tmp_path / "site", ONE)

    class Watch(Heard):
        def begin(self, _files: int, _size: int) -> None:
            (source / "index.html").write_bytes(b"new")

    with pytest.raises(DeployError, match=r"index\.html: changed while"):
        deploy(job(source, str(tmp_path / "there"), tmp_path / "state"), Watch())
    send(TWO, tmp_path)
    assert public(tree(tmp_path / "there")) == TWO


def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir(mode=0o555)
    with rights.of_an_ordinary_user(), pytest.raises(DeployError, match="cannot be written"):
        send(ONE, tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    there = tmp_path / "disk"
    there.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(there)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a disk in memory cannot be mounted here (that needs root)")
    yield there
    subprocess.run(["umount", str(there)], check=True)


def test_a_full_disk_is_named_and_what_stood_there_stands(tmp_path: Path, small_disk: Path) -> None:
    there = str(small_disk / "www")
    deploy(job(lay(tmp_path / "site", ONE), there, tmp_path / "state"), Heard())
    large = TWO | {"media/large.bin": bytes(range(256)) * 2000}
    with pytest.raises(DeployError, match="Make room there"):
        deploy(job(lay(tmp_path / "site", large), there, tmp_path / "state"), Heard())
    assert broken(public(tree(small_disk / "www"))) == []
    deploy(job(lay(tmp_path / "site", TWO), there, tmp_path / "state", keep=False), Heard())
    assert public(tree(small_disk / "www")) == TWO


def test_a_read_only_disk_is_named_and_nothing_changes(tmp_path: Path, small_disk: Path) -> None:
    there = str(small_disk / "www")
    deploy(job(lay(tmp_path / "site", ONE), there, tmp_path / "state"), Heard())
    before = tree(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(DeployError, match="Deploy as a user who may write there"):
        deploy(job(lay(tmp_path / "site", TWO), there, tmp_path / "state"), Heard())
    assert tree(small_disk) == before


def test_a_folder_where_a_file_stands_is_refused(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file")
    with pytest.raises(DeployError, match="there"):
        send(ONE, tmp_path)
    assert (tmp_path / "there").read_text() == "a file"


def test_an_interrupted_build_and_a_folder_without_a_site_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DeployError, match="build was broken off"):
        send(ONE | {".readery-journal": b""}, tmp_path)
    with pytest.raises(DeployError, match="holds no site"):
        send({"notes.txt": b"x"}, tmp_path)


def test_the_site_itself_is_no_target(tmp_path: Path) -> None:
    source = lay(tmp_path / "site", ONE)
    for there in (source, source / "public", tmp_path):
        with pytest.raises(DeployError, match="must not lie in one another"):
            deploy(job(source, str(there), tmp_path / "state"), Heard())


def test_hidden_files_stay_at_home_but_for_those_that_servers_read(tmp_path: Path) -> None:
    extra = {".well-known/security.txt": b"x", ".htaccess": b"y"}
    send(ONE | extra | {".gitignore": b"*", ".secret/key": b"z"}, tmp_path)
    assert public(tree(tmp_path / "there")) == ONE | extra


def test_compressed_copies_stand_beside_their_files(tmp_path: Path) -> None:
    import gzip

    import brotli

    long = ONE | {"long/index.html": b"<p>again and again</p>" * 100}
    send(long, tmp_path, precompressed=("br", "gz"))
    left = tree(tmp_path / "there")
    assert brotli.decompress(left["long/index.html.br"]) == long["long/index.html"]
    assert gzip.decompress(left["long/index.html.gz"]) == long["long/index.html"]
    assert "robots.txt.br" not in left
    assert send(long, tmp_path, precompressed=("br", "gz")).files == []
    send(long, tmp_path)
    assert public(tree(tmp_path / "there")) == long
