// The n-d driver: broadcasting, result layout, conversion in blocks, masks and overlapping outputs.
#include <algorithm>
#include <array>

#include "core/convert.h"
#include "core/error.h"
#include "core/loop.h"
#include "core/stream.h"
#include "ufunc/registry.h"

namespace fs {
namespace {

constexpr int64_t kBlock =
    2048;  // elements converted at a time: inputs and outputs stay in the first-level cache

/// Runs a loop over n elements, skipping those whose mask is false, in runs of true ones.
void run_masked(UfuncLoop run, std::byte** args, const int64_t* steps, int count, const std::byte* mask,
                int64_t mask_step, int64_t n) {
  std::array<std::byte*, 4> at{};
  for (int64_t i = 0; i < n;) {
    if (mask[i * mask_step] == std::byte{0}) {
      i++;
      continue;
    }
    int64_t end = i + 1;
    while (end < n && mask[end * mask_step] != std::byte{0}) end++;
    for (int k = 0; k < count; k++) at[static_cast<size_t>(k)] = args[k] + i * steps[k];
    run(at.data(), steps, end - i);
    i = end;
  }
}

/// Runs a loop on operands of other dtypes: blocks are converted in, computed and converted out.
class Converter {
 public:
  Converter(const Loop& loop, const std::vector<const Array*>& operands, int nin) : loop_(loop), nin_(nin) {
    for (size_t k = 0; k < operands.size(); k++) {
      const Dtype have = operands[k]->dtype, want = loop.dtypes[k];
      const bool is_input = static_cast<int>(k) < nin;
      convert_.push_back(have == want ? nullptr
                         : is_input   ? convert_run(static_cast<int>(want), static_cast<int>(have))
                                      : convert_run(static_cast<int>(have), static_cast<int>(want)));
      if (have != want)
        buffers_.push_back(allocate_buffer(kBlock * itemsize(want)));
      else
        buffers_.push_back(nullptr);
    }
  }

  void run(std::byte** args, const int64_t* steps, const std::byte* mask, int64_t mask_step,
           int64_t n) const {
    const int count = static_cast<int>(convert_.size());
    for (int64_t start = 0; start < n; start += kBlock) {
      const int64_t m = std::min(kBlock, n - start);
      std::array<std::byte*, 4> at{};
      std::array<int64_t, 4> step{};
      for (int k = 0; k < count; k++) {
        const auto i = static_cast<size_t>(k);
        at[i] = args[k] + start * steps[k];
        step[i] = steps[k];
        if (convert_[i] == nullptr) continue;
        const auto size = static_cast<int64_t>(itemsize(loop_.dtypes[i]));
        if (k < nin_) {
          if (steps[k] == 0) {  // a scalar: convert once
            convert_[i](buffers_[i]->data(), at[i], size, size, 1);
            step[i] = 0;
          } else {
            convert_[i](buffers_[i]->data(), at[i], size, steps[k], m);
            step[i] = size;
          }
        } else {
          step[i] = size;
        }
        at[i] = buffers_[i]->data();
      }
      const std::byte* flags = mask == nullptr ? nullptr : mask + start * mask_step;
      if (flags == nullptr)
        loop_.run(at.data(), step.data(), m);
      else
        run_masked(loop_.run, at.data(), step.data(), count, flags, mask_step, m);
      for (int k = nin_; k < count; k++) {
        const auto i = static_cast<size_t>(k);
        if (convert_[i] == nullptr) continue;
        const auto size = static_cast<int64_t>(itemsize(loop_.dtypes[i]));
        std::byte* target = args[k] + start * steps[k];
        if (flags == nullptr) {
          convert_[i](target, at[i], steps[k], size, m);
        } else {
          for (int64_t j = 0; j < m; j++) {
            if (flags[j * mask_step] != std::byte{0})
              convert_[i](target + j * steps[k], at[i] + j * size, size, size, 1);
          }
        }
      }
    }
  }

