"""Starting, addressing and stopping the servers that are compared."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
from pathlib import Path

import msgpack
import zmq

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = Path(os.environ.get("FLOPSCOPE_REFERENCE_DIR", ROOT / ".deps" / "reference"))


def command(kind: str, url: str) -> list[str]:
    if kind == "echo":
        return ["node", str(ROOT / "test/bench/echo.mjs"), url]
    if kind.startswith("native"):
        return ["node", str(ROOT / "dist/cli/main.js"), "--url", url, "--release", kind.split("-")[1]]
    release = kind.split("-")[1]
    return [str(REFERENCE / f"srv-{release}" / "bin" / "python"), "-m", "flopscope_server", "--url", url]


class Peer:
    """A running server and a raw REQ socket to it."""

    def __init__(self, kind: str, pin: str | None = None) -> None:
        self.kind = kind
        self.release = "0.4.1" if kind.endswith("0.4.1") else "0.12.4"
        self.path = tempfile.mktemp(prefix=f"fs-{kind}-", suffix=".sock")
        self.url = f"ipc://{self.path}"
        prefix = ["taskset", "-c", pin] if pin is not None else []
        started = time.perf_counter()
        self.process = subprocess.Popen(
            prefix + command(kind, self.url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REQ)
        self.socket.setsockopt(zmq.RCVTIMEO, 60_000)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.setsockopt(zmq.RECONNECT_IVL, 1)
        self.socket.connect(self.url)
        if kind == "echo":
            self.raw(b"x")
        else:
            reply = self.call("hello", kwargs={"client_version": self.release})
            assert reply["status"] == "ok", reply
        self.start_seconds = time.perf_counter() - started

    def raw(self, frame: bytes) -> bytes:
        self.socket.send(frame)
        return self.socket.recv()

    def call(self, op: str, args=None, kwargs=None) -> dict:
        frame = msgpack.packb({"op": op, "args": args, "kwargs": kwargs}, use_bin_type=True)
        return msgpack.unpackb(self.raw(frame), raw=False, strict_map_key=False)

    def open(self) -> None:
        # More than any row spends, and an int that both sides hold as a machine number, as the budgets of contests are.
        reply = self.call("budget_open", kwargs={"flop_budget": 10**15})
        assert reply["status"] == "ok", reply

    def upload(self, data: bytes, shape, dtype: str) -> dict:
        reply = self.call("create_from_data", args=[data, list(shape), dtype])
        assert reply["status"] == "ok", reply
        return {"__handle__": reply["result"]["id"]}

    def free(self, *ids: str) -> None:
        self.call("free", kwargs={"handles": list(ids)})

    def resident_mb(self) -> float:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")

    def stop(self) -> None:
        self.socket.close()
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.context.term()


def number(value: float) -> bytes:
    return struct.pack("<d", value)
