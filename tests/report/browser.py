"""A real headless Chromium for the tests, driven over WebDriver, offline."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

DARK = ({"name": "prefers-color-scheme", "value": "dark"},)
LIGHT = ({"name": "prefers-color-scheme", "value": "light"},)


class Browser:
    """What the tests ask of a browser, in their own words."""

    def __init__(self, profile: Path) -> None:
        from selenium.webdriver import Chrome, ChromeOptions
        from selenium.webdriver.chrome.service import Service

        options = ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for argument in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking", "--no-first-run", "--disable-extensions",
            f"--user-data-dir={profile}", "--window-size=1280,900",
            "--force-prefers-reduced-motion",
        ):  # fmt: skip
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.driver.set_script_timeout(120)

    def close(self) -> None:
        self.driver.quit()

    def cdp(self, command: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def open(
        self, path: Path, *, anchor: str = "", width: int = 1280, height: int = 900,
        script: bool = True, dark: bool = False, media: str = "",
    ) -> None:  # fmt: skip
        """Load a file afresh under the given conditions; earlier log lines are dropped."""
        self.cdp("Emulation.setScriptExecutionDisabled", value=not script)
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        self.cdp("Emulation.setEmulatedMedia", media=media, features=list(DARK if dark else LIGHT))
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri() + (f"#{anchor}" if anchor else ""))

    def js(self, source: str, *arguments: Any) -> Any:
        return self.driver.execute_script(source, *arguments)

    def count(self, selector: str) -> int:
        """How many elements that fit are shown."""
        return self.js(
            "return [...document.querySelectorAll(arguments[0])]"
            ".filter(e => e.checkVisibility()).length",
            selector,
        )

    def click(self, selector: str) -> None:
        self.js("document.querySelector(arguments[0]).click()", selector)

    def press(self, keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(keys).perform()

    def complaints(self) -> list[str]:
        """Errors in the console: a blocked style or script among them."""
        return [e["message"] for e in self.driver.get_log("browser") if e["level"] == "SEVERE"]

    def requests(self) -> list[str]:
        """Every address the page asked for."""
        messages = [json.loads(e["message"])["message"] for e in self.driver.get_log("performance")]
        return [
            m["params"]["request"]["url"]
            for m in messages
            if m["method"] == "Network.requestWillBeSent"
        ]

    def axe(self) -> list[str]:
        """Serious and critical findings of axe-core, with the first element each concerns."""
        # Run as the tests' own script: the page's content policy does not reach it.
        self.driver.execute_script(axe_source())
        found = self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations))"
        )
        return [
            f"{v['id']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])})"
            for v in found
            if v["impact"] in ("serious", "critical")
        ]


def axe_source() -> str:
    """axe-core: the file that ``AXE_CORE`` names, else the one the dev install brings."""
    named = os.environ.get("AXE_CORE")
    if named:
        return Path(named).read_text("utf-8")
    import axe_core_python

    return (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
