#define _GNU_SOURCE
#include "CTerminal.h"
#include "internal.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted, resized, stopped, continued;

static int guarded = -1;
static struct termios original;
static volatile sig_atomic_t bracketing, hiding, line_is_passing;

void terminal_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
  if (!setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "en_US.UTF-8");
}

// MARK: The way out

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";

static void put(const char *bytes, size_t count) {
  ssize_t written = write(STDOUT_FILENO, bytes, count);
  (void)written;  // nothing better can be done where this is called
}

void terminal_bracket_pastes(bool on) {
  bracketing = on;
  put(on ? paste_on : paste_off, sizeof paste_on - 1);
}

// A synchronized update may have begun and not ended. What comes next stands below what was drawn.
static const char cursor_off[] = "\033[?25l", cursor_on[] = "\033[?2026l\033[?25h";

static void show_cursor(void) {
  put(cursor_on, sizeof cursor_on - 1);
  put("\r\n", 2);
}

void terminal_line_is_passing(bool is) { line_is_passing = is; }

static void take_passing_line(void) {
  static const char erase[] = "\r\033[K";
  if (line_is_passing) put(erase, sizeof erase - 1);
}

void terminal_restore(void) {
  if (guarded < 0) return;
  take_passing_line();
  if (bracketing) terminal_bracket_pastes(false);
  if (hiding) show_cursor();
  hiding = 0;
  tcsetattr(guarded, TCSANOW, &original);
}

static const int ends[] = {SIGTERM, SIGHUP, SIGQUIT};
static const int faults[] = {SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV};
static struct sigaction previous[NSIG];

// Every signal is blocked in here, SIGTTOU too: a program in the background may put the terminal back.
static void leave(int number) {
  terminal_restore();
  sigaction(number, &previous[number], NULL);
  raise(number);  // waits: a fault is reported from where it happened, on return
}

static void end(int number) {
  sigset_t it;
  sigemptyset(&it);
  sigaddset(&it, number);
  terminal_restore();
  signal(number, SIG_DFL);  // what was before may be Swift's crash reporter, which knows SIGQUIT
  raise(number);
  sigprocmask(SIG_UNBLOCK, &it, NULL);  // pselect's caller has it blocked
}

static void guard_against(int number, void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigfillset(&action.sa_mask);
  sigaction(number, NULL, &previous[number]);
  if (previous[number].sa_handler != SIG_IGN) sigaction(number, &action, NULL);
}

void terminal_guard(int descriptor) {
  static char stack[64 * 1024];  // a handler must run even when the stack is full
  if (guarded >= 0 || tcgetattr(descriptor, &original) != 0) return;
  guarded = descriptor;
  stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&other, NULL);
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) guard_against(ends[i], end, 0);
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
    guard_against(faults[i], leave, SA_ONSTACK);
}

// MARK: Flags

static void note(int number) {
  switch (number) {
  case SIGINT: interrupted = 1; break;
  case SIGWINCH: resized = 1; break;
  case SIGTSTP: stopped = 1; break;
  case SIGCONT: continued = 1; break;
  }
}

static void watch(int number) {
  struct sigaction action = {.sa_handler = note}, old;  // no SA_RESTART: a waiting read is woken
  if (number == SIGCONT) action.sa_flags = SA_RESTART;  // whoever asks waits in pselect
  sigemptyset(&action.sa_mask);
  sigaction(number, NULL, &old);
  if (old.sa_handler != SIG_IGN || number == SIGWINCH) sigaction(number, &action, NULL);
}

void terminal_watch_signals(void) {
  signal(SIGPIPE, SIG_IGN);
  watch(SIGINT);
  watch(SIGCONT);
  struct sigaction quit;
  sigaction(SIGQUIT, NULL, &quit);
  if (guarded < 0 && quit.sa_handler != SIG_IGN) signal(SIGQUIT, SIG_DFL);  // as in `end`
}

bool terminal_was_interrupted(void) { return interrupted; }
void terminal_forget_interrupt(void) { interrupted = 0; }
void terminal_forget_stop(void) { continued = 0; }

bool terminal_wait(int descriptor) {
  sigset_t held, before;
  sigemptyset(&held);
  sigaddset(&held, SIGINT);
  sigaddset(&held, SIGCONT);
  sigprocmask(SIG_BLOCK, &held, &before);
  int ready = 0;
  while (!interrupted && !continued && ready <= 0) {
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(descriptor, &readable);
    ready = pselect(descriptor + 1, &readable, NULL, NULL, NULL, &before);
    if (ready < 0 && errno != EINTR) break;  // what is wrong, `read` will say
  }
  bool was_stopped = continued && ready <= 0;
  continued = 0;
  sigprocmask(SIG_SETMASK, &before, NULL);
  return !interrupted && !was_stopped;
}

// MARK: A hidden cursor

