#include "app/recovery.h"

#include "app/app.h"
#include "app/sheet.h"
#include "base/memory.h"

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

/* Makes a folder and those above it. */
static bool make_folders(char *path, struct error *err)
{
    for (char *p = path + 1; *p != '\0'; p++) {
        bool made;

        if (*p != '/')
            continue;
        *p = '\0';
        made = file_make_folder(path, err);
        *p = '/';
        if (!made)
            return false;
    }
    return file_make_folder(path, err);
}

static bool find_folder(struct recovery *recovery, struct error *err)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length;

    if (state != NULL && state[0] == '/')
        length = snprintf(recovery->folder, sizeof recovery->folder, "%s/backstep", state);
    else if (home != NULL && home[0] == '/')
        length = snprintf(recovery->folder, sizeof recovery->folder, "%s/.local/state/backstep", home);
    else
        return error_set(err, "neither XDG_STATE_HOME nor HOME names a folder");
    /* Room for the names of the files. */
    if (length >= FILE_PATH_SIZE - 64)
        return error_set(err, "the path of the folder is too long");
    return make_folders(recovery->folder, err);
}

static void own_path(const struct recovery *recovery, char path[FILE_PATH_SIZE])
{
    snprintf(path, FILE_PATH_SIZE, "%.4000s/%ld-%u.json", recovery->folder, (long)getpid(),
             recovery->number);
}

static void lock_path(const struct recovery *recovery, long process, char path[FILE_PATH_SIZE])
{
    snprintf(path, FILE_PATH_SIZE, "%.4000s/%ld.lock", recovery->folder, process);
}

/* Takes the lock of an open file, which the process then has until it ends or closes the file; false
 * if another has it. */
static bool take_lock(int file)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    return fcntl(file, F_SETLK, &lock) == 0;
}

/* Whether the process that wrote such a file has ended: nobody holds its lock. */
static bool has_ended(const struct recovery *recovery, long process)
{
    char path[FILE_PATH_SIZE];
    int lock;
    bool free_now;

    if (process == (long)getpid())
        return false;
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

/* "1234-0.json"; the process's number, or 0 for any other file. */
static long process_of(const char *name)
{
    char *end;
    long process = isdigit((unsigned char)name[0]) ? strtol(name, &end, 10) : 0;

    if (process <= 0 || *end != '-')
        return 0;
    end++;
    while (isdigit((unsigned char)*end))
        end++;
    return strcmp(end, ".json") == 0 ? process : 0;
}

/* The newest file whose process has ended; NULL if there is none. Owned by the caller. */
static char *find_newest(const struct recovery *recovery)
{
    DIR *folder = opendir(recovery->folder);
    const struct dirent *entry;
    char *newest = NULL;
    time_t newest_time = 0;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        long process = process_of(entry->d_name);
        char path[FILE_PATH_SIZE];
        struct stat info;

        snprintf(path, sizeof path, "%.3800s/%.255s", recovery->folder, entry->d_name);
        if (process == 0 || stat(path, &info) != 0 || !has_ended(recovery, process))
            continue;
        if (newest != NULL && info.st_mtime <= newest_time)
            continue;
        free(newest);
        newest = memory_string(path);
        newest_time = info.st_mtime;
    }
    if (folder != NULL)
        closedir(folder);
    return newest;
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
    snprintf(question, ERROR_TEXT_SIZE,
             "\xe2\x80\x9c%.200s\xe2\x80\x9d was left%s with %zu unsaved change%s. Go on with it?",
             scenario->title, when, changes, changes == 1 ? "" : "s");
    return question;
}

/* Asks about the newest file that can be read; one that cannot stays where it is. */
static void ask(struct app *app)
{
    struct recovery *recovery = &app->recovery;
    struct scenario scenario;
    struct error err;

    free(recovery->found);
    free(recovery->question);
    recovery->question = NULL;
    recovery->found = find_newest(recovery);
    if (recovery->found == NULL)
        return;
    if (!scenario_read(&scenario, recovery->found, &err)) {
        char text[ERROR_TEXT_SIZE];

        snprintf(text, sizeof text, "Unsaved changes could not be read: %.400s", err.text);
        app_say(app, true, text);
        free(recovery->found);
        recovery->found = NULL;
        return;
    }
    recovery->question = make_question(recovery->found, &scenario);
    scenario_finish(&scenario);
    sheet_open(app, SHEET_RECOVERY);
}

