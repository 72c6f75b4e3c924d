#include "core/workers.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace fs {
namespace {

/// The exception of the lowest piece of work that threw.
class Failure {
 public:
  /// Keeps the exception being handled.
  void note(int64_t piece) {
    const std::lock_guard lock(mutex_);
    if (exception_ != nullptr && piece_ < piece) return;
    piece_ = piece;
    exception_ = std::current_exception();
  }
  bool is_noted() {
    const std::lock_guard lock(mutex_);
    return exception_ != nullptr;
  }
  void raise() {
    if (exception_ != nullptr) std::rethrow_exception(exception_);
  }

 private:
  std::mutex mutex_;
  int64_t piece_ = 0;
  std::exception_ptr exception_;
};

class Workers {
 public:
  void run(int parts, const std::function<void(int)>& task) {
    Failure failure;
    std::unique_lock lock(mutex_);
    hire(parts - 1);
    task_ = &task;
    failure_ = &failure;
    parts_ = parts;
    next_ = 0;
    has_work_.notify_all();
    work(lock);
    is_done_.wait(lock, [&] { return running_ == 0; });
    task_ = nullptr;
    lock.unlock();
    failure.raise();
  }

 private:
  std::mutex mutex_;
  std::condition_variable has_work_, is_done_;
  int hired_ = 0;
  const std::function<void(int)>* task_ = nullptr;
  Failure* failure_ = nullptr;
  int parts_ = 0, next_ = 0, running_ = 0;

  bool is_waiting() const { return task_ != nullptr && next_ < parts_; }

  /// Runs parts until all have been begun.
  void work(std::unique_lock<std::mutex>& lock) {
    while (is_waiting()) {
      const int part = next_++;
      const auto& task = *task_;
      running_++;
      lock.unlock();
      try {
        task(part);
      } catch (...) {
        failure_->note(part);
      }
      lock.lock();
      running_--;
    }
    if (running_ == 0) is_done_.notify_one();
  }

  /// Has so many threads, or as many as the system grants. They live as long as the process, and signals are
  /// left to the threads that Node has for them.
  void hire(int count) {
    sigset_t all, kept;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &kept);
    try {
      for (; hired_ < std::min(count, kMostWorkers - 1); hired_++) {
        std::thread([this] {
          std::unique_lock lock(mutex_);
          for (;;) {
            has_work_.wait(lock, [this] { return is_waiting(); });
            work(lock);
          }
        }).detach();
      }
    } catch (const std::system_error&) {
      // Those there are do the work.
    }
    pthread_sigmask(SIG_SETMASK, &kept, nullptr);
  }
};

Workers& workers() {
  static Workers& instance = *new Workers;  // never destroyed: its threads wait on it until the process exits
  return instance;
}

}  // namespace

void run_parts(int parts, const std::function<void(int)>& task) { workers().run(parts, task); }

void share_pieces(int parts, int64_t items, const std::function<void(int, int64_t, int64_t)>& task) {
  // Several pieces for each thread: what takes longer, or waits for a core, takes fewer.
  constexpr int64_t kPieces = 8;
  const int64_t size = std::max<int64_t>(items / (parts * kPieces), 1);
  std::mutex mutex;
  int64_t begun = 0;
  Failure failure;
  run_parts(parts, [&](int part) {
    for (;;) {
      std::unique_lock lock(mutex);
      const int64_t first = begun, end = std::min(items, first + size);
      if (first == items || failure.is_noted()) return;
      begun = end;
      lock.unlock();
      try {
        task(part, first, end);
      } catch (...) {
        failure.note(first);
      }
    }
  });
  failure.raise();
}

}  // namespace fs
