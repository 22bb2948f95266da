#include "CTerminal.h"

#include <curses.h>
#include <term.h>

int terminal_colors(const char *kind, int descriptor) {
  // libedit shares the library's idea of the present terminal.
  TERMINAL *before = cur_term;
  int state = 0;
  bool is_known = setupterm(kind, descriptor, &state) == OK;
  int colors = is_known ? tigetnum("colors") : -2;
  TERMINAL *ours = cur_term;
  if (ours != before) {
    set_curterm(before);
    if (ours != NULL) del_curterm(ours);
  }
  return colors;
}
