#ifndef FORCED_KERNELS_H
#define FORCED_KERNELS_H

/// The name that KERNELS had when the tests began, or null.
const char *forced_kernels(void);

#endif
