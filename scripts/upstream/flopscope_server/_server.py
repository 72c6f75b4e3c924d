"""`FlopscopeServer(url=...).run()` as upstream's tests write it, with the native server behind it."""

import os
import signal
import socket
import subprocess
import sys
import time

PATIENCE_S = 30


class FlopscopeServer:
    """A native server as a child process; it listens when the constructor returns."""

    def __init__(self, url):
        command = [os.environ.get("FLOPSCOPE_NODE", "node"), os.environ["FLOPSCOPE_SERVER_MAIN"]]
        release = os.environ["FLOPSCOPE_UPSTREAM_RELEASE"]
        self._process = subprocess.Popen(
            [*command, "--url", url, "--release", release, "--log-level", "error"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        deadline = time.monotonic() + PATIENCE_S
        while not listens(url):
            if self._process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"the server did not start at {url}")
            time.sleep(0.02)

    def run(self):
        self._process.wait()

    def _stop(self, number, frame):
        self._process.terminate()  # which lets `run` return


def listens(url):
    """Whether something accepts connections at a `tcp://` or `ipc://` endpoint."""
    scheme, _, place = url.partition("://")
    if scheme == "ipc":
        family, address = socket.AF_UNIX, place
    else:
        host, _, port = place.rpartition(":")
        family, address = socket.AF_INET, (host, int(port))
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(address) == 0
