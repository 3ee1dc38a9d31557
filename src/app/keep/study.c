#include "app/keep/study.h"

#include "app/app.h"
#include "app/keep/state_folder.h"
#include "app/run/course.h"
#include "app/run/hurry.h"
#include "app/sheets/sheet.h"
#include "app/walk/station.h"
#include "base/memory.h"
#include "lesson/catalogue.h"
#include "words/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const first_line = "backstep study 1";

enum { BYTES_MAX = 1 << 20, LINE_MAX_SIZE = FILE_PATH_SIZE + 512 };

/* What the open lesson is called in the file; NULL: nothing that a line can hold. The path is in
 * `full`. */
static const char *lesson_name(const struct app *app, char full[FILE_PATH_SIZE])
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);

    if (!app_has_lesson(app))
        return NULL;
    if (app->run.lesson >= 0)
        return entries[app->run.lesson].name;
    if (app->run.scenario.path == NULL || realpath(app->run.scenario.path, full) == NULL
        || strpbrk(full, "\t\n") != NULL)
        return NULL;
    return full;
}

/* ---- reading ---- */

static void keep_answer(struct study *study, const char *lesson, const struct quiz_answer *answer)
{
    for (size_t i = 0; i < study->count; i++) {
        struct study_answer *old = &study->answers[i];

        if (strcmp(old->lesson, lesson) == 0 && quiz_same_question(&old->answer, answer)) {
            old->answer = *answer;
            return;
        }
    }
    if (study->count == STUDY_ANSWERS_MAX) {
        free(study->answers[0].lesson);
        memmove(study->answers, study->answers + 1, --study->count * sizeof *study->answers);
    }
    study->answers[study->count++] = (struct study_answer){memory_string(lesson), *answer};
}

/* "answer STEP MOMENT ITERATION right|wrong LESSON<tab>TITLE" */
static void read_answer(struct study *study, char *line)
{
    struct quiz_answer answer = {.at = {0}};
    char verdict[8];
    int at = 0;
    char *tab;

    if (sscanf(line, "answer %" SCNu64 " %zu %" SCNu64 " %7s %n", &answer.at.step,
               &answer.at.moment, &answer.iteration, verdict, &at) != 4
        || at == 0 || (tab = strchr(line + at, '\t')) == NULL)
        return;
    *tab = '\0';
    text_tame(tab + 1);
    answer.right = strcmp(verdict, "right") == 0;
    snprintf(answer.title, sizeof answer.title, "%s", tab + 1);
    text_cut_utf8(answer.title);
    keep_answer(study, line + at, &answer);
}

static bool is_done(const struct study *study, const char *lesson)
{
    for (size_t i = 0; i < study->done_count; i++)
        if (strcmp(study->done[i], lesson) == 0)
            return true;
    return false;
}

static void keep_done(struct study *study, const char *lesson)
{
    if (*lesson != '\0' && !is_done(study, lesson) && study->done_count < STUDY_DONE_MAX)
        study->done[study->done_count++] = memory_string(lesson);
}

bool study_is_done(const struct app *app, const char *lesson)
{
    return is_done(&app->keep.study, lesson);
}

bool study_has_begun(const struct app *app, const char *lesson)
{
    const struct study *study = &app->keep.study;
    bool begun = study->stopped.lesson != NULL && strcmp(study->stopped.lesson, lesson) == 0;

    for (size_t i = 0; i < study->count; i++)
        begun = begun || strcmp(study->answers[i].lesson, lesson) == 0;
    return begun;
}

/* "stopped STEP MOMENT GRANULARITY LESSON" */
static void read_stopped(struct study *study, const char *line)
{
    struct study_place place = {0};
    char granularity[16];
    size_t known;
    int at = 0;

    if (sscanf(line, "stopped %" SCNu64 " %zu %15s %n", &place.cursor.step, &place.cursor.moment,
               granularity, &at) != 3
        || at == 0 || line[at] == '\0' || place.cursor.step == 0)
        return;
    known = text_index(granularity, granularity_names, GRANULARITY_COUNT);
    place.granularity = known < GRANULARITY_COUNT ? (enum granularity)known : GRANULARITY_NEURON;
    free(study->stopped.lesson);
    study->stopped = place;
    study->stopped.lesson = memory_string(line + at);
}

