"""Large matrix products: requests to this server against OpenBLAS called alone, with the matrices already in memory."""

from __future__ import annotations

import ctypes
import statistics
import time

import msgpack
import numpy as np
from servers import ROOT, Peer

LIBRARY = ROOT / ".deps/openblas/lib/libscipy_openblas64_.so"
ROW_MAJOR, NO_TRANSPOSE = 101, 111
SIZES = (1024, 1536, 2048)
FUNCTIONS = {"float64": ("scipy_cblas_dgemm64_", ctypes.c_double), "float32": ("scipy_cblas_sgemm64_", ctypes.c_float)}


class Alone:
    """OpenBLAS in this process, on one thread."""

    def __init__(self, dtype: str, a: np.ndarray, b: np.ndarray) -> None:
        library = ctypes.CDLL(str(LIBRARY))
        name, self.real = FUNCTIONS[dtype]
        self.function = getattr(library, name)
        self.function.restype = None
        self.a, self.b, self.c = a, b, np.empty_like(a)

    def measure(self) -> float:
        n = ctypes.c_int64(len(self.a))
        at = lambda matrix: ctypes.c_void_p(matrix.ctypes.data)  # noqa: E731
        began = time.perf_counter()
        self.function(
            ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, n, n, n, self.real(1), at(self.a), n, at(self.b), n, self.real(0), at(self.c), n
        )
        return time.perf_counter() - began


def bench_gemm(args, results) -> None:
    """Round trips of `matmul`; the share of OpenBLAS's own rate that a client sees."""
    release = args.release[-1]
    native = Peer(f"native-{release}", args.pin)
    native.open()
    print(f"\n{'matmul against OpenBLAS alone':34} {'native':>10} {'alone':>10} {'rate':>7}  spread")
    for dtype in FUNCTIONS:
        for size in SIZES:
            rng = np.random.default_rng(size)
            a, b = (rng.random((size, size)).astype(dtype) for _ in range(2))
            alone = Alone(dtype, a, b)
            handles = [native.upload(matrix.tobytes(), matrix.shape, dtype) for matrix in (a, b)]
            frame = msgpack.packb({"op": "matmul", "args": handles, "kwargs": {}})

            def request() -> float:
                began = time.perf_counter()
                raw = native.raw(frame)
                taken = time.perf_counter() - began
                native.free(msgpack.unpackb(raw, raw=False, strict_map_key=False)["result"]["id"])
                return taken

            request(), alone.measure()
            rounds = [(min(request() for _ in range(3)), min(alone.measure() for _ in range(3))) for _ in range(max(args.rounds, 5))]
            shares = sorted(blas / served for served, blas in rounds)
            share = statistics.median(shares)
            served, blas = (statistics.median(times) * 1e6 for times in zip(*rounds))
            print(f"{f'{size} {dtype}':34} {served:9.1f}u {blas:9.1f}u {share:7.3f}  {shares[0]:.2f}-{shares[-1]:.2f}", flush=True)
            results.append({"row": f"matmul {size} {dtype} against OpenBLAS", "share": share, "native": served, "alone": blas})
            native.free(*(handle["__handle__"] for handle in handles))
    native.stop()
