// Threads that share work: every part and item once, whose exception is thrown, memory from several threads.
#include "core/workers.h"

#include <atomic>
#include <vector>

#include "check.h"
#include "core/array.h"
#include "core/error.h"

using namespace fs;

TEST(every_part_runs_once) {
  for (int round = 0; round < 200; round++) {
    std::vector<std::atomic<int>> runs(static_cast<size_t>(round % 5 + 1));
    run_parts(static_cast<int>(runs.size()), [&](int part) { runs[static_cast<size_t>(part)]++; });
    for (const auto& count : runs) CHECK(count == 1);
  }
}

TEST(every_item_is_shared_out_once) {
  for (const int64_t items : {0, 1, 2, 7, 1000}) {
    for (const int parts : {1, 2, 3, 70}) {
      std::vector<std::atomic<int>> runs(static_cast<size_t>(items));
      share_pieces(parts, items, [&](int part, int64_t first, int64_t end) {
        CHECK(part >= 0 && part < parts);
        for (int64_t i = first; i < end; i++) runs[static_cast<size_t>(i)]++;
      });
      for (const auto& count : runs) CHECK(count == 1);
    }
  }
}

TEST(the_lowest_piece_that_throws_is_heard) {
  for (int round = 0; round < 100; round++) {
    CHECK_THROWS("LinAlgError", share_pieces(3, 900, [](int, int64_t first, int64_t) {
                   if (first >= 600) throw ValueError("later");
                   if (first >= 300) throw LinAlgError("first");
                 }));
    CHECK_THROWS("LinAlgError", run_parts(3, [](int part) {
                   if (part == 1) throw LinAlgError("first");
                   if (part == 2) throw ValueError("later");
                 }));
    // Those that threw are there again.
    std::atomic<int> runs = 0;
    run_parts(3, [&](int) { runs++; });
    CHECK(runs == 3);
  }
}

TEST(several_threads_take_and_return_memory) {
  const size_t before = memory_stats().in_use;
  std::vector<Array> kept(400);
  share_pieces(4, 400, [&](int, int64_t first, int64_t end) {
    for (int64_t i = first; i < end; i++) {
      const Array passing = zeros(Dtype::kFloat64, {i % 50});
      kept[static_cast<size_t>(i)] = zeros(Dtype::kInt64, {i % 30 + 1});
    }
  });
  CHECK(memory_stats().in_use > before);
  kept.clear();
  CHECK(memory_stats().in_use == before);
}
