/*
 * file: whole files in, whole files out, or nothing.
 *
 * Output goes to a temporary name in the same folder and is renamed when it is
 * complete and flushed, so that a reader never sees half a file and a full disk
 * leaves the old one as it was. A link stays a link to what is then new, and who could not read the
 * old file cannot read the new one. A device or a pipe (/dev/stdout) is written directly, and never
 * read: it might have no end, or nobody at its other end.
 */
#ifndef BACKSTEP_BASE_FILE_H
#define BACKSTEP_BASE_FILE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { FILE_PATH_SIZE = 4096, FILE_TEMPORARY_SIZE = FILE_PATH_SIZE + 48 };

/* The name in the path, behind its last slash. */
const char *file_name(const char *path);
/* The folder that the path's file is in, with a slash behind it; of standard input and what the
 * shell hands in the one that the program was started in. False: it is too long. */
bool file_folder(const char *path, char out[FILE_PATH_SIZE]);

/* A name relative to that path's file, joined. False: it is too long. */
bool file_beside(const char *path, const char *name, char out[FILE_PATH_SIZE]);

/* Reads the whole file into *bytes (owned by the caller, malloc; one NUL is
 * added after `length` bytes). Errors: missing, unreadable, a folder, a pipe, a device, larger
 * than `limit` bytes. */
bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *err);

/* The same of what a person named, not a file: it may be the pipe at /dev/stdin, or one that the
 * shell made and calls /dev/fd/63. */
bool file_read_named(const char *path, size_t limit, char **bytes, size_t *length,
                     struct error *err);

/* Opens it for reading in pieces; *size: its bytes. NULL and the error: missing, unreadable, a
 * folder, a pipe or a device, larger than `limit` bytes. */
FILE *file_open(const char *path, size_t limit, size_t *size, struct error *err);

/* A file being written. Zeroed: nothing open. */
struct file_writer {
    FILE *stream;               /* owned; write to it */
    char path[FILE_PATH_SIZE];  /* where it will stand */
    char target[FILE_PATH_SIZE]; /* the same, or what the link there leads to */
    char temporary[FILE_TEMPORARY_SIZE]; /* "": written directly */
};

/* Opens the temporary file. Refuses an existing `path` unless `force`, and a
 * folder always. The struct is zeroed on failure. */
bool file_writer_open(struct file_writer *writer, const char *path, bool force, struct error *err);

/* Standard output in the place of a file; the program may go on to write to it afterwards. */
bool file_writer_open_standard(struct file_writer *writer, struct error *err);

/* Flushes, checks for write errors and renames; on failure removes the
 * temporary file and says why. The struct is zeroed either way. */
bool file_writer_commit(struct file_writer *writer, struct error *err);

/* Gives up: removes the temporary file. Accepts a zeroed struct. */
void file_writer_abandon(struct file_writer *writer);

/* All of a file at once; as file_writer_open with `force`, and file_writer_commit. */
bool file_write(const char *path, bool force, const char *bytes, size_t length, struct error *err);

/* The same with force; a file that is new can be read by its owner alone. */
bool file_write_private(const char *path, const char *bytes, size_t length, struct error *err);

/* Removes the temporary files of all writers that are open: when a signal ends the program, in
 * whose handler it may be called. */
void file_remove_temporaries(void);

bool file_exists(const char *path);
bool file_is_folder(const char *path);
bool file_is_special(const char *path); /* a device or a pipe: it holds no bytes of its own */

/* Makes the folder if it does not exist (its parent must). */
bool file_make_folder(const char *path, struct error *err);

/* The same with those above it, which nobody but the owner can enter, nor the folder itself if it
 * is there already. The path is the same afterwards. */
bool file_make_private_folders(char *path, struct error *err);

#endif
