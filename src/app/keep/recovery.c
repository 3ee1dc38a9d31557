#include "app/keep/recovery.h"

#include "app/keep/saving.h"
#include "app/keep/state_folder.h"
#include "app/run/run.h"
#include "base/memory.h"
#include "words/words.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- the folder and its files ---- */

enum { RETRY_MS = 10000 };

static void own_path(const struct recovery *recovery, char path[FILE_PATH_SIZE])
{
    snprintf(path, FILE_PATH_SIZE, "%.4000s/%ld-%u.json", recovery->folder, recovery->process,
             recovery->number);
}

static void lock_path(const struct recovery *recovery, long process, char path[FILE_PATH_SIZE])
{
    snprintf(path, FILE_PATH_SIZE, "%.4000s/%ld.lock", recovery->folder, process);
}

/* Takes the lock of an open file, which the process then has until it ends or closes the file;
 * false if another has it. A file system without locks lets everybody have it. */
static bool take_lock(int file)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    return fcntl(file, F_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES);
}

/* Whether the process that wrote file `number` has ended: nobody holds its lock, or it is this
 * one's, and the file was there before. */
static bool has_ended(const struct recovery *recovery, long process, unsigned number)
{
    char path[FILE_PATH_SIZE];
    int lock;
    bool free_now;

    if (process == recovery->process)
        return number < recovery->first;
    lock_path(recovery, process, path);
    lock = open(path, O_RDWR | O_CLOEXEC);
    if (lock < 0)
        return errno == ENOENT;
    free_now = take_lock(lock);
    if (free_now)
        unlink(path);
    close(lock);
    return free_now;
}

/* "1234-5.json", or "1234.lock" if that is the ending: 1234, and 5 in *number; 0 for any other
 * file. */
static long process_of(const char *name, const char *ending, unsigned *number)
{
    char *end;
    long process = isdigit((unsigned char)name[0]) ? strtol(name, &end, 10) : 0;

    *number = 0;
    if (process > 0 && *end == '-' && isdigit((unsigned char)end[1]))
        *number = (unsigned)strtoul(end + 1, &end, 10);
    return process > 0 && strcmp(end, ending) == 0 ? process : 0;
}

/* A file of changes that a process left behind. */
struct left {
    char name[256];
    struct timespec time; /* when it was written */
};

static bool is_newer(const struct left *a, const struct left *b)
{
    if (a->time.tv_sec != b->time.tv_sec)
        return a->time.tv_sec > b->time.tv_sec;
    if (a->time.tv_nsec != b->time.tv_nsec)
        return a->time.tv_nsec > b->time.tv_nsec;
    return strcmp(a->name, b->name) > 0;
}

/* The newest file whose process has ended, of those older than `before` if that is not NULL; false
 * if there is none. Locks of such processes are removed. */
static bool find_newest(const struct recovery *recovery, const struct left *before,
                        struct left *newest)
{
    DIR *folder = opendir(recovery->folder);
    const struct dirent *entry;
    bool found = false;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        unsigned number;
        long process = process_of(entry->d_name, ".json", &number);
        long locked = process_of(entry->d_name, ".lock", &(unsigned){0});
        struct left left;
        struct stat info;

        if (locked > 0 && locked != recovery->process)
            has_ended(recovery, locked, 0);
        if (process == 0 || fstatat(dirfd(folder), entry->d_name, &info, 0) != 0
            || !has_ended(recovery, process, number))
            continue;
        left.time = info.st_mtim;
        snprintf(left.name, sizeof left.name, "%s", entry->d_name);
        if ((before != NULL && !is_newer(before, &left)) || (found && !is_newer(&left, newest)))
            continue;
        *newest = left;
        found = true;
    }
    if (folder != NULL)
        closedir(folder);
    return found;
}

/* Makes the lock that says that `process` lives, and is this one; false if another has it, even if
 * only to look whether it is held. */
static bool make_lock(struct recovery *recovery, long process)
{
    struct stat ours, there;
    char path[FILE_PATH_SIZE];
    int lock;

    lock_path(recovery, process, path);
    lock = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (lock < 0)
        return false;
    if (take_lock(lock) && fstat(lock, &ours) == 0 && stat(path, &there) == 0
        && ours.st_ino == there.st_ino) {
        recovery->lock = lock;
        return true;
    }
    close(lock);
    errno = EEXIST;
    return false;
}

/* The folder, and names in it that no file has: from this process's number on, since numbers come
 * again, in containers the same at every start. */
static bool prepare(struct recovery *recovery, struct error *err)
{
    char path[FILE_PATH_SIZE];

    if (recovery->lock >= 0)
        return true;
    if (!state_folder(recovery->folder, err))
        return false;
    recovery->process = (long)getpid();
    while (!make_lock(recovery, recovery->process)) {
        if (errno != EEXIST)
            return error_set(err, "cannot write into '%.300s': %s", recovery->folder,
                             strerror(errno));
        recovery->process++;
    }
    for (own_path(recovery, path); file_exists(path); own_path(recovery, path))
        recovery->number++;
    recovery->first = recovery->number;
    return true;
}

/* ---- the question ---- */

static char *make_question(const char *path, const struct scenario *scenario)
{
    char when[64] = "", *question = memory_new(ERROR_TEXT_SIZE, 1);
    size_t changes = scenario->session.edits.count;
    struct stat info;
    struct tm local;

    if (stat(path, &info) == 0 && localtime_r(&info.st_mtime, &local) != NULL)
        strftime(when, sizeof when, " on %Y-%m-%d at %H:%M", &local);
    words_print(question, ERROR_TEXT_SIZE, W_WAS_LEFT_WITH_UNSAVED_CHANGES, scenario->title, when,
                changes);
    return question;
}

