#include "app/keep/saving.h"

#include "app/run/run.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "lesson/session.h"
#include "words/words.h"
#include "lesson/session/session_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SESSIONS_MAX = 1000 };

void saving_finish(struct saving *saving)
{
    free(saving->path);
    free(saving->bytes);
    edit_log_finish(&saving->changes);
    *saving = (struct saving){0};
}

/* The file at `path` holds these bytes now; both are copied. */
static void remember_file(struct saving *saving, const char *path, const char *bytes, size_t length)
{
    char *kept = memory_string(path), *copy = memory_new(length + 1, 1);

    memcpy(copy, bytes, length);
    free(saving->path);
    free(saving->bytes);
    saving->path = kept;
    saving->bytes = copy;
    saving->length = length;
}

void saving_opened(struct saving *saving, const struct scenario *scenario)
{
    saving_finish(saving);
    edit_log_copy(&saving->changes, &scenario->session.edits);
    if (scenario->session.present && scenario->session.of == NULL)
        remember_file(saving, scenario->path, scenario->document, scenario->document_length);
}

bool saving_is_due(const struct saving *saving, const struct run *run)
{
    return run_is_open(run)
        && (saving->recovered
            || edit_log_difference(&saving->changes, &run->stepper.edits) != UINT64_MAX);
}

struct session saving_session(const struct run *run)
{
    return (struct session){
        .present = true,
        .step = run->cursor.step,
        .moment = (long)run->cursor.moment,
        .granularity = (size_t)run->granularity,
        .edits = run->stepper.edits, /* lent */
    };
}

char *saving_document(const struct run *run, const char *folder, const char *of, size_t *length)
{
    struct session session = saving_session(run);
    char *document;

    session.of = of != NULL ? memory_string(of) : NULL;
    document = session_document(&run->scenario, &session, folder, length);
    free(session.of);
    return document;
}

/* ---- which file ---- */

/* Whether the session's file is still what this program read or wrote. */
static bool is_ours(const struct saving *saving)
{
    char *bytes = NULL;
    size_t length = 0;
    bool same;

    if (saving->path == NULL
        || !file_read(saving->path, SCENARIO_BYTES_MAX, &bytes, &length, NULL))
        return false;
    same = length == saving->length && memcmp(bytes, saving->bytes, length) == 0;
    free(bytes);
    return same;
}

/* The name of a file without its folder and ".json", and without "-session" or "-session-2". */
static void base_name(const char *path, char *out, size_t size)
{
    const char *name = file_name(path), *at;
    size_t length = strlen(name);

    if (length > 5 && strcmp(name + length - 5, ".json") == 0)
        length -= 5;
    else if (length > 4 && strcmp(name + length - 4, ".csv") == 0)
        length -= 4;
    at = strstr(name, "-session");
    if (at != NULL && at != name
        && strspn(at + 8, "-0123456789") + (size_t)(at + 8 - name) == length)
        length = (size_t)(at - name);
    snprintf(out, size, "%.*s", (int)(length < size ? length : size - 1), name);
    text_cut_utf8(out);
}

static bool can_write(const char *folder)
{
    return folder != NULL && folder[0] != '\0' && access(folder, W_OK) == 0;
}

/* Beside the lesson's file, or here for a built-in one; at home where that cannot be written. */
static bool choose_folder(const struct run *run, char out[FILE_PATH_SIZE], struct error *err)
{
    const char *slash = strrchr(run->scenario.path, '/'), *home = getenv("HOME");

    if (run->lesson >= 0 || slash == NULL)
        snprintf(out, FILE_PATH_SIZE, ".");
    else
        snprintf(out, FILE_PATH_SIZE, "%.*s",
                 slash > run->scenario.path ? (int)(slash - run->scenario.path) : 1,
                 run->scenario.path);
    if (can_write(out))
        return true;
    if (!can_write(home) || strlen(home) >= FILE_PATH_SIZE)
        return error_set(err, "cannot save the session: neither '%.300s' nor HOME can be written; "
                              "start Backstep in a folder of your own", out);
    snprintf(out, FILE_PATH_SIZE, "%s", home);
    return true;
}

static bool choose_path(const struct run *run, const char *folder, char path[FILE_PATH_SIZE],
                        struct error *err)
{
    char name[128];
    struct text text;

    base_name(run->scenario.path, name, sizeof name);
    for (int i = 1; i <= SESSIONS_MAX; i++) {
        text_init(&text, path, FILE_PATH_SIZE);
        if (strcmp(folder, ".") != 0)
            text_printf(&text, "%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/");
        text_printf(&text, i > 1 ? "%s-session-%d.json" : "%s-session.json", name, i);
        if (text.cut)
            return error_set(err, "cannot save the session: the path of the folder is too long");
        if (!file_exists(path))
            return true;
    }
    return error_set(err, "cannot name the session: %d of '%s' are in '%s' already; move them away",
                     SESSIONS_MAX, name, folder);
}

/* The session's own file again, or a new one. */
static bool save(struct saving *saving, const struct run *run, struct error *err)
{
    bool again = is_ours(saving), ok;
    char folder[FILE_PATH_SIZE], path[FILE_PATH_SIZE], *document;
    size_t length;

    if (again) {
        snprintf(path, sizeof path, "%s", saving->path);
        file_folder(path, folder);
    } else if (!choose_folder(run, folder, err) || !choose_path(run, folder, path, err)) {
        return false;
    }
    document = saving_document(run, folder, NULL, &length);
    ok = file_write(path, again, document, length, err);
    if (ok) {
        remember_file(saving, path, document, length);
        edit_log_copy(&saving->changes, &run->stepper.edits);
        saving->recovered = false;
    }
    free(document);
    return ok;
}

bool saving_save(struct saving *saving, const struct run *run, struct notice *notice)
{
    char text[ERROR_TEXT_SIZE];
    struct error err;

    if (!run_is_open(run))
        return false;
    if (!save(saving, run, &err)) {
        notice_say(notice, true, err.text);
        return false;
    }
    words_print(text, sizeof text,
                run->stepper.edits.count > 0 ? W_SAVED_MOMENT_AND_CHANGES_AS : W_SAVED_MOMENT_AS,
                saving->path);
    notice_say(notice, false, text);
    return true;
}