void recovery_start(struct app *app)
{
    struct recovery *recovery = &app->recovery;
    char path[FILE_PATH_SIZE], text[ERROR_TEXT_SIZE];
    struct error err;

    *recovery = (struct recovery){.on = true, .lock = -1, .due_ms = -1.0};
    if (!find_folder(recovery, &err)) {
        recovery->failed = true;
        snprintf(text, sizeof text, "Unsaved changes would not outlive a crash: %.400s", err.text);
        app_say(app, true, text);
        return;
    }
    lock_path(recovery, (long)getpid(), path);
    recovery->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (recovery->lock >= 0)
        take_lock(recovery->lock);
    saving_opened(app);
    ask(app);
}

/* ---- writing ---- */

static bool write_document(struct app *app, struct error *err)
{
    char path[FILE_PATH_SIZE], *document, *full = NULL;
    size_t length;
    bool ok;

    /* The next start may be in another folder. */
    if (app->scenario.path[0] != '/')
        full = realpath(app->scenario.path, NULL);
    own_path(&app->recovery, path);
    document = saving_document(app, NULL, full != NULL ? full : app->scenario.path, &length);
    ok = file_write(path, true, document, length, err);
    free(document);
    free(full);
    return ok;
}

/* Makes the file say what no other file has: written, or taken away. */
static void update(struct app *app)
{
    struct recovery *recovery = &app->recovery;
    char path[FILE_PATH_SIZE], text[ERROR_TEXT_SIZE];
    struct error err;

    recovery->due_ms = -1.0;
    edit_log_copy(&recovery->edits, &app->stepper.edits);
    if (!saving_is_due(app)) {
        own_path(recovery, path);
        if (recovery->written)
            remove(path);
        recovery->written = false;
        return;
    }
    recovery->written = write_document(app, &err);
    if (recovery->written)
        return;
    recovery->failed = true;
    snprintf(text, sizeof text, "Unsaved changes would not outlive a crash: %.400s", err.text);
    app_say(app, true, text);
}

void recovery_answer(struct app *app, enum recovery_answer answer)
{
    struct recovery *recovery = &app->recovery;
    char *found = recovery->found;

    sheet_close(app);
    recovery->found = NULL;
    if (found == NULL)
        return;
    if (answer == RECOVERY_DELETE) {
        remove(found);
        ask(app);
    } else if (answer == RECOVERY_GO_ON && app_open(app, found, NULL)) {
        /* Not taken away before it is written under this process's name. */
        app->saving.recovered = true;
        update(app);
        if (recovery->written)
            remove(found);
    }
    free(found);
}

static bool is_working(const struct app *app)
{
    return app->recovery.on && !app->recovery.failed && app_has_lesson(app);
}

/* Whether the file does not say what it should. */
static bool is_behind(const struct app *app)
{
    const struct recovery *recovery = &app->recovery;

    return recovery->written != saving_is_due(app)
        || edit_log_difference(&recovery->edits, &app->stepper.edits) != UINT64_MAX;
}

void recovery_tick(struct app *app)
{
    struct recovery *recovery = &app->recovery;

    if (!is_working(app))
        return;
    if (!is_behind(app))
        recovery->due_ms = -1.0;
    else if (recovery->due_ms < 0.0)
        recovery->due_ms = app->now_ms + RECOVERY_DELAY_MS;
    else if (app->now_ms >= recovery->due_ms)
        update(app);
}

double recovery_sleep_ms(const struct app *app)
{
    const struct recovery *recovery = &app->recovery;

    if (!is_working(app) || recovery->due_ms < 0.0)
        return -1.0;
    return recovery->due_ms > app->now_ms ? recovery->due_ms - app->now_ms : 0.0;
}

void recovery_leave(struct app *app)
{
    struct recovery *recovery = &app->recovery;

    if (!is_working(app))
        return;
    if (is_behind(app))
        update(app);
    recovery->due_ms = -1.0;
    if (recovery->written)
        recovery->number++;
    recovery->written = false;
    recovery->edits.count = 0;
}

void recovery_finish(struct app *app)
{
    struct recovery *recovery = &app->recovery;
    char path[FILE_PATH_SIZE];

    recovery_leave(app);
    if (recovery->on && recovery->lock >= 0) {
        lock_path(recovery, (long)getpid(), path);
        unlink(path);
        close(recovery->lock);
    }
    free(recovery->found);
    free(recovery->question);
    edit_log_finish(&recovery->edits);
    *recovery = (struct recovery){.lock = -1};
}
