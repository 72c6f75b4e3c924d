"""Many clients at once: of one server, and of as many servers as there are clients, as a scoring cluster runs them."""

from __future__ import annotations

import subprocess
import sys
import time

import msgpack
import numpy as np
import zmq
from programs import compare
from servers import Peer

CLIENTS = 8
REQUESTS = 2000

# Adds two arrays and frees the sum, again and again, once it has been told to; a warm-up comes first.
CLIENT = """
import sys, msgpack, zmq
socket = zmq.Context().socket(zmq.REQ)
socket.connect(sys.argv[1])
def call(op, args, kwargs):
    socket.send(msgpack.packb({"op": op, "args": args, "kwargs": kwargs}))
    return msgpack.unpackb(socket.recv(), raw=False)
def work(count):
    for _ in range(count):
        made = call("add", [{"__handle__": sys.argv[2]}, {"__handle__": sys.argv[2]}], {})["result"]["id"]
        call("free", None, {"handles": [made]})
work(1000)
print("ready", flush=True)
sys.stdin.readline()
work(int(sys.argv[3]))
"""


def uploaded(peer: Peer) -> str:
    return peer.upload(np.arange(3.0).tobytes(), (3,), "float64")["__handle__"]


def of_one_server(kind: str) -> float:
    """Seconds per request, with a request of every client under way at any time."""
    peer = Peer(kind)
    peer.open()
    handle = {"__handle__": uploaded(peer)}
    frame = msgpack.packb({"op": "add", "args": [handle, handle], "kwargs": {}})
    sockets = [peer.context.socket(zmq.REQ) for _ in range(CLIENTS)]
    for socket in sockets:
        socket.setsockopt(zmq.LINGER, 0)
        socket.connect(peer.url)

    def exchange(rounds: int) -> None:
        replies = []
        for socket in sockets:
            socket.send(frame)
        for k in range(rounds):
            for socket in sockets:
                replies.append(socket.recv())
                if k + 1 < rounds:
                    socket.send(frame)
        peer.free(*(msgpack.unpackb(reply, raw=False)["result"]["id"] for reply in replies))

    exchange(1000 // CLIENTS)
    began = time.perf_counter()
    exchange(REQUESTS)
    seconds = time.perf_counter() - began
    for socket in sockets:
        socket.close()
    peer.stop()
    return seconds / (REQUESTS * CLIENTS)


def of_own_servers(kind: str) -> float:
    """Seconds per request of a client, with as many others at work on servers of their own."""
    peers = [Peer(kind) for _ in range(CLIENTS)]
    for peer in peers:
        peer.open()
    clients = [
        subprocess.Popen([sys.executable, "-c", CLIENT, peer.url, uploaded(peer), str(REQUESTS)],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for peer in peers
    ]
    for client in clients:
        client.stdout.readline()
    began = time.perf_counter()
    for client in clients:
        client.stdin.write(b"\n")
        client.stdin.flush()
    for client in clients:
        if client.wait() != 0:
            raise RuntimeError("a client failed")
    seconds = time.perf_counter() - began
    for peer in peers:
        peer.stop()
    return seconds / (2 * REQUESTS * CLIENTS)


ROWS = {f"{CLIENTS} clients of one server": of_one_server, f"{CLIENTS} clients, a server each": of_own_servers}


def bench_clients(args, results) -> None:
    """Small additions on behalf of several clients; the time is that of the whole by the number of requests."""
    for release in args.release:
        compare("clients", release, ROWS, lambda kind, name: ROWS[name](f"{kind}-{release}"), args.rounds, results)
