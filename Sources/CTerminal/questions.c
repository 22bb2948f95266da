#define _GNU_SOURCE
#include "CTerminal.h"
#include "internal.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// MARK: Bytes that were read before their time

static unsigned char queue[4096];
static size_t first, count;

static void give(unsigned char byte) {
  if (count < sizeof queue) queue[(first + count++) % sizeof queue] = byte;
}

bool terminal_take_back(unsigned char *byte) {
  if (count == 0) return false;
  *byte = queue[first];
  first = (first + 1) % sizeof queue;
  count--;
  return true;
}

void terminal_give_back(const char *bytes) {
  size_t length = strlen(bytes);
  if (count + length > sizeof queue) return;
  first = (first + sizeof queue - length) % sizeof queue;
  for (size_t i = 0; i < length; i++) queue[(first + i) % sizeof queue] = (unsigned char)bytes[i];
  count += length;
}

// MARK: Answers among keys

static enum { KEYS, ESCAPE, COLOUR, COLOUR_ESCAPE, REPORT } state;
static char held[128];  // an answer, or a key that begins like one
static size_t held_count;
static char colour[128];
static bool has_ended;
static struct timespec owed_until;

static double seconds_until(struct timespec moment) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(moment.tv_sec - now.tv_sec) + (double)(moment.tv_nsec - now.tv_nsec) / 1e9;
}

bool terminal_owes_answer(void) { return state != KEYS || seconds_until(owed_until) > 0; }
bool terminal_is_sorting(void) { return state != KEYS; }

void terminal_sort_rest(void) {
  for (size_t i = 0; i < held_count && state != COLOUR && state != COLOUR_ESCAPE; i++)
    give((unsigned char)held[i]);
  held_count = 0;
  state = KEYS;
}

static void hold(unsigned char byte) {
  if (held_count < sizeof held) held[held_count++] = (char)byte;
}

static void end_colour(size_t terminator) {
  size_t length = held_count - terminator - 2;  // without ESC ]
  memcpy(colour, held + 2, length);
  colour[length] = 0;
  held_count = 0;
  state = KEYS;
}

void terminal_sort(unsigned char byte) {
  if (state == KEYS && byte != 033) { give(byte); return; }
  hold(byte);
  switch (state) {
  case KEYS: state = ESCAPE; break;
  case ESCAPE:
    if (byte == ']') state = COLOUR;
    else if (byte == '[') state = REPORT;
    else terminal_sort_rest();
    break;
  case COLOUR:
    if (byte == 07) end_colour(1);
    else if (byte == 033) state = COLOUR_ESCAPE;
    break;
  case COLOUR_ESCAPE:
    end_colour(2);
    break;
  case REPORT:  // ESC [ ? 1 ; 2 c
    if (held_count == 3 && byte != '?') { terminal_sort_rest(); break; }
    if (byte < 0x40 || byte > 0x7E) break;
    if (byte != 'c') { terminal_sort_rest(); break; }
    held_count = 0;
    state = KEYS;
    has_ended = true;
    owed_until = (struct timespec){0};
    break;
  }
}

// MARK: The question

// The second question is one that nearly every terminal answers: when its answer is there, the
// first one is not waited for any longer.
static const char question[] = "\033]11;?\033\\\033[c";

static bool has_input(int descriptor, double seconds) {
  struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
  return seconds > 0 && poll(&waiting, 1, (int)(seconds * 1000) + 1) > 0;
}

bool terminal_ask_background(int descriptor, int milliseconds, char *answer, size_t size) {
  struct termios before;
  sigset_t held_back, outside;
  if (tcgetattr(descriptor, &before) != 0) return false;
  sigemptyset(&held_back);
  sigaddset(&held_back, SIGINT);
  sigaddset(&held_back, SIGTSTP);
  sigprocmask(SIG_BLOCK, &held_back, &outside);
  struct termios silent = before;
  silent.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  silent.c_cc[VMIN] = 1;
  silent.c_cc[VTIME] = 0;
  tcsetattr(descriptor, TCSANOW, &silent);

  has_ended = false;
  colour[0] = 0;
  struct timespec deadline;
  clock_gettime(CLOCK_MONOTONIC, &deadline);
  owed_until = deadline;
  owed_until.tv_sec += 5;
  deadline.tv_nsec += (long)milliseconds * 1000000;
  deadline.tv_sec += deadline.tv_nsec / 1000000000;
  deadline.tv_nsec %= 1000000000;
  bool asked = write(STDOUT_FILENO, question, sizeof question - 1) == (ssize_t)sizeof question - 1;
  while (asked && !has_ended && has_input(descriptor, seconds_until(deadline))) {
    unsigned char bytes[256];
    ssize_t length = read(descriptor, bytes, sizeof bytes);
    if (length <= 0) break;
    for (ssize_t i = 0; i < length; i++) terminal_sort(bytes[i]);
  }

  tcsetattr(descriptor, TCSANOW, &before);
  sigprocmask(SIG_SETMASK, &outside, NULL);
  strncpy(answer, colour, size - 1);
  answer[size - 1] = 0;
  return colour[0] != 0;
}

// MARK: Single keys

void terminal_single_keys(int descriptor, bool on) {
  static struct termios before;
  if (on) {
    tcgetattr(descriptor, &before);
    struct termios single = before;
    single.c_iflag &= ~(tcflag_t)IXON;  // else Ctrl-S would freeze the screen
    single.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    single.c_cc[VMIN] = 1;
    single.c_cc[VTIME] = 0;
    tcsetattr(descriptor, TCSANOW, &single);
  } else {
    tcsetattr(descriptor, TCSANOW, &before);
  }
}

bool terminal_has_key(int descriptor, int milliseconds) {
  struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
  return count > 0 || poll(&waiting, 1, milliseconds) > 0;
}
