"""``expect`` for walks over many pages: waits longer than usual, so that a slow machine is not taken for a fault."""

from playwright.sync_api import Expect

expect = Expect()
expect.set_options(timeout=30_000)
