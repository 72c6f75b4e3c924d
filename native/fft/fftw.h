// FFTW's two precisions under one name: the guru64 planners and the new-array execute functions.
#pragma once

#include <fftw3.h>

namespace fs {

/// FFTW's types and functions for elements of `T`, float or double.
template <class T>
struct Fftw;

template <>
struct Fftw<double> {
  using Plan = fftw_plan;
  using Complex = fftw_complex;
  static constexpr auto plan_complex = fftw_plan_guru64_dft;
  static constexpr auto plan_from_real = fftw_plan_guru64_dft_r2c;
  static constexpr auto plan_to_real = fftw_plan_guru64_dft_c2r;
  static constexpr auto run_complex = fftw_execute_dft;
  static constexpr auto run_from_real = fftw_execute_dft_r2c;
  static constexpr auto run_to_real = fftw_execute_dft_c2r;
  static constexpr auto destroy = fftw_destroy_plan;
  static constexpr auto alignment_of = fftw_alignment_of;
  static constexpr auto forget_wisdom = fftw_forget_wisdom;
};

template <>
struct Fftw<float> {
  using Plan = fftwf_plan;
  using Complex = fftwf_complex;
  static constexpr auto plan_complex = fftwf_plan_guru64_dft;
  static constexpr auto plan_from_real = fftwf_plan_guru64_dft_r2c;
  static constexpr auto plan_to_real = fftwf_plan_guru64_dft_c2r;
  static constexpr auto run_complex = fftwf_execute_dft;
  static constexpr auto run_from_real = fftwf_execute_dft_r2c;
  static constexpr auto run_to_real = fftwf_execute_dft_c2r;
  static constexpr auto destroy = fftwf_destroy_plan;
  static constexpr auto alignment_of = fftwf_alignment_of;
  static constexpr auto forget_wisdom = fftwf_forget_wisdom;
};

}  // namespace fs
