import pytest

from loket.launcher import parts, reset


@pytest.fixture
def local(tmp_path, monkeypatch):
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path))
    return tmp_path


def test_reset_removes_our_own_data_and_nothing_else(local):
    (local / "files" / "a").mkdir(parents=True)
    (local / "static.stamp").touch()
    (local / "brief.txt").touch()

    reset.main()

    assert [path.name for path in local.iterdir() if path.suffix != ".lock"] == ["brief.txt"]


def test_reset_follows_no_link_out_of_the_folder(local, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elders")
    (elsewhere / "kept").touch()
    (local / "files").symlink_to(elsewhere)

    reset.main()

    assert (elsewhere / "kept").exists()
    assert not (local / "files").is_symlink()


def test_reset_of_data_in_use_is_refused(local):
    with parts.running(local), pytest.raises(SystemExit, match="zijn in gebruik"):
        reset.main()

    assert (local / "postgres" / "PG_VERSION").exists()
