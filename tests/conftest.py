"""What all tests share: the option --accept, the browser, how properties are searched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser_setup import installed

# The same examples in every run, so that a test fails for a change and not by chance; `--hypothesis-profile explore`
# looks for new ones. Time is no limit: machines differ.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("explore", parent=settings.get_profile("steady"), derandomize=False, max_examples=2000)
settings.load_profile("steady")

CHROMIUM_ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what came out as what is expected, where it differs (cases, docs); read the difference before you commit it",
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window, without requests of its own."""
    path = installed()
    if path is None:
        pytest.fail("there is no Chromium for this test: run `make browser`")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        except Error as error:
            pytest.fail(f"{path} does not start: {error}")
        yield browser
        browser.close()
