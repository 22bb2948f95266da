#define _GNU_SOURCE  // wcwidth
#include "CTerminal.h"

#include <locale.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/ioctl.h>

static locale_t utf8;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_locale(void) {
  utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  if (!utf8) utf8 = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
}

struct range { uint32_t first, last; };

static bool contains(const struct range *ranges, size_t count, uint32_t scalar) {
  for (size_t i = 0; i < count; i++)
    if (ranges[i].first <= scalar && scalar <= ranges[i].last) return true;
  return false;
}

#define CONTAINS(ranges, scalar) contains(ranges, sizeof ranges / sizeof ranges[0], scalar)

// Coarse, for systems without a UTF-8 locale.
static const struct range zero[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F}, {0x0900, 0x0902},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x2064},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};
static const struct range two[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

int terminal_cells(uint32_t scalar) {
  if (scalar < 0x300) return scalar < 0x20 || scalar == 0x7F ? 0 : 1;
  pthread_once(&once, open_locale);
  if (utf8) {
    locale_t before = uselocale(utf8);
    int cells = wcwidth((wchar_t)scalar);
    uselocale(before);
    if (cells >= 0) return cells;
  }
  return CONTAINS(zero, scalar) ? 0 : CONTAINS(two, scalar) ? 2 : 1;
}

bool terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}