/* Said once, until it works again. */
static void complain(struct recovery *recovery, struct notice *notice, const struct error *err)
{
    char text[ERROR_TEXT_SIZE];

    words_print(text, sizeof text, W_UNSAVED_CHANGES_WOULD_NOT_OUTLIVE, err->text);
    if (!recovery->failed)
        notice_say(notice, true, text);
    recovery->failed = true;
}

/* Asks about the newest file that can be read; those that cannot stay where they are. */
bool recovery_ask(struct recovery *recovery, struct notice *notice)
{
    struct left left, before;
    bool found = find_newest(recovery, NULL, &left);

    free(recovery->found);
    free(recovery->question);
    recovery->found = recovery->question = NULL;
    for (; found; before = left, found = find_newest(recovery, &before, &left)) {
        char path[FILE_PATH_SIZE], text[ERROR_TEXT_SIZE];
        struct scenario scenario;
        struct error err;

        snprintf(path, sizeof path, "%.3800s/%.255s", recovery->folder, left.name);
        if (scenario_read(&scenario, path, &err)) {
            recovery->found = memory_string(path);
            recovery->question = make_question(path, &scenario);
            scenario_finish(&scenario);
            return true;
        }
        words_print(text, sizeof text, W_UNSAVED_CHANGES_COULD_NOT_BE, err.text);
        notice_say(notice, true, text);
    }
    return false;
}

bool recovery_start(struct keep *keep, const struct run *run, struct notice *notice)
{
    struct recovery *recovery = &keep->recovery;
    struct error err;

    *recovery = (struct recovery){.on = true, .lock = -1, .due_ms = -1.0};
    if (!prepare(recovery, &err)) {
        complain(recovery, notice, &err);
        return false;
    }
    saving_opened(&keep->saving, &run->scenario);
    return recovery_ask(recovery, notice);
}

/* ---- writing ---- */

static bool write_document(const struct recovery *recovery, const struct run *run,
                           struct error *err)
{
    char path[FILE_PATH_SIZE], *document, *full = NULL;
    size_t length;
    bool ok;

    /* The next start may be in another folder. */
    if (run->scenario.path[0] != '/')
        full = realpath(run->scenario.path, NULL);
    own_path(recovery, path);
    document = saving_document(run, NULL, full != NULL ? full : run->scenario.path, &length);
    ok = file_write_private(path, document, length, err);
    free(document);
    free(full);
    return ok;
}

static bool write_or_remove(struct keep *keep, const struct run *run, struct error *err)
{
    struct recovery *recovery = &keep->recovery;
    char path[FILE_PATH_SIZE];

    if (!saving_is_due(&keep->saving, run)) {
        own_path(recovery, path);
        if (recovery->written)
            remove(path);
        recovery->written = false;
        return true;
    }
    if (!prepare(recovery, err) || !write_document(recovery, run, err))
        return false;
    recovery->written = true;
    return true;
}

/* Makes the file say what no other file has: written, or taken away. What fails is tried again. */
void recovery_write(struct keep *keep, const struct run *run, struct notice *notice)
{
    struct recovery *recovery = &keep->recovery;
    struct error err;

    if (!write_or_remove(keep, run, &err)) {
        complain(recovery, notice, &err);
        recovery->due_ms = run->now_ms + RETRY_MS;
        return;
    }
    if (recovery->failed)
        notice_say(notice, false, words(W_UNSAVED_CHANGES_OUTLIVE_CRASH));
    recovery->failed = false;
    recovery->due_ms = -1.0;
    edit_log_copy(&recovery->changes, &run->stepper.edits);
}

static bool is_working(const struct recovery *recovery, const struct run *run)
{
    return recovery->on && run_is_open(run);
}

/* Whether the file does not say what it should. */
static bool is_behind(const struct keep *keep, const struct run *run)
{
    const struct recovery *recovery = &keep->recovery;

    return recovery->written != saving_is_due(&keep->saving, run)
        || edit_log_difference(&recovery->changes, &run->stepper.edits) != UINT64_MAX;
}

void recovery_tick(struct keep *keep, const struct run *run, struct notice *notice)
{
    struct recovery *recovery = &keep->recovery;

    if (!is_working(recovery, run))
        return;
    if (!is_behind(keep, run))
        recovery->due_ms = -1.0;
    else if (recovery->due_ms < 0.0)
        recovery->due_ms = run->now_ms + RECOVERY_DELAY_MS;
    else if (run->now_ms >= recovery->due_ms)
        recovery_write(keep, run, notice);
}

double recovery_sleep_ms(const struct recovery *recovery, const struct run *run)
{
    if (!is_working(recovery, run) || recovery->due_ms < 0.0)
        return -1.0;
    return recovery->due_ms > run->now_ms ? recovery->due_ms - run->now_ms : 0.0;
}

void recovery_leave(struct keep *keep, const struct run *run, struct notice *notice)
{
    struct recovery *recovery = &keep->recovery;

    if (!is_working(recovery, run))
        return;
    if (is_behind(keep, run))
        recovery_write(keep, run, notice);
    recovery->due_ms = -1.0;
    if (recovery->written)
        recovery->number++;
    recovery->written = false;
    edit_log_finish(&recovery->changes);
}

void recovery_finish(struct keep *keep, const struct run *run)
{
    struct recovery *recovery = &keep->recovery;
    struct notice notice;
    char path[FILE_PATH_SIZE];

    recovery_leave(keep, run, &notice);
    if (recovery->on && recovery->lock >= 0) {
        lock_path(recovery, recovery->process, path);
        unlink(path);
        close(recovery->lock);
    }
    free(recovery->found);
    free(recovery->question);
    edit_log_finish(&recovery->changes);
    *recovery = (struct recovery){.lock = -1};
}
