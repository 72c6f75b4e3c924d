"""Prints native/ufunc/coefficients.h: near-minimax polynomials and tables for the vector kernels (needs mpmath).

Each polynomial is the Chebyshev interpolant of the function named in its row, fitted in 60 digits and rounded to the
element type. Usage: python coefficients.py | clang-format > native/ufunc/coefficients.h
"""

import struct

import mpmath as mp

mp.mp.dps = 60


def float32(x) -> float:
    return struct.unpack("f", struct.pack("f", float(x)))[0]


def literal(x, single: bool) -> str:
    value = float32(x) if single else float(x)
    return value.hex() + ("f" if single else "")


def series(f, at_zero, cut=mp.mpf("1e-9")):
    """f with its removable singularity at zero filled by the first terms of its series."""
    return lambda x: f(x) if abs(x) > cut else sum(c * x**i for i, c in enumerate(at_zero))


def tail(x):  # (exp(x) - 1 - x) / x^2
    return mp.nsum(lambda n: x**n / mp.factorial(n + 2), [0, mp.inf]) if abs(x) < 0.01 else (mp.expm1(x) - x) / x**2


def log_odd(z):  # (2 atanh(s) / s - 2) / s^2 with z = s^2
    s = mp.sqrt(z)
    return (2 * mp.atanh(s) / s - 2) / z


def log_cubic(r):  # (log(1 + r) - r + r^2 / 2) / r^3
    return (mp.log1p(r) - r + r * r / 2) / r**3


def atan_odd(z):  # (atan(t) / t - 1) / t^2 with z = t^2
    t = mp.sqrt(z)
    return (mp.atan(t) / t - 1) / z


def sin_odd(z):
    t = mp.sqrt(z)
    return (mp.sin(t) / t - 1) / z


def cos_even(z):
    return (mp.cos(mp.sqrt(z)) - 1 + z / 2) / z**2


def tan_odd(z):
    t = mp.sqrt(z)
    return (mp.tan(t) / t - 1) / z


def third(i):
    return [mp.mpf(2) / (2 * i + 3)]


HALF_LN2 = mp.log(2) / 2 * mp.mpf("1.01")
LOG_Z = (mp.mpf("0.1717")) ** 2
ATAN_Z = (mp.mpf(1) / 30) ** 2 * mp.mpf("1.01")
TRIG_Z = (mp.pi / 4) ** 2 * mp.mpf("1.001")

# name, comment, function, interval, number of coefficients for double and float (0: not needed)
ROWS = [
    ("kExpTail", "(exp(r) - 1 - r) / r^2 for |r| <= ln(2)/2", series(tail, [mp.mpf(1) / 2, mp.mpf(1) / 6]),
     (-HALF_LN2, HALF_LN2), 10, 5),
    ("kLogOdd", "(log((1 + s) / (1 - s)) - 2 s) / s^3 in s^2, for |s| <= 0.1717",
     series(log_odd, [mp.mpf(2) / 3, mp.mpf(2) / 5]), (0, LOG_Z), 7, 4),
    ("kLogCubic", "(log(1 + r) - r + r^2 / 2) / r^3 for |r| <= 0.04",
     series(log_cubic, [mp.mpf(1) / 3, -mp.mpf(1) / 4]), (-mp.mpf("0.04"), mp.mpf("0.04")), 10, 0),
    ("kLog2Short", "log2(1 + r) / r for |r| <= 0.0375, to 40 bits",
     series(lambda r: mp.log1p(r) / r / mp.log(2), [1 / mp.log(2), -1 / mp.log(4)]),
     (-mp.mpf("0.0375"), mp.mpf("0.0375")), 6, 0),
    ("kAtanOdd", "(atan(t) - t) / t^3 in t^2, for |t| <= 1/30",
     series(atan_odd, [-mp.mpf(1) / 3, mp.mpf(1) / 5]), (0, ATAN_Z), 5, 2),
    ("kSinOdd", "(sin(t) - t) / t^3 in t^2, for |t| <= pi/4",
     series(sin_odd, [-mp.mpf(1) / 6, mp.mpf(1) / 120]), (0, TRIG_Z), 0, 3),
    ("kCosEven", "(cos(t) - 1 + t^2 / 2) / t^4 in t^2, for |t| <= pi/4",
     series(cos_even, [mp.mpf(1) / 24, -mp.mpf(1) / 720]), (0, TRIG_Z), 0, 3),
    ("kTanOdd", "(tan(t) - t) / t^3 in t^2, for |t| <= pi/4",
     series(tan_odd, [mp.mpf(1) / 3, mp.mpf(2) / 15]), (0, TRIG_Z), 9, 0),
    ("kRootStart", "m^(-1/3) for 1 <= m < 2", lambda m: m ** (-mp.mpf(1) / 3), (1, 2), 6, 4),
]


def polynomial(f, interval, count):
    return list(reversed(mp.chebyfit(f, interval, count)))


