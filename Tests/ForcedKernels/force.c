// The core reads no environment: the tests do it for it, before the first of them runs.

#include "ForcedKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

static const char *const names[] = {"plain", "narrow", "avx2", "avx512"};

const char *forced_kernels(void) { return getenv("KERNELS"); }

__attribute__((constructor)) static void force(void) {
  const char *wanted = forced_kernels();
  if (wanted == NULL) return;
#if defined(__x86_64__)
  __builtin_cpu_init();
#endif
  for (int path = kernel_path_plain; path <= kernel_path_avx512; path++) {
    if (strcmp(wanted, names[path]) != 0) continue;
    if (kernel_path_is_supported(path)) {
      kernel_path_force(path);
    } else {
      fprintf(stderr, "This processor has no %s: its fastest kernels are tested.\n", wanted);
    }
    return;
  }
  fprintf(stderr, "KERNELS is plain, narrow, avx2 or avx512, not %s.\n", wanted);
  exit(2);
}
