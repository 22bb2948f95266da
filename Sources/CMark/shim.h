#ifndef BACKPROP_TUTOR_CMARK_SHIM_H
#define BACKPROP_TUTOR_CMARK_SHIM_H

#include <cmark.h>

#endif
