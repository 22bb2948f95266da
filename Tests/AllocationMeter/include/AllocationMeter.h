#ifndef ALLOCATION_METER_H
#define ALLOCATION_METER_H

#include <stddef.h>

/// How often memory was asked for since the program started.
long allocation_count(void);

/// How many bytes are in use, as mallinfo2 tells.
size_t bytes_in_use(void);

#endif
