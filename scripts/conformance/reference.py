"""A reference server as a process of its own, and the real client's connection to it with the frames overheard."""

import os
import subprocess
import tempfile
import time

import msgpack
import zmq

PLENTY = 10**15
PATIENCE_MS = 10_000


class ServerDied(Exception):
    """The server's process ended, or stopped answering, while a request was under way."""


def decode(frame):
    return msgpack.unpackb(frame, raw=False, strict_map_key=False)


def encode(op, args=None, kwargs=None, **fields):
    return msgpack.packb({"op": op, "args": args, "kwargs": kwargs, **fields}, use_bin_type=True)


class Tap:
    """A socket that keeps what passes through it."""

    def __init__(self, socket):
        self._socket, self.sent, self.received = socket, [], []

    def send(self, frame):
        self.sent.append(frame)
        self._socket.send(frame)

    def recv(self):
        frame = self._socket.recv()
        self.received.append(frame)
        return frame

    def close(self, **kwargs):
        self._socket.close(**kwargs)

    def clear(self):
        self.sent.clear()
        self.received.clear()

    def exchanges(self):
        """(request, reply) pairs, decoded, without the client's own housekeeping."""
        pairs = [(decode(request), decode(reply)) for request, reply in zip(self.sent, self.received)]
        return [(request, reply) for request, reply in pairs if request["op"] not in ("free", "hello")]


class Reference:
    """One server process at a time, with an open session.

    `program` is the arguments to the interpreter that start a server; `connection` is the client's own connection
    (flopscope._connection.Connection), which must not have been used yet. `fields` are added to requests of operations.
    """

    def __init__(self, interpreter, program, connection_class, named, fields=None):
        self.fields = fields or {}
        self._interpreter, self._program = interpreter, program
        self._connection_class, self._named = connection_class, named
        self._process = None
        self.connection = self.tap = None
        self.used = 0

    def start(self):
        """A fresh process with a session of plenty."""
        self.stop()
        path = tempfile.mktemp(suffix=".sock")
        url = f"ipc://{path}"
        environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", PYTHONWARNINGS="ignore", PYTHONHASHSEED="0")
        self._process = subprocess.Popen(
            [self._interpreter, *self._program, "--url", url],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.connection = self._connection_class(url, timeout_ms=PATIENCE_MS)
        # The client waits for the handshake as for any reply; a server that starts slowly is not dead.
        deadline = time.monotonic() + 30
        while not os.path.exists(path) and time.monotonic() < deadline:
            time.sleep(0.01)
        self.connection._ensure_connected()
        self.connection._ensure_handshaked()
        self.tap = self.connection._socket = Tap(self.connection._socket)
        self._path = path
        self.open(PLENTY)

    def stop(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = self.tap = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            if os.path.exists(self._path):
                os.unlink(self._path)

    def request(self, op, args=None, kwargs=None, **fields):
        """A request of the recorder's own; the decoded reply."""
        return decode(self.exchange(encode(op, args, kwargs, **fields)))

    def exchange(self, frame):
        try:
            self.tap._socket.send(frame)
            reply = self.tap._socket.recv()
        except zmq.ZMQError as error:
            raise ServerDied from error
        self.note(decode(reply))
        return reply

    def note(self, reply):
        """Follows what has been spent."""
        budget = reply.get("budget")
        if isinstance(budget, dict):
            self.used = budget["flops_used"]

    def spent(self):
        """FLOPs used so far, asked for."""
        self.used = self.request("budget_status")["result"]["flops_used"]
        return self.used

    def open(self, budget):
        extra = {"namespace": None} if self._named else {"flop_multiplier": 1.0}
        reply = self.request("budget_open", None, {"flop_budget": budget, **extra})
        assert reply["status"] == "ok", reply
        self.used = 0

    def close(self):
        assert self.request("budget_close")["status"] == "ok"