// A stop while the cursor is hidden and nothing waits for keys.
static void pause_hidden(int number) {
  int error = errno;
  sigset_t it;
  sigemptyset(&it);
  sigaddset(&it, number);
  show_cursor();
  signal(number, SIG_DFL);
  raise(number);
  sigprocmask(SIG_UNBLOCK, &it, NULL);  // stops here
  sigprocmask(SIG_BLOCK, &it, NULL);
  struct sigaction again = {.sa_handler = pause_hidden, .sa_flags = SA_RESTART};
  sigaction(number, &again, NULL);
  put(cursor_off, sizeof cursor_off - 1);
  continued = 1;
  errno = error;
}

void terminal_hide_cursor(bool on) {
  struct sigaction old, action = {.sa_handler = pause_hidden, .sa_flags = SA_RESTART};
  sigaction(SIGTSTP, NULL, &old);
  if (on && old.sa_handler == SIG_DFL) sigaction(SIGTSTP, &action, NULL);
  if (!on && old.sa_handler == pause_hidden) signal(SIGTSTP, SIG_DFL);
  hiding = on;
  if (on) put(cursor_off, sizeof cursor_off - 1);
  else put(cursor_on, sizeof cursor_on - 1);
}

bool terminal_was_continued(void) {
  bool was = continued;
  continued = 0;
  return was;
}

// MARK: Editing a line

static sigset_t outside;

void terminal_begin_editing(void) {
  sigset_t held;
  sigemptyset(&held);
  sigaddset(&held, SIGINT);
  sigaddset(&held, SIGWINCH);
  sigaddset(&held, SIGTSTP);
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) sigaddset(&held, ends[i]);
  sigprocmask(SIG_BLOCK, &held, &outside);
  stopped = 0;
  watch(SIGWINCH);
  watch(SIGTSTP);
}

void terminal_end_editing(void) {
  struct sigaction old;
  sigaction(SIGTSTP, NULL, &old);
  if (old.sa_handler == note) signal(SIGTSTP, SIG_DFL);  // a computation simply stops
  sigprocmask(SIG_SETMASK, &outside, NULL);
}

// pselect lets no signal through when there is something to read already; but Ctrl-C was pressed
// before what can be read, for it empties the terminal's queue.
static void let_pending_through(void) {
  sigset_t held;
  sigprocmask(SIG_SETMASK, &outside, &held);
  sigprocmask(SIG_SETMASK, &held, NULL);
}

// What a signal said since this was last asked; TERMINAL_KEY when none said anything.
static terminal_event signalled(void) {
  if (interrupted) return TERMINAL_INTERRUPT;  // noted until it is forgotten
  if (stopped) { stopped = 0; return TERMINAL_STOP; }
  if (resized) { resized = 0; return TERMINAL_RESIZE; }
  return TERMINAL_KEY;
}

static terminal_event next_byte(int descriptor, unsigned char *byte) {
  for (;;) {
    terminal_event event = signalled();
    if (event != TERMINAL_KEY) return event;
    if (terminal_take_back(byte)) return TERMINAL_KEY;
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(descriptor, &readable);
    static const struct timespec soon = {.tv_nsec = 50000000};
    int ready = pselect(
        descriptor + 1, &readable, NULL, NULL, terminal_is_sorting() ? &soon : NULL, &outside);
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return TERMINAL_END;
    if (ready == 0) { terminal_sort_rest(); continue; }
    let_pending_through();
    event = signalled();
    if (event != TERMINAL_KEY) return event;
    ssize_t count = read(descriptor, byte, 1);
    if (count == 1 && !terminal_owes_answer()) return TERMINAL_KEY;
    if (count == 1) { terminal_sort(*byte); continue; }
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    return TERMINAL_END;
  }
}

terminal_event terminal_next_key(int descriptor, wchar_t *scalar) {
  unsigned char byte;
  uint32_t value = 0, least = 0;
  int missing = 0;
  for (;;) {
    terminal_event event = next_byte(descriptor, &byte);
    if (event != TERMINAL_KEY) return event;
    if (byte < 0x80) { *scalar = byte; return TERMINAL_KEY; }
    if (byte < 0xC0) {
      if (missing == 0) continue;
      value = value << 6 | (byte & 0x3F);
      if (--missing > 0) continue;
      if (value < least || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) continue;
      *scalar = (wchar_t)value;
      return TERMINAL_KEY;
    }
    missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : byte < 0xF8 ? 3 : 0;
    least = missing == 1 ? 0x80 : missing == 2 ? 0x800 : 0x10000;
    value = byte & (0x3F >> missing);
  }
}

void terminal_stop(void) {
  sigset_t stop, masked;
  if (hiding) show_cursor();
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  take_passing_line();
  signal(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);  // waits until it is let through
  sigprocmask(SIG_UNBLOCK, &stop, &masked);
  sigprocmask(SIG_SETMASK, &masked, NULL);
  watch(SIGTSTP);
  if (hiding) put(cursor_off, sizeof cursor_off - 1);
  continued = 1;
}