static void read_lines(struct study *study, char *text)
{
    for (char *line = text, *end; *line != '\0'; line = end) {
        end = line + strcspn(line, "\n");
        if (*end != '\0')
            *end++ = '\0';
        if (strcmp(line, "questions off") == 0)
            study->questions = false;
        else if (strncmp(line, "answer ", 7) == 0)
            read_answer(study, line);
        else if (strncmp(line, "stopped ", 8) == 0)
            read_stopped(study, line);
        else if (strncmp(line, "done ", 5) == 0)
            keep_done(study, line + 5);
    }
}

static void read_file(struct study *study)
{
    struct error err;
    char *bytes;
    size_t length;

    if (!file_read(study->path, BYTES_MAX, &bytes, &length, &err))
        return; /* the first start, or nothing that could be read */
    if (strncmp(bytes, first_line, strlen(first_line)) == 0)
        read_lines(study, bytes);
    free(bytes);
}

void study_opened(struct app *app)
{
    const struct study *study = &app->keep.study;
    char full[FILE_PATH_SIZE];
    const char *lesson = study->on ? lesson_name(app, full) : NULL;

    for (size_t i = 0; lesson != NULL && i < study->count; i++)
        if (strcmp(study->answers[i].lesson, lesson) == 0)
            quiz_remember(&app->quiz, &study->answers[i].answer);
}

/* ---- writing ---- */

static bool write_file(const struct app *app, struct error *err)
{
    const struct study *study = &app->keep.study;
    const struct study_place *stopped = &study->stopped;
    size_t size = (study->count + study->done_count + 4) * LINE_MAX_SIZE;
    char *bytes = memory_new(size, 1);
    struct text text;
    bool ok;

    text_init(&text, bytes, size);
    text_printf(&text, "%s\nquestions %s\n", first_line, study->questions ? "on" : "off");
    if (stopped->lesson != NULL)
        text_printf(&text, "stopped %" PRIu64 " %zu %s %s\n", stopped->cursor.step,
                    stopped->cursor.moment, granularity_name(stopped->granularity),
                    stopped->lesson);
    for (size_t i = 0; i < study->count; i++) {
        const struct quiz_answer *answer = &study->answers[i].answer;

        text_printf(&text, "answer %" PRIu64 " %zu %" PRIu64 " %s %s\t%s\n", answer->at.step,
                    answer->at.moment, answer->iteration, answer->right ? "right" : "wrong",
                    study->answers[i].lesson, answer->title);
    }
    for (size_t i = 0; i < study->done_count; i++)
        text_printf(&text, "done %s\n", study->done[i]);
    ok = file_write_private(study->path, bytes, text.length, err);
    free(bytes);
    return ok;
}

static bool is_behind(const struct app *app)
{
    const struct study *study = &app->keep.study;

    return study->cursor.step != app->run.cursor.step
        || study->cursor.moment != app->run.cursor.moment || study->answered != app->quiz.count
        || study->asked != app->quiz.on;
}

/* The lesson's last station, or, without a script, the end of its run. */
static bool at_end(const struct app *app)
{
    size_t number = 0;

    station_here(&app->run, &app->walk, &number);
    return app->run.stepper.state.stopped != STOP_NONE
        || (number > 0 && number == app->run.scenario.script.count);
}

/* Where the lesson stands is where it was left; one that is over or has not begun was not. */
static void note_place(struct app *app)
{
    struct study_place *stopped = &app->keep.study.stopped;
    char full[FILE_PATH_SIZE];
    const char *lesson = lesson_name(app, full);

    if (lesson == NULL || app->run.cursor.step == 0)
        return;
    free(stopped->lesson);
    *stopped = (struct study_place){NULL, app->run.cursor, app->run.granularity};
    if (at_end(app))
        keep_done(&app->keep.study, lesson);
    else
        stopped->lesson = memory_string(lesson);
}

