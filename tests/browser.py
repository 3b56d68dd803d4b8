"""A headless Chromium over the WebDriver protocol (W3C), with the standard library alone."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
]


class Browser:
    """One session of a browser."""

    def __init__(self, address: str) -> None:
        self._address = address
        options = {"args": _ARGUMENTS}
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        found = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{found['sessionId']}"

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._address + path, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310  # the driver that was just started
                return json.load(answer)["value"]
        except HTTPError as refused:  # its status says nothing; its body says why
            raise RuntimeError(f"{path}: {refused.read().decode()[:500]}") from refused

    def open(self, url: str, *, scripted: bool = True) -> None:
        """Go to a page and wait until it is loaded; the driver may answer while the old page still stands.

        Args:
            url: the page.
            scripted: scripts may run, so that the page itself can be asked; else it must not stand there yet.

        Raises:
            TimeoutError: if it is not there after half a minute.
        """
        self._call("POST", f"{self._session}/url", {"url": url})
        for _ in range(600):
            if self._is_there(url) if scripted else self._is_there_unscripted(url):
                return
            time.sleep(0.05)
        raise TimeoutError(url)

    def _is_there(self, url: str) -> bool:
        there = "return location.href === arguments[0] && document.readyState === 'complete'"
        return bool(self.run(there, url))

    def _is_there_unscripted(self, url: str) -> bool:
        """Whether the document is read to its end: asked of the browser, since no script can say it."""
        self.tell("Performance.enable")
        metrics = {one["name"]: one["value"] for one in self.tell("Performance.getMetrics")["metrics"]}
        shown = self.tell("DOM.getDocument", depth=0)["root"]["documentURL"]
        return bool(shown == url and metrics["DomContentLoaded"] > metrics["NavigationStart"] > 0)

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns on the page; a promise is waited for."""
        body = {"script": script, "args": list(arguments)}
        return self._call("POST", f"{self._session}/execute/sync", body)

    def press(self, key: str) -> None:
        """Press and release a key."""
        strokes = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        actions = [{"type": "key", "id": "keyboard", "actions": strokes}]
        self._call("POST", f"{self._session}/actions", {"actions": actions})

    def tell(self, command: str, **parameters: object) -> Any:
        """A command of the DevTools protocol."""
        return self._call("POST", f"{self._session}/goog/cdp/execute", {"cmd": command, "params": parameters})

    def log(self, kind: str) -> list[dict[str, Any]]:
        """What was logged since the last time: "browser" is the console, "performance" the network."""
        found: list[dict[str, Any]] = self._call("POST", f"{self._session}/se/log", {"type": kind})
        return found

    def requests(self) -> list[str]:
        """The addresses that were asked for since the last time; data: addresses are no requests."""
        events = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        sent = [event for event in events if event["method"] == "Network.requestWillBeSent"]
        addresses: list[str] = [event["params"]["request"]["url"] for event in sent]
        return [address for address in addresses if not address.startswith("data:")]

    def resize(self, width: int, height: int, *, dark: bool = False) -> None:
        """The size of the page, and the scheme of colours that its reader prefers."""
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tell("Emulation.setEmulatedMedia", features=[scheme])

    def close(self) -> None:
        """End the session."""
        self._call("DELETE", self._session)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser for as long as it is needed."""
    driver = shutil.which("chromedriver") or ""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL) as process:
        try:
            opened = _when_ready(f"http://127.0.0.1:{port}")
            yield opened
            opened.close()
        finally:
            process.terminate()


def _when_ready(address: str) -> Browser:
    """The browser, as soon as its driver listens."""
    for _ in range(200):
        try:
            return Browser(address)
        except URLError:
            time.sleep(0.05)
    raise TimeoutError(address)


def is_there() -> bool:
    """Whether there is a browser and its driver."""
    return bool(shutil.which("chromedriver") and Path(shutil.which("chromium") or "/nowhere").exists())
