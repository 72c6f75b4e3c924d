// Hypergeometric variates, as RandomState draws them.
#pragma once

#include "random/counts.h"

namespace fs::inline FS_ISA {

/// Urn by urn, for samples of at most 10. The quotients met on the way are kept.
class UrnSampling {
 public:
  void prepare(int64_t good, int64_t bad, int64_t sample) {
    rest_ = std::min(bad, good);
    others_ = bad + good - sample;
    sample_ = sample;
    for (uint32_t& known : known_) known = 0;
  }

  /// How many of the rarer kind are drawn.
  template <class G>
  int64_t draw(G& g) {
    if (rest_ > kExact) return draw_large(g);
    int64_t taken = 0;
    for (int64_t k = sample_; taken < rest_;) {
      const double sum = g.next_double() + share(k, taken);
      // The floor of the sum, which rounding can make 2.
      taken += (sum >= 1.0) + (sum >= 2.0);
      if (--k == 0) break;
    }
    return taken;
  }

 private:
  static constexpr int64_t kExact = int64_t{1} << 52;
  static constexpr int kMost = 10, kPlaces = 2 * kMost + 1;

  int64_t rest_, others_, sample_;
  uint32_t known_[kMost + 1];
  double kept_[kMost + 1][kPlaces];

  /// Of the rarer kind, among what is left with k to go.
  double share(int64_t k, int64_t taken) {
    if ((known_[k] >> taken & 1) != 0) return kept_[k][taken];
    known_[k] |= uint32_t{1} << taken;
    return kept_[k][taken] = static_cast<double>(rest_ - taken) / static_cast<double>(others_ + k);
  }

  /// Counts that doubles round.
  template <class G>
  int64_t draw_large(G& g) const {
    const auto rest = static_cast<double>(rest_);
    double y = rest;
    int64_t k = sample_;
    while (y > 0.0) {
      const double u = g.next_double();
      y -= static_cast<double>(to_count(std::floor(u + y / static_cast<double>(others_ + k))));
      if (--k == 0) break;
    }
    return to_count(rest - y);
  }
};

/// Ratio of uniforms HRUA (Stadlober 1990), for larger samples.
class RatioOfUniforms {
 public:
  void prepare(int64_t good, int64_t bad, int64_t sample) {
    fewer_ = std::min(good, bad);
    more_ = std::max(good, bad);
    const int64_t all = good + bad;
    m_ = std::min(sample, all - sample);
    const double d4 = static_cast<double>(fewer_) / static_cast<double>(all);
    const double d5 = 1.0 - d4;
    centre_ = static_cast<double>(m_) * d4 + 0.5;
    const double d7 = std::sqrt(static_cast<double>(all - m_) * static_cast<double>(sample) * d4 * d5 /
                                    static_cast<double>(all - 1) +
                                0.5);
    width_ = 1.7155277699214135 * d7 + 0.8989161620588988;
    const int64_t mode = to_count(std::floor(static_cast<double>(m_ + 1) * static_cast<double>(fewer_ + 1) /
                                             static_cast<double>(all + 2)));
    log_gamma_ = &WholeLogGamma::shared();
    height_ = weight(mode);
    end_ = std::min(static_cast<double>(std::min(m_, fewer_)) + 1.0, std::floor(centre_ + 16 * d7));
  }

  /// How many of the rarer kind are in the smaller part.
  template <class G>
  int64_t draw(G& g) const {
    for (;;) {
      const double x = g.next_double();
      const double y = g.next_double();
      const double w = centre_ + width_ * (y - 0.5) / x;
      if (w < 0.0 || w >= end_) continue;
      const int64_t z = to_count(std::floor(w));
      const double t = height_ - weight(z);
      if (x * (4.0 - x) - 3.0 <= t) return z;
      if (x * (x - t) >= 1) continue;
      if (2.0 * std::log(x) <= t) return z;
    }
  }

  int64_t part() const { return m_; }

 private:
  int64_t fewer_, more_, m_;
  double centre_, width_, height_, end_;
  const WholeLogGamma* log_gamma_;

  double weight(int64_t z) const {
    const WholeLogGamma& f = *log_gamma_;
    return f(z + 1) + f(fewer_ - z + 1) + f(m_ - z + 1) + f(more_ - m_ + z + 1);
  }
};

class Hypergeometric {
 public:
  Hypergeometric(int64_t good, int64_t bad, int64_t sample) : good_(good), bad_(bad), sample_(sample) {
    if (sample <= 0) return;
    if (sample <= 10)
      urn_.prepare(good, bad, sample);
    else
      ratio_.prepare(good, bad, sample);
  }

  template <class G>
  int64_t operator()(G& g) {
    if (sample_ <= 0) return 0;
    if (sample_ <= 10) {
      const int64_t z = urn_.draw(g);
      return good_ > bad_ ? sample_ - z : z;
    }
    const int64_t m = ratio_.part();
    int64_t z = ratio_.draw(g);
    if (good_ > bad_) z = m - z;
    return m < sample_ ? good_ - z : z;
  }

 private:
  int64_t good_, bad_, sample_;
  union {
    UrnSampling urn_;
    RatioOfUniforms ratio_;
  };
};

}  // namespace fs::inline FS_ISA