static void update(struct app *app)
{
    struct study *study = &app->keep.study;
    char text[ERROR_TEXT_SIZE];
    struct error err;

    if (!study->lecture)
        study->questions = app->quiz.on;
    study->cursor = app->run.cursor;
    study->answered = app->quiz.count;
    study->asked = app->quiz.on;
    study->due_ms = -1.0;
    note_place(app);
    if (write_file(app, &err) || study->failed)
        return;
    study->failed = true;
    words_print(text, sizeof text, W_ANSWERS_WOULD_BE_FORGOTTEN, err.text);
    app_say(app, true, text);
}

void study_note(struct app *app, const struct quiz_answer *answer)
{
    char full[FILE_PATH_SIZE];
    const char *lesson = app->keep.study.on ? lesson_name(app, full) : NULL;

    if (lesson != NULL)
        keep_answer(&app->keep.study, lesson, answer);
    app->keep.study.answered = SIZE_MAX; /* to be written, also where it replaces another */
}

void study_tick(struct app *app)
{
    struct study *study = &app->keep.study;

    if (!study->on || !is_behind(app))
        return;
    if (study->due_ms < 0.0)
        study->due_ms = app->run.now_ms + STUDY_DELAY_MS;
    else if (app->run.now_ms >= study->due_ms)
        update(app);
}

double study_sleep_ms(const struct app *app)
{
    const struct study *study = &app->keep.study;

    if (!study->on || study->due_ms < 0.0)
        return -1.0;
    return study->due_ms > app->run.now_ms ? study->due_ms - app->run.now_ms : 0.0;
}

void study_leave(struct app *app)
{
    if (app->keep.study.on && is_behind(app))
        update(app);
}

void study_finish(struct app *app)
{
    struct study *study = &app->keep.study;

    study_leave(app);
    for (size_t i = 0; i < study->count; i++)
        free(study->answers[i].lesson);
    free(study->answers);
    for (size_t i = 0; i < study->done_count; i++)
        free(study->done[i]);
    free(study->stopped.lesson);
    *study = (struct study){0};
}

/* ---- the start ---- */

void study_start(struct app *app, bool lecture, bool offer)
{
    struct study *study = &app->keep.study;
    struct error err;

    *study = (struct study){.lecture = lecture, .questions = true, .due_ms = -1.0};
    app->quiz.on = !lecture;
    if (!state_folder(study->path, &err))
        return; /* recovery says so */
    strcat(study->path, "/study");
    study->on = true;
    study->answers = memory_new(STUDY_ANSWERS_MAX, sizeof *study->answers);
    read_file(study);
    app->quiz.on = study->questions && !lecture;
    study_opened(app);
    study->cursor = app->run.cursor;
    study->answered = app->quiz.count;
    study->asked = app->quiz.on;
    if (offer && study->stopped.lesson != NULL && app->sheet.which != SHEET_RECOVERY)
        sheet_open(app, SHEET_GO_ON);
}

void study_question(const struct app *app, char *out, size_t size)
{
    const char *lesson = app->keep.study.stopped.lesson;
    const struct catalogue_entry *entry = lesson != NULL ? catalogue_find(lesson) : NULL;

    words_print(out, size, W_YOU_STOPPED_IN_MIDST,
                entry != NULL ? entry->title : lesson != NULL ? lesson : "");
}

void study_go_on(struct app *app, double answer)
{
    struct study_place *stopped = &app->keep.study.stopped;
    struct cursor cursor = stopped->cursor;
    char path[FILE_PATH_SIZE];
    struct error err;
    size_t moments;

    sheet_close(app);
    if (answer != 0.0 || stopped->lesson == NULL) {
        sheet_open(app, SHEET_NAMES); /* as at the first start */
        return;
    }
    if (!catalogue_resolve(stopped->lesson, path, &err)) {
        app_say(app, true, err.text);
        return;
    }
    if (!app_open(app, path, &err))
        return;
    sheet_close(app);
    app->run.granularity = stopped->granularity;
    moments = course_moments(&app->run, cursor.step);
    if (cursor.moment > moments)
        cursor.moment = moments;
    hurry_to(&app->run, cursor);
}
