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

/// log2(1 + r) / r for |r| <= 0.0375, to 40 bits; lowest power first.
template <class T>
struct kLog2ShortOf;
template <>
struct kLog2ShortOf<double> {
  static constexpr double c[] = {0x1.71547652cbe9ap+0,  -0x1.71547652dab55p-1, 0x1.ec708e5ac6d8dp-2,
                                 -0x1.715468d6d20d2p-2, 0x1.27e8dff41ae9cp-2,  -0x1.ed384ea101cbdp-3};
};
template <class T>
inline constexpr auto& kLog2Short = kLog2ShortOf<T>::c;

/// (atan(t) - t) / t^3 in t^2, for |t| <= 1/30; lowest power first.
template <class T>
struct kAtanOddOf;
template <>
struct kAtanOddOf<double> {
  static constexpr double c[] = {-0x1.5555555555555p-2, 0x1.99999999997edp-3, -0x1.24924921a8eb2p-3,
                                 0x1.c71c3902b4342p-4, -0x1.737b2720482aap-4};
};
template <>
struct kAtanOddOf<float> {
  static constexpr float c[] = {-0x1.5555540000000p-2f, 0x1.99459c0000000p-3f};
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
inline constexpr double kPowerLog2[16] = {-0x1.e2fed3d097298p-2, -0x1.a33760a7f6051p-2,
                                          -0x1.699f5248cd4b8p-2, -0x1.2db10fc4d9aafp-2,
                                          -0x1.e840be74e6a4dp-3, -0x1.84c2bd02f03b3p-3,
                                          -0x1.1dcd197552b7bp-3, -0x1.663f6fac91316p-4,
                                          -0x1.6bad3758efd87p-5, 0x0.0p+0,
                                          0x1.7d60496cfbb4cp-4,  0x1.633a8bf437ce1p-3,
                                          0x1.01d9bbcfa61d4p-2,  0x1.4f6fbb2cec598p-2,
                                          0x1.99b072a96c6b2p-2,  0x1.dfdd89d586e2bp-2};
inline constexpr int64_t kPowerOffset = 0x3fe6955500000000;

/// Tables of the arctangents: tangents, and their angles in two parts.
template <class T>
inline constexpr T kArctanCentre[16] = {};
template <>
inline constexpr double kArctanCentre<double>[16] = {0x0.0p+0,
                                                     0x1.1111111111111p-4,
                                                     0x1.1111111111111p-3,
                                                     0x1.999999999999ap-3,
                                                     0x1.1111111111111p-2,
                                                     0x1.5555555555555p-2,
                                                     0x1.999999999999ap-2,
                                                     0x1.ddddddddddddep-2,
                                                     0x1.1111111111111p-1,
                                                     0x1.3333333333333p-1,
                                                     0x1.5555555555555p-1,
                                                     0x1.7777777777777p-1,
                                                     0x1.999999999999ap-1,
                                                     0x1.bbbbbbbbbbbbcp-1,
                                                     0x1.ddddddddddddep-1,
                                                     0x1.0000000000000p+0};
template <class T>
inline constexpr T kArctanHigh[16] = {};
template <>
inline constexpr double kArctanHigh<double>[16] = {0x0.0p+0,
                                                   0x1.10a9c765f3740p-4,
                                                   0x1.0f772d81fdc00p-3,
                                                   0x1.94441f8f72600p-3,
                                                   0x1.0adb5a7741c00p-2,
                                                   0x1.4978fa3269ee0p-2,
                                                   0x1.85a376b677dc0p-2,
                                                   0x1.bf1b30afc7320p-2,
                                                   0x1.f5b75f92c80e0p-2,
                                                   0x1.14b1dd5f90ce0p-1,
                                                   0x1.2d0ead6066398p-1,
                                                   0x1.43f7a7c1d53c8p-1,
                                                   0x1.5977a5103ea90p-1,
                                                   0x1.6d9d4bc9d5828p-1,
                                                   0x1.8079c6293aee0p-1,
                                                   0x1.921fb54442d18p-1};
template <class T>
inline constexpr T kArctanLow[16] = {};
template <>
inline constexpr double kArctanLow<double>[16] = {0x0.0p+0,
                                                  -0x1.c5004234bd66cp-52,
                                                  0x1.613e1959820e8p-52,
                                                  0x1.790a010116d8ap-52,
                                                  0x1.bb91e17b2b4f4p-53,
                                                  0x1.af6cd08630f7cp-55,
                                                  0x1.05437130f10cdp-58,
                                                  -0x1.3ea35dda0a974p-52,
                                                  -0x1.5bf2a9480edb0p-53,
                                                  0x1.908f09d368357p-54,
                                                  -0x1.66f8c84c29344p-52,
                                                  -0x1.52d60c9171315p-53,
                                                  0x1.441b084a317a8p-52,
                                                  -0x1.0ceccdd81fc31p-56,
                                                  -0x1.c2cfe75319506p-56,
                                                  0x1.1a62633145c07p-55};
template <>
inline constexpr float kArctanCentre<float>[16] = {0x0.0p+0f,
                                                   0x1.1111120000000p-4f,
                                                   0x1.1111120000000p-3f,
                                                   0x1.99999a0000000p-3f,
                                                   0x1.1111120000000p-2f,
                                                   0x1.5555560000000p-2f,
                                                   0x1.99999a0000000p-2f,
                                                   0x1.ddddde0000000p-2f,
                                                   0x1.1111120000000p-1f,
                                                   0x1.3333340000000p-1f,
                                                   0x1.5555560000000p-1f,
                                                   0x1.7777780000000p-1f,
                                                   0x1.99999a0000000p-1f,
                                                   0x1.bbbbbc0000000p-1f,
                                                   0x1.ddddde0000000p-1f,
                                                   0x1.0000000000000p+0f};
template <>
inline constexpr float kArctanHigh<float>[16] = {0x0.0p+0f,
                                                 0x1.10aa000000000p-4f,
                                                 0x1.0f77400000000p-3f,
                                                 0x1.9444000000000p-3f,
                                                 0x1.0adb600000000p-2f,
                                                 0x1.4979000000000p-2f,
                                                 0x1.85a3800000000p-2f,
                                                 0x1.bf1b400000000p-2f,
                                                 0x1.f5b7600000000p-2f,
                                                 0x1.14b1e00000000p-1f,
                                                 0x1.2d0eb00000000p-1f,
                                                 0x1.43f7b00000000p-1f,
                                                 0x1.5977a00000000p-1f,
                                                 0x1.6d9d500000000p-1f,
                                                 0x1.8079c00000000p-1f,
                                                 0x1.921fb00000000p-1f};
template <>
inline constexpr float kArctanLow<float>[16] = {0x0.0p+0f,
                                                -0x1.bd61620000000p-23f,
                                                -0x1.1933fc0000000p-23f,
                                                0x1.ff1e880000000p-23f,
                                                -0x1.2a6b0c0000000p-24f,
                                                -0x1.4cff1e0000000p-24f,
                                                -0x1.1e28300000000p-23f,
                                                -0x1.e6862a0000000p-23f,
                                                0x1.06d2ae0000000p-26f,
                                                -0x1.04ec4e0000000p-24f,
                                                -0x1.14b9320000000p-24f,
                                                -0x1.f958600000000p-23f,
                                                0x1.53abc40000000p-23f,
                                                -0x1.03cb980000000p-23f,
                                                0x1.8ede3e0000000p-23f,
                                                0x1.5110b40000000p-23f};

/// pi/2 in three parts for float32 arguments.
inline constexpr float kHalfPi[3] = {0x1.921fb60000000p+0f, -0x1.777a5c0000000p-25f, -0x1.ee59da0000000p-50f};

}  // namespace fs::inline FS_ISA
