// Polynomials and tables of the vector kernels; printed by scripts/kernels/coefficients.py.
#pragma once

#include <cstdint>

#include "core/isa.h"

namespace fs::inline FS_ISA {

/// (exp(r) - 1 - r) / r^2 for |r| <= ln(2)/2; lowest power first.
template <class T>
struct kExpTailOf;
template <>
struct kExpTailOf<double> {
  static constexpr double c[] = {0x1.0000000000001p-1,  0x1.5555555555556p-3,  0x1.5555555553b6cp-5,
                                 0x1.1111111110918p-7,  0x1.6c16c1794e1dcp-10, 0x1.a01a01a83ba17p-13,
                                 0x1.a019b621f9d08p-16, 0x1.71de0be2b5e96p-19, 0x1.2894f52583578p-22,
                                 0x1.af3ce42b12b24p-26};
};
template <>
struct kExpTailOf<float> {
  static constexpr float c[] = {0x1.0000000000000p-1f, 0x1.5554d80000000p-3f, 0x1.5555160000000p-5f,
                                0x1.12106c0000000p-7f, 0x1.6d16060000000p-10f};
};
template <class T>
inline constexpr auto& kExpTail = kExpTailOf<T>::c;

/// The same to 40 bits, for float32 results; lowest power first.
template <class T>
struct kExpShortOf;
template <>
struct kExpShortOf<double> {
  static constexpr double c[] = {0x1.0000000c4592ep-1, 0x1.5555555ac911fp-3,  0x1.5554e4aacef45p-5,
                                 0x1.1110df02bfbecp-7, 0x1.6d4920bf2569bp-10, 0x1.a12a42f159d0ep-13};
};
template <class T>
inline constexpr auto& kExpShort = kExpShortOf<T>::c;

/// (log((1 + s) / (1 - s)) - 2 s) / s^3 in s^2, for |s| <= 0.1717; lowest power first.
template <class T>
struct kLogOddOf;
template <>
struct kLogOddOf<double> {
  static constexpr double c[] = {0x1.5555555555558p-1, 0x1.999999999523ep-2, 0x1.2492492e03734p-2,
                                 0x1.c71c62ce599c7p-3, 0x1.7462bb40a0181p-3, 0x1.39fd85b6dc092p-3,
                                 0x1.2b62d7ad6afd1p-3};
};
template <>
struct kLogOddOf<float> {
  static constexpr float c[] = {0x1.5555560000000p-1f, 0x1.9999ec0000000p-2f, 0x1.245c1a0000000p-2f,
                                0x1.ddd7c20000000p-3f};
};
template <class T>
inline constexpr auto& kLogOdd = kLogOddOf<T>::c;

/// (log(1 + r) - r + r^2 / 2) / r^3 for |r| <= 0.04; lowest power first.
template <class T>
struct kLogCubicOf;
template <>
struct kLogCubicOf<double> {
  static constexpr double c[] = {0x1.5555555555555p-2,  -0x1.0000000000000p-2, 0x1.99999999992a6p-3,
                                 -0x1.5555555554ee1p-3, 0x1.2492492d0e9fep-3,  -0x1.00000007e13c5p-3,
                                 0x1.c71bfdccba393p-4,  -0x1.99992de72b708p-4, 0x1.75a0754468755p-4,
                                 -0x1.56819bfedef01p-4};
};
template <class T>
inline constexpr auto& kLogCubic = kLogCubicOf<T>::c;

/// (log(1 + r) - r) / r^2 for |r| <= 0.04, to 40 bits; lowest power first.
template <class T>
struct kLogSquareOf;
template <>
struct kLogSquareOf<double> {
  static constexpr double c[] = {-0x1.0000000023408p-1, 0x1.555555559401ap-2,  -0x1.ffffe7cbcb935p-3,
                                 0x1.99998415a17dep-3,  -0x1.55f2d8b66f772p-3, 0x1.251e4d521bb3ep-3};
};
template <class T>
inline constexpr auto& kLogSquare = kLogSquareOf<T>::c;

/// (atan(t) - t) / t^3 in t^2, for |t| <= tan(pi/8); lowest power first.
template <class T>
struct kAtanOddOf;
template <>
struct kAtanOddOf<double> {
  static constexpr double c[] = {-0x1.5555555555555p-2, 0x1.9999999999952p-3,  -0x1.249249248d739p-3,
                                 0x1.c71c71c2fc236p-4,  -0x1.745d165c497f3p-4, 0x1.3b1392a9c2d8bp-4,
                                 -0x1.110e84aa36d9dp-4, 0x1.e199c62156609p-5,  -0x1.ac7858539e493p-5,
                                 0x1.74d3a7b43351ap-5,  -0x1.1b1992aa413c9p-5, 0x1.0a997ba33c1dbp-6};
};
template <>
struct kAtanOddOf<float> {
  static constexpr float c[] = {-0x1.5555560000000p-2f, 0x1.99997a0000000p-3f,  -0x1.248a100000000p-3f,
                                0x1.c57a940000000p-4f,  -0x1.613c1c0000000p-4f, 0x1.9d60fa0000000p-5f};
};
template <class T>
inline constexpr auto& kAtanOdd = kAtanOddOf<T>::c;

/// (sin(t) - t) / t^3 in t^2, for |t| <= pi/4; lowest power first.
template <class T>
struct kSinOddOf;
template <>
struct kSinOddOf<float> {
  static constexpr float c[] = {-0x1.5555520000000p-3f, 0x1.110c260000000p-7f, -0x1.9ac8560000000p-13f};
};
template <class T>
inline constexpr auto& kSinOdd = kSinOddOf<T>::c;

/// (cos(t) - 1 + t^2 / 2) / t^4 in t^2, for |t| <= pi/4; lowest power first.
template <class T>
struct kCosEvenOf;
template <>
struct kCosEvenOf<float> {
  static constexpr float c[] = {0x1.5555540000000p-5f, -0x1.6c12d00000000p-10f, 0x1.9bd7860000000p-16f};
};
template <class T>
inline constexpr auto& kCosEven = kCosEvenOf<T>::c;

/// (tan(t) - t) / t^3 in t^2, for |t| <= pi/4; lowest power first.
template <class T>
struct kTanOddOf;
template <>
struct kTanOddOf<double> {
  static constexpr double c[] = {0x1.55555555e9585p-2, 0x1.11110fe227bc1p-3,   0x1.ba1c6c879372ep-5,
                                 0x1.663555154de6ep-6, 0x1.2414286013fd0p-7,   0x1.b91da63acf6d2p-9,
                                 0x1.0bc6cc83351dap-9, -0x1.10356e98e71abp-12, 0x1.b55a1be545e01p-11};
};
template <class T>
inline constexpr auto& kTanOdd = kTanOddOf<T>::c;

/// m^(-1/3) for 1 <= m < 2; lowest power first.
template <class T>
struct kRootStartOf;
template <>
struct kRootStartOf<double> {
  static constexpr double c[] = {0x1.c713e2847cbe6p+0,  -0x1.8dd4bd7d34771p+0, 0x1.3a267a3d49ad4p+0,
                                 -0x1.2c4b958d54c08p-1, 0x1.37ce9e9ed0a1dp-3,  -0x1.0e87006cbe6bbp-6};
};
template <>
struct kRootStartOf<float> {
  static constexpr float c[] = {0x1.89aaa80000000p+0f, -0x1.9a40aa0000000p-1f, 0x1.3f54e40000000p-2f,
                                -0x1.8e66e80000000p-5f};
};
template <class T>
inline constexpr auto& kRootStart = kRootStartOf<T>::c;

/// Constants in two parts, the first short enough for exact products with small integers.
template <class T>
struct Ln2Of;
template <>
struct Ln2Of<double> {
  static constexpr double high = 0x1.62e42fefa3800p-1, low = 0x1.ef35793c76730p-45;
};
template <>
struct Ln2Of<float> {
  static constexpr float high = 0x1.62e4000000000p-1f, low = 0x1.7f7d1c0000000p-20f;
};
template <class T>
using Ln2 = Ln2Of<T>;

template <class T>
struct Log10Of2Of;
template <>
struct Log10Of2Of<double> {
  static constexpr double high = 0x1.34413509f7800p-2, low = 0x1.fef311f12b358p-46;
};
template <>
struct Log10Of2Of<float> {
  static constexpr float high = 0x1.3440000000000p-2f, low = 0x1.3509f80000000p-18f;
};
template <class T>
using Log10Of2 = Log10Of2Of<T>;

template <class T>
struct QuarterPiOf;
template <>
struct QuarterPiOf<double> {
  static constexpr double high = 0x1.921fb54442d18p-1, low = 0x1.1a62633145c07p-55;
};
template <>
struct QuarterPiOf<float> {
  static constexpr float high = 0x1.921fb00000000p-1f, low = 0x1.5110b40000000p-23f;
};
template <class T>
using QuarterPi = QuarterPiOf<T>;

/// Constants rounded, with what rounding left.
template <class T>
struct Log2OfEOf;
template <>
struct Log2OfEOf<double> {
  static constexpr double high = 0x1.71547652b82fep+0, low = 0x1.777d0ffda0d24p-56;
};
template <>
struct Log2OfEOf<float> {
  static constexpr float high = 0x1.7154760000000p+0f, low = 0x1.4ae0c00000000p-26f;
};
template <class T>
using Log2OfE = Log2OfEOf<T>;

template <class T>
struct Log10OfEOf;
template <>
struct Log10OfEOf<double> {
  static constexpr double high = 0x1.bcb7b1526e50ep-2, low = 0x1.95355baaafad3p-57;
};
template <>
struct Log10OfEOf<float> {
  static constexpr float high = 0x1.bcb7b00000000p-2f, low = 0x1.526e500000000p-26f;
};
template <class T>
using Log10OfE = Log10OfEOf<T>;

/// Tables of the power function: 1/c, log(c) in two parts, and the first bits of the first interval.
inline constexpr double kPowerInverse[16] = {
    0x1.6300000000000p+0, 0x1.5400000000000p+0, 0x1.4700000000000p+0, 0x1.3a00000000000p+0,
    0x1.2e00000000000p+0, 0x1.2400000000000p+0, 0x1.1a00000000000p+0, 0x1.1000000000000p+0,
    0x1.0800000000000p+0, 0x1.0000000000000p+0, 0x1.e000000000000p-1, 0x1.c600000000000p-1,
    0x1.ae00000000000p-1, 0x1.9800000000000p-1, 0x1.8400000000000p-1, 0x1.7200000000000p-1};
inline constexpr double kPowerLogHigh[16] = {-0x1.4ec9732600000p-2, -0x1.22941fbcf8000p-2,
                                             -0x1.f550a564b8000p-3, -0x1.a23bc1fe2c000p-3,
                                             -0x1.526e5e3a1c000p-3, -0x1.0d77e7cd08000p-3,
                                             -0x1.8c345d6318000p-4, -0x1.f0a30c0118000p-5,
                                             -0x1.f829b0e780000p-6, 0x0.0p+0,
                                             0x1.08598b59e4000p-4,  0x1.ec739830a0000p-4,
                                             0x1.6574ebe8c2000p-3,  0x1.d1037f2656000p-3,
                                             0x1.1bf99635a7000p-2,  0x1.4c9e09e173000p-2};
inline constexpr double kPowerLogLow[16] = {-0x1.34d7aaf04d104p-45, 0x1.a6976f5eb0963p-44,
                                            0x1.323e3a09202fep-45,  0x1.539cd91dc9f0bp-44,
                                            0x1.790ba37fc5238p-44,  -0x1.cb2cd2ee2f482p-44,
                                            -0x1.b20f5acb42a66p-44, 0x1.d599e83368e91p-45,
                                            -0x1.980267c7e09e4p-45, 0x0.0p+0,
                                            -0x1.7e5dd7009902cp-46, 0x1.11fcba80cdd10p-44,
                                            -0x1.98c1d34f0f462p-44, -0x1.84a7e75b6f6e4p-47,
                                            -0x1.1ac89575c2125p-44, -0x1.e20891b0ad8a4p-45};
inline constexpr int64_t kPowerOffset = 0x3fe6955500000000;

/// pi/2 in three parts for float32 arguments.
inline constexpr float kHalfPi[3] = {0x1.921fb60000000p+0f, -0x1.777a5c0000000p-25f, -0x1.ee59da0000000p-50f};

}  // namespace fs::inline FS_ISA