def row(name, comment, values_d, values_f) -> None:
    print(f"/// {comment}; lowest power first.")
    print(f"template <class T>\nstruct {name}Of;")
    for kind, single, values in (("double", False, values_d), ("float", True, values_f)):
        if not values:
            continue
        body = ", ".join(literal(v, single) for v in values)
        print(f"template <>\nstruct {name}Of<{kind}> {{")
        print(f"static constexpr {kind} c[] = {{{body}}}; }};")
    print(f"template <class T>\ninline constexpr auto& {name} = {name}Of<T>::c;\n")


def power_table() -> None:
    """Centres of 16 intervals of [0.7, 1.4): reciprocals of at most eight bits and the logarithms of their inverses."""
    offset = 0x3FE6955500000000
    inverse, high, low, binary = [], [], [], []
    for i in range(16):
        start = offset + (i << 48)
        ends = [struct.unpack("d", struct.pack("Q", b))[0] for b in (start, start + (1 << 48) - 1)]
        # The interval that holds 1 must keep it as its centre: logarithms near zero need their relative precision.
        around_one = ends[0] <= 1 < ends[1]
        c = mp.mpf(1) if around_one else (mp.mpf(ends[0]) + mp.mpf(ends[1])) / 2
        r = mp.nint(256 / c) / 256
        logc = -mp.log(r)
        h = mp.nint(logc * mp.mpf(2) ** 42) / mp.mpf(2) ** 42
        inverse.append(r)
        high.append(h)
        low.append(logc - h)
        binary.append(logc / mp.log(2))
    tables = (("kPowerInverse", inverse), ("kPowerLogHigh", high), ("kPowerLogLow", low), ("kPowerLog2", binary))
    for name, values in tables:
        print(f"inline constexpr double {name}[16] = {{{', '.join(literal(v, False) for v in values)}}};")
    print(f"inline constexpr int64_t kPowerOffset = {hex(offset)};")


def arctan_tables() -> None:
    """Sixteen tangents and their angles in two parts, the first a multiple of the unit of QuarterPi's."""
    for kind, single, unit in (("double", False, mp.mpf(2) ** -50), ("float", True, mp.mpf(2) ** -21)):
        centres = [mp.mpf(float32(mp.mpf(i) / 15) if single else float(mp.mpf(i) / 15)) for i in range(16)]
        angles = [mp.atan(c) for c in centres]
        high = [mp.nint(angle / unit) * unit for angle in angles]
        low = [angle - h for angle, h in zip(angles, high)]
        for name, values in (("kArctanCentre", centres), ("kArctanHigh", high), ("kArctanLow", low)):
            if kind == "double":
                print(f"template <class T>\ninline constexpr T {name}[16] = {{}};")
            body = ", ".join(literal(v, single) for v in values)
            print(f"template <>\ninline constexpr {kind} {name}<{kind}>[16] = {{{body}}};")


def split(name, value, bits) -> None:
    """A constant in parts; the first has so many bits that its products with small integers are exact."""
    for kind, single, keep in (("double", False, bits[0]), ("float", True, bits[1])):
        e = mp.floor(mp.log(value, 2))
        unit = mp.mpf(2) ** (e + 1 - keep)
        h = mp.floor(value / unit) * unit
        print(f"template <>\nstruct {name}Of<{kind}> {{ static constexpr {kind} high = {literal(h, single)}, "
              f"low = {literal(value - h, single)}; }};")


def main() -> None:
    print("// Polynomials and tables of the vector kernels; printed by scripts/kernels/coefficients.py.")
    print("#pragma once\n\n#include <cstdint>\n\n#include \"core/isa.h\"\n\nnamespace fs::inline FS_ISA {\n")
    for name, comment, f, interval, count_d, count_f in ROWS:
        row(name, comment, polynomial(f, interval, count_d) if count_d else [],
            polynomial(f, interval, count_f) if count_f else [])
    print("/// Constants in two parts, the first short enough for exact products with small integers.")
    for name, value, bits in (
        ("Ln2", mp.log(2), (42, 15)),
        ("Log10Of2", mp.log10(2), (42, 15)),
        ("QuarterPi", mp.pi / 4, (50, 21)),
    ):
        print(f"template <class T>\nstruct {name}Of;")
        split(name, value, bits)
        print(f"template <class T>\nusing {name} = {name}Of<T>;\n")
    print("/// Constants rounded, with what rounding left.")
    for name, value in (("Log2OfE", 1 / mp.log(2)), ("Log10OfE", 1 / mp.log(10))):
        print(f"template <class T>\nstruct {name}Of;")
        split(name, value, (53, 24))
        print(f"template <class T>\nusing {name} = {name}Of<T>;\n")
    print("/// Tables of the power function: 1/c, log(c) in two parts, and the first bits of the first interval.")
    power_table()
    print("\n/// Tables of the arctangents: tangents, and their angles in two parts.")
    arctan_tables()
    print("\n/// pi/2 in three parts for float32 arguments.")
    parts, rest = [], mp.pi / 2
    for _ in range(3):
        parts.append(float32(rest))
        rest -= mp.mpf(parts[-1])
    print(f"inline constexpr float kHalfPi[3] = {{{', '.join(literal(p, True) for p in parts)}}};")
    print("\n}  // namespace fs::inline FS_ISA")


main()
