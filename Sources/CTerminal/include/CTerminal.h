#ifndef BACKPROP_TUTOR_CTERMINAL_H
#define BACKPROP_TUTOR_CTERMINAL_H

// The few lines that must be C: cell widths, signal flags, and a reader that can be woken.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

// How many cells a Unicode scalar fills: 0, 1 or 2. The same in every locale.
int terminal_cells(uint32_t scalar);

// Columns and rows of the terminal behind `descriptor`; false when there is none or it will not say.
bool terminal_size(int descriptor, int *columns, int *rows);

// How many colours a kind of terminal has, as the system's descriptions of terminals say: -1 where
// it has none, -2 where it is not described.
int terminal_colors(const char *kind, int descriptor);

// Characters are UTF-8 from now on, whatever the surroundings say; numbers keep their point.
void terminal_use_utf8(void);

// From now on Ctrl-C sets a flag, and a closed pipe is an error of `write`.
void terminal_watch_signals(void);

// Keeps the state of the terminal behind `descriptor` and puts it back when the program is ended
// by a signal or by a fault of its own.
void terminal_guard(int descriptor);

// Puts the guarded terminal back as it was.
void terminal_restore(void);

// Whether the line with the cursor stands there for a moment only: a signal that ends or stops the
// program takes it away first.
void terminal_line_is_passing(bool is);

// Whether Ctrl-C was pressed since `terminal_forget_interrupt`.
bool terminal_was_interrupted(void);
void terminal_forget_interrupt(void);

// Waits until `descriptor` can be read; false when Ctrl-C is pressed first, even just before, and
// when the program was stopped since `terminal_forget_stop` and goes on; that is told once.
bool terminal_wait(int descriptor);
void terminal_forget_stop(void);

// Around the editing of a line: in between, signals arrive only while a key is waited for, so none
// is lost between a look at its flag and the wait.
void terminal_begin_editing(void);
void terminal_end_editing(void);

// Whether pasted text arrives between ESC[200~ and ESC[201~; remembered by the guard.
void terminal_bracket_pastes(bool on);

// Hides the cursor, or shows it; remembered by the guard. While it is hidden and no key is waited
// for, a stopped program shows it to the shell, and hides it when it is continued.
void terminal_hide_cursor(bool on);

// Whether the program was stopped and continued since this was last asked.
bool terminal_was_continued(void);

typedef enum {
  TERMINAL_KEY,
  TERMINAL_END,
  TERMINAL_INTERRUPT,
  TERMINAL_RESIZE,
  TERMINAL_STOP,
} terminal_event;

// Waits for a character or a signal. Bytes that are not UTF-8 are dropped.
terminal_event terminal_next_key(int descriptor, wchar_t *scalar);

// Asks the terminal for the colour behind its letters: `11;rgb:1e1e/1e1e/1e1e`. False when it does
// not say in time; what it says later is not taken for keys, and keys meanwhile are kept.
bool terminal_ask_background(int descriptor, int milliseconds, char *answer, size_t size);

// Whether keys arrive one by one and unseen, for `terminal_next_key` outside of a line.
void terminal_single_keys(int descriptor, bool on);

// Whether a key is there, or comes within the time.
bool terminal_has_key(int descriptor, int milliseconds);

// The next keys are these, before all others.
void terminal_give_back(const char *bytes);

// Stops the program as Ctrl-Z does, and returns when it is continued.
void terminal_stop(void);

#endif
