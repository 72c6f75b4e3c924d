"""Prints native/ufunc/single_tables.h: tables of the float32 kernels that work piece by piece (needs mpmath).

Each piece has a centre whose function value is very nearly a float32 (so that the value in the table costs no accuracy)
and a polynomial in the distance from it. Usage: python single_tables.py | clang-format > native/ufunc/single_tables.h
"""

import struct

import mpmath as mp

mp.mp.dps = 40


def bits(x) -> int:
    return struct.unpack("I", struct.pack("f", float(x)))[0]


def from_bits(b: int) -> mp.mpf:
    return mp.mpf(struct.unpack("f", struct.pack("I", b))[0])


def float32(x) -> mp.mpf:
    return from_bits(bits(x))


def rounding(x):
    """What rounding to float32 costs, in units of the last place."""
    e = mp.floor(mp.log(abs(x), 2))
    return abs(x - float32(x)) / mp.mpf(2) ** (e - 23)


def centre(low, high, functions):
    """A float32 near the middle at which all functions are nearly float32."""
    middle = bits((low + high) / 2)
    reach = (bits(high) - bits(low)) // 40
    near = [from_bits(b) for b in range(middle - min(reach, 3000), middle + min(reach, 3000))]
    return min(near, key=lambda c: max(rounding(f(c)) for f in functions))


def slope(f, c, reach, count):
    """Coefficients of (f(c + t) - f(c)) / t for t in `reach`, lowest power first."""
    at = f(c)

    def quotient(t):
        return (f(c + t) - at) / t if abs(t) > mp.mpf("1e-15") else mp.diff(f, c)

    # What a fit finds of powers that an odd function has none of is noise.
    return [a if abs(a) > 1e-25 else mp.mpf(0) for a in reversed(mp.chebyfit(quotient, reach, count))]


def table(name, values) -> None:
    body = ", ".join(float(float32(v)).hex() + "f" for v in values)
    print(f"inline constexpr float {name}[{len(values)}] = {{{body}}};")


def coefficients(name, rows) -> None:
    """One table per power."""
    print(f"inline constexpr float {name}[{len(rows[0])}][{len(rows)}] = {{")
    for column in zip(*rows):
        print("{" + ", ".join(float(float32(v)).hex() + "f" for v in column) + "},")
    print("};")


def tanh_tables() -> None:
    pieces = [(mp.mpf(0), mp.mpf("0.125"))]
    start = mp.mpf("0.125")
    while start < 8:
        pieces += [(start, start * 3 / 2), (start * 3 / 2, start * 2)]
        start *= 2
    pieces.append((mp.mpf(8), mp.mpf(12)))
    centres, values, slopes = [], [], []
    for low, high in pieces:
        c = mp.mpf(0) if low == 0 else centre(low, high, [mp.tanh])
        centres.append(c)
        values.append(mp.tanh(c))
        slopes.append(slope(mp.tanh, c, (-high, high) if low == 0 else (low - c, high - c), 7))
    for rows, beyond in ((centres, mp.mpf(12)), (values, mp.mpf(1)), (slopes, [mp.mpf(0)] * 7)):
        rows.extend([beyond] * (16 - len(rows)))
    print("/// tanh: from zero to 1/8, two pieces per power of two from there to 12, and one.")
    table("kTanhCentre", centres)
    table("kTanhValue", values)
    coefficients("kTanhSlope", slopes)


def arctan_tables() -> None:
    step = mp.mpf(1) / 15
    centres, near, far, slopes = [], [], [], []
    for i in range(16):
        low, high = (i - mp.mpf("0.5")) * step, min((i + mp.mpf("0.5")) * step, mp.mpf(1))
        # Zero and one give the angles everyone knows.
        c = mp.mpf(i // 15) if i % 15 == 0 else centre(i * step - step / 20, i * step + step / 20,
                                                       [mp.atan, lambda x: mp.pi / 2 - mp.atan(x)])
        centres.append(c)
        near.append(mp.atan(c))
        far.append(mp.pi / 2 - mp.atan(c))
        slopes.append(slope(mp.atan, c, (low - c, high - c), 5))
    print("\n/// arctan: sixteen tangents, their angles from either axis.")
    table("kAngleTangent", centres)
    table("kAngleNear", near)
    table("kAngleFar", far)
    coefficients("kAngleSlope", slopes)


def power_tables() -> None:
    """
    Pieces of m, 0.68 <= m < 1.36, with reciprocals so short that m times one of them, less one, is a float32.
    """
    offset = 0x3F300000 - (1 << 17)
    inverse, high, low = [], [], []
    for i in range(32):
        ends = [from_bits(offset + (i << 18)), from_bits(offset + ((i + 1) << 18) - 1)]
        c = (ends[0] + ends[1]) / 2
        unit = 32 if c < mp.mpf("0.99") else 64
        r = mp.mpf(1) if ends[0] <= 1 <= ends[1] else mp.nint(unit / c) / unit
        assert all(abs(end * r - 1) < mp.mpf(2) ** -5 for end in ends)
        h = mp.nint(-mp.log(r, 2) * 2**15) / 2**15
        inverse.append(r)
        high.append(h)
        low.append(-mp.log(r, 2) - h)
    print("\n/// Powers: reciprocals, and the binary logarithms of their inverses, the first parts multiples of 2^-15.")
    table("kShortInverse", inverse)
    table("kShortLogHigh", high)
    table("kShortLogLow", low)
    print(f"inline constexpr int32_t kShortOffset = {hex(offset)};")
    series = [(-1) ** n / (mp.log(2) * (n + 1)) for n in range(2)]
    rest = list(reversed(mp.chebyfit(
        lambda r: ((mp.log1p(r) / mp.log(2) - series[0] * r - series[1] * r * r) / r**3 if abs(r) > mp.mpf("1e-9")
                   else 1 / (3 * mp.log(2))), (-mp.mpf("0.0265"), mp.mpf("0.0265")), 4)))
    print("\n/// log2(1 + r) / r for |r| < 0.0265: two coefficients in two parts, and those that follow.")
    table("kShortLog", series)
    table("kShortLogRest", [c - float32(c) for c in series])
    table("kShortLogCurve", rest)
    print("\n/// (2^r - 1) / r for |r| <= 1/2.")
    table("kShortExp2", list(reversed(mp.chebyfit(
        lambda r: mp.expm1(r * mp.log(2)) / r if abs(r) > mp.mpf("1e-15") else mp.log(2),
        (-mp.mpf("0.5"), mp.mpf("0.5")), 6))))


print("// Tables of the float32 kernels that work piece by piece; printed by scripts/kernels/single_tables.py.")
print('#pragma once\n\n#include <cstdint>\n\n#include "core/isa.h"\n\nnamespace fs::inline FS_ISA {\n')
tanh_tables()
arctan_tables()
power_tables()
print("\n}  // namespace fs::inline FS_ISA")
