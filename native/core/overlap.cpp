// Whether two views have a byte in common. The bytes of a view are at sums of multiples of its strides; two
// views meet where a sum of multiples, each within bounds, comes to the distance between them.
#include <algorithm>
#include <numeric>
#include <vector>

#include "core/array.h"

namespace fs {
namespace {

/// How many choices are tried before views are taken to meet: layouts that need more are made to.
constexpr int64_t kPatience = 1000000;

/// A positive step in bytes, taken between 0 and `most` times.
struct Steps {
  int64_t step;
  int64_t most;
};

/// Finds whether bounded multiples add up to a sum.
class Search {
 public:
  explicit Search(std::vector<Steps> all) {
    std::sort(all.begin(), all.end(), [](const Steps& x, const Steps& y) { return x.step > y.step; });
    for (const Steps& steps : all) {
      if (!steps_.empty() && steps_.back().step == steps.step) {
        steps_.back().most += steps.most;
      } else {
        steps_.push_back(steps);
      }
    }
    reach_.resize(steps_.size() + 1);
    divisor_.resize(steps_.size() + 1);
    for (size_t k = steps_.size(); k-- > 0;) {
      reach_[k] = reach_[k + 1] + steps_[k].step * steps_[k].most;
      divisor_[k] = std::gcd(divisor_[k + 1], steps_[k].step);
    }
  }

  /// Whether the steps from `k` on can add up to `sum`, as far as patience goes.
  bool reaches(int64_t sum, size_t k = 0) {
    if (sum < 0 || sum > reach_[k]) return false;
    if (k == steps_.size()) return true;  // nothing is left to reach
    if (sum % divisor_[k] != 0) return false;
    const auto [step, most] = steps_[k];
    const int64_t beyond = sum - reach_[k + 1];
    const int64_t least = beyond <= 0 ? 0 : (beyond + step - 1) / step;
    for (int64_t times = std::min(most, sum / step); times >= least; times--) {
      if (patience_-- <= 0 || reaches(sum - times * step, k + 1)) return true;
    }
    return false;
  }

 private:
  std::vector<Steps> steps_;
  std::vector<int64_t> reach_;    ///< the greatest sum of the steps from each on
  std::vector<int64_t> divisor_;  ///< what all sums of the steps from each on are multiples of
  int64_t patience_ = kPatience;
};

/// Adds the steps of a view, to be taken upwards from its lowest byte; returns that.
const std::byte* add_steps(const Array& a, std::vector<Steps>& all) {
  const std::byte* lowest = a.data;
  for (size_t k = 0; k < a.shape.size(); k++) {
    if (a.strides[k] < 0) lowest += (a.shape[k] - 1) * a.strides[k];
    if (a.strides[k] != 0 && a.shape[k] > 1) all.push_back({std::abs(a.strides[k]), a.shape[k] - 1});
  }
  all.push_back({1, static_cast<int64_t>(a.item()) - 1});
  return lowest;
}

}  // namespace

bool do_overlap(const Array& a, const Array& b) {
  if (!may_overlap(a, b)) return false;
  std::vector<Steps> all;
  const std::byte* from = add_steps(a, all);
  const auto steps_of_a = all.size();
  const std::byte* to = add_steps(b, all);
  // Steps of b are counted down from its highest byte, so that all add up.
  for (size_t k = steps_of_a; k < all.size(); k++) to += all[k].step * all[k].most;
  return Search(std::move(all)).reaches(to - from);
}

}  // namespace fs
