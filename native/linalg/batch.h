// Stacks of small matrices dealt out to threads.
//
// Every matrix of such a stack is computed by BLAS and LAPACK on one thread, whether other threads compute
// others at the same time or not: results do not depend on how many threads there are. Large matrices come
// one after another, and BLAS has all threads for each.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

#include "core/workers.h"
#include "linalg/blas.h"

namespace fs {

/// BLAS on one thread, as long as this lives.
class SingleThreadedBlas {
 public:
  SingleThreadedBlas() { blas::set_threads(1); }
  ~SingleThreadedBlas() { blas::set_threads(threads_); }
  SingleThreadedBlas(const SingleThreadedBlas&) = delete;
  SingleThreadedBlas& operator=(const SingleThreadedBlas&) = delete;

  /// Threads there were before.
  int threads() const { return threads_; }

 private:
  int threads_ = blas::threads();
};

/// Elements of the largest matrix of an item from which on BLAS is given all threads for it.
inline constexpr int64_t kLargeItem = 256 * 256 + 1;
/// From here on an item is known to be worth waking a thread for.
inline constexpr int64_t kLongItem = 128 * 128;
/// Of shorter ones the first are computed by one thread for this long, which tells how long the others will
/// take; if that is less than twice as long, to wake threads for them does not pay.
inline constexpr std::chrono::microseconds kTrial{100};

/// Calls body(scratch, i) for i in [0, items), with what make() gave for the thread: all of it is made in
/// this one. `size` is the number of elements of an item's largest matrix. The exception of the lowest i that
/// throws is thrown.
template <class Make, class Body>
void for_each_item(int64_t items, int64_t size, Make&& make, Body&& body) {
  using Clock = std::chrono::steady_clock;
  if (items == 0) return;
  auto scratch = make();
  if (items == 1 || size >= kLargeItem || blas::threads() == 1) {
    for (int64_t i = 0; i < items; i++) body(scratch, i);
    return;
  }
  const SingleThreadedBlas blas;
  const int threads = blas::is_shared() ? std::min(blas.threads(), kMostWorkers) : 1;
  int64_t done = 0;
  bool is_worthwhile = size >= kLongItem;
  if (!is_worthwhile) {
    const auto began = Clock::now();
    auto taken = Clock::duration::zero();
    for (int64_t step = 1; done < items && taken < kTrial; step *= 2) {
      for (const int64_t end = std::min(items, done + step); done < end; done++) body(scratch, done);
      taken = Clock::now() - began;
    }
    is_worthwhile = taken * (static_cast<double>(items - done) / static_cast<double>(done)) >= 2 * kTrial;
  }
  const int64_t left = items - done;
  const int parts = static_cast<int>(std::min<int64_t>(left, threads));
  if (parts < 2 || !is_worthwhile) {
    for (; done < items; done++) body(scratch, done);
    return;
  }
  std::vector<decltype(make())> scratches;
  scratches.reserve(static_cast<size_t>(parts));
  scratches.push_back(std::move(scratch));
  while (static_cast<int>(scratches.size()) < parts) scratches.push_back(make());
  share_pieces(parts, left, [&](int part, int64_t first, int64_t end) {
    for (int64_t i = first; i < end; i++) body(scratches[static_cast<size_t>(part)], done + i);
  });
}

}  // namespace fs
