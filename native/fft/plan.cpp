// The plan cache: least recently used plans go first, once there are too many or their tables are too long.
#include "fft/plan.h"

#include <list>
#include <map>
#include <mutex>

#include "core/error.h"
#include "fft/fftw.h"

namespace fs {
namespace {

// One lock for both precisions and for everything but running plans. Recursive, because a plan that is thrown
// out of a cache is destroyed while its cache holds the lock.
std::recursive_mutex planner;

/// FFTW remembers how it planned; that memory is emptied after so many plans.
constexpr int kPlansPerMemory = 256;

template <class T>
class Planned final : public FftPlan<T> {
 public:
  Planned(Transform transform, typename Fftw<T>::Plan plan) : transform_(transform), plan_(plan) {}
  Planned(const Planned&) = delete;
  Planned& operator=(const Planned&) = delete;
  ~Planned() override {
    const std::lock_guard lock(planner);
    Fftw<T>::destroy(plan_);
  }

  void run(T* in, T* out) const override {
    using Complex = typename Fftw<T>::Complex;
    switch (transform_) {
      case Transform::kForward:
      case Transform::kBackward:
        return Fftw<T>::run_complex(plan_, reinterpret_cast<Complex*>(in), reinterpret_cast<Complex*>(out));
      case Transform::kFromReal:
        return Fftw<T>::run_from_real(plan_, in, reinterpret_cast<Complex*>(out));
      case Transform::kToReal:
        return Fftw<T>::run_to_real(plan_, reinterpret_cast<Complex*>(in), out);
    }
  }

 private:
  Transform transform_;
  typename Fftw<T>::Plan plan_;
};

using Key = std::vector<int64_t>;

template <class T>
Key key_of(const FftLayout& layout, T* in, T* out) {
  Key key{static_cast<int64_t>(layout.transform), Fftw<T>::alignment_of(in), Fftw<T>::alignment_of(out),
          in == out ? 1 : 0};
  const auto add = [&](const FftAxis& axis) {
    key.insert(key.end(), {axis.extent, axis.in_step, axis.out_step});
  };
  add(layout.line);
  for (const FftAxis& axis : layout.rest) add(axis);
  return key;
}

template <class T>
typename Fftw<T>::Plan make_plan(const FftLayout& layout, T* in, T* out) {
  using Complex = typename Fftw<T>::Complex;
  const auto dim = [](const FftAxis& axis) {
    return fftw_iodim64{static_cast<ptrdiff_t>(axis.extent), static_cast<ptrdiff_t>(axis.in_step),
                        static_cast<ptrdiff_t>(axis.out_step)};
  };
  const fftw_iodim64 line = dim(layout.line);
  std::vector<fftw_iodim64> rest;
  for (const FftAxis& axis : layout.rest) rest.push_back(dim(axis));
  const int rank = static_cast<int>(rest.size());
  auto* complex_in = reinterpret_cast<Complex*>(in);
  auto* complex_out = reinterpret_cast<Complex*>(out);
  switch (layout.transform) {
    case Transform::kForward:
      return Fftw<T>::plan_complex(1, &line, rank, rest.data(), complex_in, complex_out, FFTW_FORWARD,
                                   FFTW_ESTIMATE);
    case Transform::kBackward:
      return Fftw<T>::plan_complex(1, &line, rank, rest.data(), complex_in, complex_out, FFTW_BACKWARD,
                                   FFTW_ESTIMATE);
    case Transform::kFromReal:
      return Fftw<T>::plan_from_real(1, &line, rank, rest.data(), in, complex_out, FFTW_ESTIMATE);
    case Transform::kToReal:
      return Fftw<T>::plan_to_real(1, &line, rank, rest.data(), complex_in, out,
                                   FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
  }
  return nullptr;
}

template <class T>
class Cache {
 public:
  using Shared = std::shared_ptr<const FftPlan<T>>;

  Shared find(const FftLayout& layout, T* in, T* out) {
    Key key = key_of(layout, in, out);
    const std::lock_guard lock(planner);
    if (const auto found = index_.find(key); found != index_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->plan;
    }
    const auto made = make_plan(layout, in, out);
    if (made == nullptr) throw MemoryError("fft: no plan for this transform");
    if (++made_ % kPlansPerMemory == 0) Fftw<T>::forget_wisdom();
    Shared plan = std::make_shared<Planned<T>>(layout.transform, made);
    const int64_t points = layout.line.extent;
    if (points > kFftCachePoints / 2) return plan;
    while (entries_.size() >= kFftCachePlans || points_ + points > kFftCachePoints) drop_oldest();
    entries_.push_front({key, points, plan});
    index_.emplace(std::move(key), entries_.begin());
    points_ += points;
    return plan;
  }

  void add_to(FftCacheStats& stats) const {
    stats.plans += entries_.size();
    stats.points += points_;
  }

 private:
  struct Entry {
    Key key;
    int64_t points;
    Shared plan;
  };

  void drop_oldest() {
    const Entry& oldest = entries_.back();
    points_ -= oldest.points;
    index_.erase(oldest.key);
    entries_.pop_back();
  }

  std::list<Entry> entries_;  // most recently used first
  std::map<Key, typename std::list<Entry>::iterator> index_;
  int64_t points_ = 0;
  int64_t made_ = 0;
};

// Never destroyed: plans that outlive the cache at exit must not find FFTW gone.
template <class T>
Cache<T>& cache() {
  static auto* instance = new Cache<T>;
  return *instance;
}

}  // namespace

template <class T>
std::shared_ptr<const FftPlan<T>> fft_plan(const FftLayout& layout, T* in, T* out) {
  return cache<T>().find(layout, in, out);
}

template std::shared_ptr<const FftPlan<float>> fft_plan(const FftLayout&, float*, float*);
template std::shared_ptr<const FftPlan<double>> fft_plan(const FftLayout&, double*, double*);

FftCacheStats fft_cache_stats() {
  const std::lock_guard lock(planner);
  FftCacheStats stats{};
  cache<float>().add_to(stats);
  cache<double>().add_to(stats);
  return stats;
}

}  // namespace fs
