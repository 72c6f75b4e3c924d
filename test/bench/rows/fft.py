"""Fourier transforms: powers of two, round and prime lengths, planes, batches."""

from __future__ import annotations

from rows.row import A, Row


def fft_rows() -> list[Row]:
    rows = []

    def add(label: str, op: str, dtype: str, *shape: int, **kwargs) -> None:
        rows.append(Row("fft", label, ((dtype, shape),), f"fft.{op}", (A,), kwargs, limit=1.1))

    for name, n in (("2^12", 2**12), ("2^20", 2**20), ("10^6", 10**6), ("10007", 10007)):
        for dtype in ("complex128", "float64", "complex64", "float32"):
            add(f"fft {name} {dtype}", "fft", dtype, n)
        add(f"ifft {name} complex128", "ifft", "complex128", n)
        add(f"rfft {name} float64", "rfft", "float64", n)
        add(f"rfft {name} float32", "rfft", "float32", n)
        add(f"irfft {name} complex128", "irfft", "complex128", n // 2 + 1, n=n)
    for dtype in ("complex128", "float64", "complex64", "float32"):
        add(f"fft2 512x512 {dtype}", "fft2", dtype, 512, 512)
        add(f"fft 1000x64 {dtype}", "fft", dtype, 1000, 64)
        add(f"fft 64x1000 along axis 0 {dtype}", "fft", dtype, 64, 1000, axis=0)
        add(f"fft 256x1024 {dtype}", "fft", dtype, 256, 1024)
    add("ifft2 512x512 complex128", "ifft2", "complex128", 512, 512)
    add("rfft2 512x512 float64", "rfft2", "float64", 512, 512)
    add("irfft2 512x257 complex128", "irfft2", "complex128", 512, 257)
    add("fftn 64x64x64 complex128", "fftn", "complex128", 64, 64, 64)
    add("hfft 2049 complex128", "hfft", "complex128", 2049)
    add("ihfft 2^12 float64", "ihfft", "float64", 4096)
    add("fftshift 512x512 float64", "fftshift", "float64", 512, 512)
    rows.append(Row("fft", "fftfreq 10^5", (), "fft.fftfreq", (10**5,), limit=1.1))
    return rows
