/*
 * spawn: runs the built executable as a user does and keeps what it said.
 */
#ifndef BACKSTEP_TESTS_SPAWN_H
#define BACKSTEP_TESTS_SPAWN_H

#include <stdbool.h>
#include <stddef.h>

enum { SPAWN_ARGUMENTS_MAX = 24, SPAWN_PATH_SIZE = 512 };

struct spawn_result {
    int status;       /* exit status; 128 + number if a signal ended it */
    char *out, *err;  /* owned; never NULL, terminated */
    size_t out_length;
};

/* Bytes of address space that the next runs get at most; 0: any number. */
void spawn_limit_memory(size_t bytes);

/* Runs build/src/backstep with the arguments (up to NULL), in the folder `in` (NULL: here), without
 * any display. out_to: where standard output goes instead of `result->out`, or NULL. */
void spawn_run(struct spawn_result *result, const char *in, const char *out_to,
                 const char *const *arguments);
/* The same, but the program gets the signal so many milliseconds after its start. */
void spawn_run_signal(struct spawn_result *result, int signal, long after_ms,
                      const char *const *arguments);
void spawn_finish(struct spawn_result *result);

/* The path of the built executable: build/src/backstep, or BACKSTEP_PROGRAM below build. */
const char *spawn_path(void);

/* A new empty folder of this test's own; removed with all in it by spawn_remove_folder. */
void spawn_make_folder(char folder[SPAWN_PATH_SIZE]);
void spawn_remove_folder(const char *folder);

/* How many entries the folder has, leaving out those that end in `but` (NULL: none). */
size_t spawn_count_files(const char *folder, const char *but);

/* Writes a file; the test fails if it cannot. */
void spawn_write_file(const char *path, const char *text);

/* The whole file, terminated; owned by the caller. NULL if there is none. */
char *spawn_read_file(const char *path, size_t *length);

/* Width and height from a PNG's header; false if it is none. */
bool spawn_png_size(const char *path, unsigned *width, unsigned *height);

#endif
