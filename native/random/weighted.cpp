// Drawing positions by weight, as `choice` does.
#include <algorithm>
#include <vector>

#include "core/error.h"
#include "random/shuffle.h"
#include "random/stream.h"

namespace fs {
namespace {

/// Running sums of `p`, scaled so that the last is 1.
std::vector<double> running_sums(const std::vector<double>& p) {
  std::vector<double> sums(p.size());
  double sum = 0;
  for (size_t i = 0; i < p.size(); i++) sums[i] = sum = i == 0 ? p[0] : sum + p[i];
  for (double& value : sums) value /= sum;
  return sums;
}

/// Up to this many sums are all compared with, several uniforms at once.
constexpr size_t kFew = 16;

/// How many of the sums are at most u. Without branches: random ones are mispredicted half of the time.
int64_t position(const std::vector<double>& sums, double u) {
  const double* base = sums.data();
  for (size_t count = sums.size(); count > 1;) {
    const size_t half = count / 2;
    base += half * (base[half - 1] <= u ? 1 : 0);
    count -= half;
  }
  return base - sums.data() + (*base <= u ? 1 : 0);
}

/// Positions of n uniforms among the sums; one that rounding left beyond all of them is the last.
void positions(const std::vector<double>& sums, const double* uniforms, int64_t n, int64_t* out) {
  const auto last = static_cast<int64_t>(sums.size()) - 1;
  if (sums.size() > kFew) {
    for (int64_t i = 0; i < n; i++) out[i] = std::min(position(sums, uniforms[i]), last);
    return;
  }
  std::fill(out, out + n, int64_t{0});
  for (int64_t k = 0; k < last; k++) {
    const double sum = sums[k];
    for (int64_t i = 0; i < n; i++) out[i] += sum <= uniforms[i] ? 1 : 0;
  }
}

std::vector<double> elements(const Array& p) {
  const Array packed = as_contiguous(p, Dtype::kFloat64);
  return {packed.as<double>(), packed.as<double>() + packed.size()};
}

/// Whether values were met before.
class Seen {
 public:
  explicit Seen(size_t n) : marks_(n, false) {}
  bool add(int64_t value) {
    const bool is_new = !marks_[value];
    marks_[value] = true;
    return is_new;
  }

 private:
  std::vector<bool> marks_;
};

}  // namespace

template <class G>
Array weighted(G& g, const Array& p, const Dims& shape) {
  const auto sums = running_sums(elements(p));
  Array result = empty(Dtype::kInt64, shape);
  const int64_t n = result.size();
  auto* out = result.as<int64_t>();
  drawing(g, [&](auto& stream) {
    constexpr int64_t kBlock = 256;
    double uniforms[kBlock];
    for (int64_t start = 0; start < n; start += kBlock) {
      const int64_t count = std::min(kBlock, n - start);
      for (int64_t i = 0; i < count; i++) uniforms[i] = stream.next_double();
      positions(sums, uniforms, count, out + start);
    }
  });
  return result;
}

template <class G>
Array distinct_weighted(G& g, const Array& p, int64_t count) {
  auto weights = elements(p);
  Array result = empty(Dtype::kInt64, {count});
  auto* out = result.as<int64_t>();
  const auto last = static_cast<int64_t>(weights.size()) - 1;
  int64_t found = 0;
  std::vector<double> uniforms;
  while (found < count) {
    uniforms.resize(count - found);
    drawing(g, [&](auto& stream) {
      for (double& u : uniforms) u = stream.next_double();
    });
    for (int64_t i = 0; i < found; i++) weights[out[i]] = 0;
    const auto sums = running_sums(weights);
    if (!(sums.back() > 0)) throw ValueError("Fewer non-zero entries in p than size");
    Seen seen(weights.size());
    for (const double u : uniforms) {
      const int64_t at = std::min(position(sums, u), last);
      if (seen.add(at)) out[found++] = at;
    }
  }
  return result;
}

template Array weighted(Mt19937&, const Array&, const Dims&);
template Array weighted(Pcg64&, const Array&, const Dims&);
template Array distinct_weighted(Mt19937&, const Array&, int64_t);
template Array distinct_weighted(Pcg64&, const Array&, int64_t);

}  // namespace fs
