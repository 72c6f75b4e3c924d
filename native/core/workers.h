// Threads that help the one thread that serves requests.
#pragma once

#include <cstdint>
#include <functional>

namespace fs {

/// Most threads that share work, the calling one included.
inline constexpr int kMostWorkers = 64;

/// Calls task(part) for every part in [0, parts), in this thread and at the same time in others kept for
/// that, as many of them as the system grants. All have ended when this returns; then the exception of the
/// lowest part that threw is thrown. A task may allocate arrays; it may not call this.
void run_parts(int parts, const std::function<void(int)>& task);

/// Shares items among `parts` threads in pieces, as threads come for them: task(part, first, end) with pieces
/// in ascending order. When a piece throws, no later ones are begun, and the exception of the lowest is
/// thrown: the one that a single thread would have come to.
void share_pieces(int parts, int64_t items, const std::function<void(int, int64_t, int64_t)>& task);

}  // namespace fs