 private:
  const Loop& loop_;
  int nin_;
  std::vector<ConvertRun> convert_;
  std::vector<BufferRef> buffers_;
};

/// Whether a loop's one result is better written past the cache: large, and not the memory of an operand.
bool streams(const std::vector<const Array*>& operands, int nin) {
  const int count = static_cast<int>(operands.size());
  if (count != nin + 1) return false;
  size_t bytes = 0;
  for (const Array* operand : operands) bytes += operand->buffer->bytes();
  if (!should_stream(bytes)) return false;
  const Array& result = *operands.back();
  return std::none_of(operands.begin(), operands.end() - 1,
                      [&](const Array* operand) { return operand->buffer == result.buffer; });
}

void run_streaming(UfuncLoop run, std::byte* const* args, const int64_t* steps, int count, int64_t item,
                   int64_t n) {
  const int out = count - 1;
  stream_blocks(args[out], item, n, [&](std::byte* block, int64_t start, int64_t m) {
    std::array<std::byte*, 4> at{};
    for (int k = 0; k < out; k++) at[static_cast<size_t>(k)] = args[k] + start * steps[k];
    at[static_cast<size_t>(out)] = block;
    run(at.data(), steps, m);
  });
}

template <int N>
void walk(const Loop& loop, int nin, const std::vector<const Array*>& operands, const Array* mask) {
  std::array<const Array*, N> all{};
  std::copy(operands.begin(), operands.end(), all.begin());
  if (mask != nullptr) all[N - 1] = mask;
  const auto plan = plan_loop<N>(all);
  const int count = static_cast<int>(operands.size());
  bool same = true;
  for (int k = 0; k < count; k++)
    same = same && operands[static_cast<size_t>(k)]->dtype == loop.dtypes[static_cast<size_t>(k)];
  if (same) {
    const auto item = static_cast<int64_t>(operands.back()->item());
    const bool stream = mask == nullptr && plan.inner_strides[count - 1] == item &&
                        plan.inner >= kStreamBlock && streams(operands, nin);
    run_loop<N>(plan, [&](auto& at, const auto& steps, int64_t n) {
      if (stream)
        run_streaming(loop.run, at.data(), steps.data(), count, item, n);
      else if (mask == nullptr)
        loop.run(at.data(), steps.data(), n);
      else
        run_masked(loop.run, at.data(), steps.data(), count, at[N - 1], steps[N - 1], n);
    });
    return;
  }
  const Converter converter(loop, operands, nin);
  run_loop<N>(plan, [&](auto& at, const auto& steps, int64_t n) {
    converter.run(at.data(), steps.data(), mask == nullptr ? nullptr : at[N - 1], steps[N - 1], n);
  });
}

void dispatch_walk(const Loop& loop, int nin, const std::vector<const Array*>& operands, const Array* mask) {
  switch (operands.size() + (mask != nullptr ? 1 : 0)) {
    case 2:
      return walk<2>(loop, nin, operands, mask);
    case 3:
      return walk<3>(loop, nin, operands, mask);
    case 4:
      return walk<4>(loop, nin, operands, mask);
    default:
      return walk<5>(loop, nin, operands, mask);
  }
}

bool same_layout(const Array& a, const Array& b) {
  return a.data == b.data && a.shape == b.shape && a.strides == b.strides && a.item() == b.item();
}

void refuse_loop_errors(const Ufunc& ufunc) {
  if (loop_error == LoopError::kNegativePower) {
    throw ValueError(ufunc.name + ": integers to negative integer powers are not allowed");
  }
}

}  // namespace

bool apply_directly(const Ufunc& ufunc, const Loop& loop, std::initializer_list<const Array*> inputs,
                    Array& result) {
  const Dims* shape = nullptr;
  std::array<std::byte*, 4> at{};
  std::array<int64_t, 4> steps{};
  size_t k = 0;
  for (const Array* input : inputs) {
    if (input->dtype != loop.dtypes[k]) return false;
    at[k] = input->data;
    if (input->ndim() != 0) {
      if (shape == nullptr)
        shape = &input->shape;
      else if (*shape != input->shape)
        return false;
      if (!input->is_c_contiguous()) return false;
      steps[k] = static_cast<int64_t>(input->item());
    }
    k++;
  }
  static const Dims kScalar;
  const Dims& extents = shape == nullptr ? kScalar : *shape;
  const int64_t n = count(extents);
  if (n > kStreamBlock) return false;
  result = empty(loop.dtypes[k], extents);
  at[k] = result.data;
  steps[k] = static_cast<int64_t>(result.item());
  loop_error = LoopError::kNone;
  if (n > 0) loop.run(at.data(), steps.data(), n);
  refuse_loop_errors(ufunc);
  return true;
}

std::vector<Array> apply_ufunc(const Ufunc& ufunc, const Loop& loop, const std::vector<const Array*>& inputs,
                               const std::vector<const Array*>& outputs, const Array* where) {
  std::vector<const Dims*> shapes;
  for (const Array* input : inputs) shapes.push_back(&input->shape);
  if (where != nullptr) shapes.push_back(&where->shape);
  for (const Array* output : outputs) {
    if (output != nullptr) shapes.push_back(&output->shape);
  }
  const Dims shape = shapes.size() == 1 ? *shapes[0] : broadcast_shapes(shapes);

  std::vector<Array> results;
  for (size_t k = 0; k < outputs.size(); k++) {
    const Dtype dtype = loop.dtypes[inputs.size() + k];
    results.push_back(outputs[k] != nullptr ? *outputs[k] : empty_like_operands(dtype, shape, inputs));
  }
  // With a mask, new results show whatever is under false elements: make that zero rather than old memory.
  for (size_t k = 0; k < outputs.size(); k++) {
    if (where != nullptr && outputs[k] == nullptr) {
      std::fill_n(results[k].buffer->data(), results[k].buffer->bytes(), std::byte{0});
    }
  }

  // An output that overlaps an input other than exactly must not be written before that input has been read.
  std::vector<Array> operands;
  for (const Array* input : inputs) {
    const bool clash = std::any_of(results.begin(), results.end(), [&](const Array& result) {
      return may_overlap(result, *input) && !same_layout(result, *input);
    });
    operands.push_back(broadcast_to(clash ? copy(*input, input->dtype) : *input, shape));
  }
  Array mask;
  if (where != nullptr) {
    const bool clash = std::any_of(results.begin(), results.end(),
                                   [&](const Array& result) { return may_overlap(result, *where); });
    mask = broadcast_to(clash ? copy(*where, where->dtype) : *where, shape);
  }
  for (const Array& result : results) operands.push_back(result);
  std::vector<const Array*> pointers;
  for (const Array& operand : operands) pointers.push_back(&operand);

  loop_error = LoopError::kNone;
  dispatch_walk(loop, static_cast<int>(inputs.size()), pointers, where != nullptr ? &mask : nullptr);
  refuse_loop_errors(ufunc);
  return results;
}

}  // namespace fs
