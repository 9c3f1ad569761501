"""Start afresh: remove the data of the embedded parts. ``python -m loket.launcher.reset``."""

import shutil
import sys

from loket.launcher import parts, places

# By name: LOCAL_DIR may be a folder with other things in it.
OWN = (
    "postgres", "postgres.new", "redis", "files", "post", "static", "static.stamp", "logs", "test", "beat-schedule",
    "postgres.log", "postgres.log.1", "redis.log", "redis.log.1", "keeper.log", "parts.json",
)  # fmt: skip


def main() -> None:
    local = places.local_dir()
    if any(folder.is_dir() and parts.are_running(folder) for folder in (local, local / "test")):
        sys.exit(f"De gegevens in {local} zijn in gebruik. Stop eerst de demo of de tests.")
    for name in OWN:
        path = local / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    print(f"De gegevens in {local} zijn gewist. De volgende make demo begint opnieuw.")


if __name__ == "__main__":
    main()
