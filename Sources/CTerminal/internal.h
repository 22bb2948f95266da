#ifndef BACKPROP_TUTOR_CTERMINAL_INTERNAL_H
#define BACKPROP_TUTOR_CTERMINAL_INTERNAL_H

#include <stdbool.h>

// A byte that was read before its time: typed while the terminal was asked something, or given back.
bool terminal_take_back(unsigned char *byte);

// Whether an answer of the terminal may still come in among the keys.
bool terminal_owes_answer(void);

// Takes a byte while it does: keys go where `terminal_take_back` finds them.
void terminal_sort(unsigned char byte);

// Whether a key or an answer has begun and not ended; if no more comes soon, it was a key.
bool terminal_is_sorting(void);
void terminal_sort_rest(void);

#endif
