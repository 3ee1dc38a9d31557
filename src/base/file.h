/*
 * file: whole files in, whole files out, or nothing.
 *
 * Output goes to a temporary name in the same folder and is renamed when it is
 * complete and flushed, so that a reader never sees half a file and a full disk
 * leaves the old one as it was. A device or a pipe (/dev/stdout) is written directly.
 */
#ifndef BACKSTEP_BASE_FILE_H
#define BACKSTEP_BASE_FILE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { FILE_PATH_SIZE = 4096 };

/* Reads the whole file into *bytes (owned by the caller, malloc; one NUL is
 * added after `length` bytes). Errors: missing, unreadable, a folder, larger
 * than `limit` bytes. */
bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *err);

/* A file being written. Zeroed: nothing open. */
struct file_writer {
    FILE *stream;               /* owned; write to it */
    char path[FILE_PATH_SIZE];  /* where it will stand */
    char temporary[FILE_PATH_SIZE + 24]; /* "": written directly */
};

/* Opens the temporary file. Refuses an existing `path` unless `force`, and a
 * folder always. The struct is zeroed on failure. */
bool file_writer_open(struct file_writer *writer, const char *path, bool force, struct error *err);

/* Flushes, checks for write errors and renames; on failure removes the
 * temporary file and says why. The struct is zeroed either way. */
bool file_writer_commit(struct file_writer *writer, struct error *err);

/* Gives up: removes the temporary file. Accepts a zeroed struct. */
void file_writer_abandon(struct file_writer *writer);

/* All of a file at once; as file_writer_open with `force`, and file_writer_commit. */
bool file_write(const char *path, bool force, const char *bytes, size_t length, struct error *err);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* Makes the folder if it does not exist (its parent must). */
bool file_make_folder(const char *path, struct error *err);

#endif
