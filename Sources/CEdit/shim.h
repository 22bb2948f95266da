#ifndef BACKPROP_TUTOR_CEDIT_SHIM_H
#define BACKPROP_TUTOR_CEDIT_SHIM_H

// libedit's native interface, with its variadic calls spelled out for Swift.

#include <stdio.h>
#include <wchar.h>
#include <histedit.h>

typedef unsigned char (*edit_function)(EditLine *, wint_t);
typedef int (*edit_reader)(EditLine *, wchar_t *);
typedef char *(*edit_prompt)(EditLine *);

static inline EditLine *edit_open(const char *program) {
  return el_init(program, stdin, stdout, stderr);
}

static inline int edit_set_client(EditLine *edit, void *client) {
  return el_set(edit, EL_CLIENTDATA, client);
}

static inline void *edit_client(EditLine *edit) {
  void *client = NULL;
  el_get(edit, EL_CLIENTDATA, &client);
  return client;
}

// `escape` stands before and after every run of characters that moves nothing (a colour).
static inline int edit_set_prompt(EditLine *edit, edit_prompt prompt, char escape) {
  return el_set(edit, EL_PROMPT_ESC, prompt, (int)escape);
}

static inline int edit_set_reader(EditLine *edit, edit_reader reader) {
  return el_set(edit, EL_GETCFN, reader);
}

static inline int edit_set_editor(EditLine *edit, const char *editor) {
  return el_set(edit, EL_EDITOR, editor);
}

static inline int edit_set_signals(EditLine *edit, int handled) {
  return el_set(edit, EL_SIGNAL, handled);
}

// Raw keys (1) or the terminal as it was (0).
static inline int edit_prepare_terminal(EditLine *edit, int raw) {
  return el_set(edit, EL_PREP_TERM, raw);
}

static inline int edit_refresh(EditLine *edit) { return el_set(edit, EL_REFRESH); }

static inline int edit_bind(EditLine *edit, const char *key, const char *function) {
  return el_set(edit, EL_BIND, key, function, (char *)NULL);
}

// The same in the keys of vi while commands are typed.
static inline int edit_bind_command(EditLine *edit, const char *key, const char *function) {
  return el_set(edit, EL_BIND, "-a", key, function, (char *)NULL);
}

// "emacs" or "vi".
static inline const char *edit_editor(EditLine *edit) {
  const char *editor = NULL;
  el_get(edit, EL_EDITOR, &editor);
  return editor;
}

// Carries out a line of an .editrc.
static inline int edit_configure(EditLine *edit, const char *line) {
  Tokenizer *tokenizer = tok_init(NULL);
  int count = 0;
  const char **words = NULL;
  int error = tok_str(tokenizer, line, &count, &words);
  if (error == 0 && count > 0) error = el_parse(edit, count, words);
  tok_end(tokenizer);
  return error;
}

static inline int edit_add_function(
    EditLine *edit, const char *name, const char *help, edit_function function) {
  return el_set(edit, EL_ADDFN, name, help, function);
}

static inline int edit_set_history(EditLine *edit, History *entries) {
  return el_set(edit, EL_HIST, history, entries);
}

static inline int edit_history_limit(History *entries, int count) {
  HistEvent event;
  return history(entries, &event, H_SETSIZE, count);
}

static inline int edit_history_enter(History *entries, const char *line) {
  HistEvent event;
  return history(entries, &event, H_ENTER, line);
}

static inline void edit_history_clear(History *entries) {
  HistEvent event;
  history(entries, &event, H_CLEAR);
}

// Writes what is waiting in the C library's buffer.
static inline void edit_flush(void) { fflush(stdout); }

#endif
