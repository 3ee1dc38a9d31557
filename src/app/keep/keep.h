/*
 * keep: what outlives the program.
 */
#ifndef BACKSTEP_APP_KEEP_KEEP_H
#define BACKSTEP_APP_KEEP_KEEP_H

#include "app/quiz.h"
#include "app/run/run.h"
#include "base/file.h"

#include <stdbool.h>
#include <stddef.h>

/* What of it is in a file of the user's: saving.h. */
struct saving {
    char *path;            /* owned; the session's file; NULL: none is saved yet */
    char *bytes;           /* owned; what this program knows to be in it */
    size_t length;
    struct edit_log changes; /* as they were when they were saved or read last */
    bool recovered;        /* brought back after a crash, and not saved since */
};

/* What would outlive a crash: recovery.h. */
struct recovery {
    bool on;
    bool failed;            /* said that it cannot be written */
    char folder[FILE_PATH_SIZE];
    int lock;               /* file descriptor; < 0: none, neither folder nor number yet */
    long process;           /* the number that its files' names begin with */
    unsigned number, first; /* of this process's file: it has one for each lesson left unsaved, from
                             * the first number that was free */
    bool written;           /* that file exists */
    struct edit_log changes; /* as of the last time it was written or taken away */
    double due_ms;          /* when the next change is to be written; < 0: none is */
    char *found;            /* owned; the file that is asked about; NULL: none */
    char *question;         /* owned; a sentence about it */
};

/* What was answered, and where a lesson was left: study.h. */
enum { STUDY_DELAY_MS = 3000, STUDY_ANSWERS_MAX = 512, STUDY_DONE_MAX = 64 };

/* A moment of a lesson. */
struct study_place {
    char *lesson;              /* owned; a built-in name or a full path; NULL: none */
    struct cursor cursor;
    enum granularity granularity;
};

struct study_answer {
    char *lesson;              /* owned */
    struct quiz_answer answer;
};

struct study {
    bool on;
    bool failed;               /* said that it cannot be written */
    bool lecture;              /* no questions, this time; what is remembered stays */
    bool questions;            /* what is remembered */
    char path[FILE_PATH_SIZE];
    struct study_place stopped; /* as it was when the program started */
    struct study_answer *answers; /* owned; the oldest first */
    size_t count;
    char *done[STUDY_DONE_MAX]; /* owned; lessons that were followed to their end */
    size_t done_count;
    /* As it was written last. */
    struct cursor cursor;
    size_t answered;
    bool asked;
    double due_ms;             /* < 0: nothing is to be written */
};

struct keep {
    struct saving saving;
    struct recovery recovery;
    struct study study;
};

#endif
