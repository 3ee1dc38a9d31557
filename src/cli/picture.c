#include "cli/picture.h"

#include "app/scene.h"
#include "base/file.h"
#include "base/text.h"
#include "base/user_file.h"
#include "lesson/catalogue.h"
#include "output/png.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the folder of pictures ---- */

static const char key[] = "XDG_PICTURES_DIR=\"", home_word[] = "$HOME/";

/* The value that a line of it gives; false if none does. */
static bool find_value(const char *text, const char *home, char out[FILE_PATH_SIZE])
{
    while (text != NULL && *text != '\0') {
        const char *line = text + strspn(text, " \t"), *end;

        text = strchr(text, '\n');
        text = text != NULL ? text + 1 : NULL;
        if (strncmp(line, key, sizeof key - 1) != 0)
            continue;
        line += sizeof key - 1;
        end = strpbrk(line, "\"\n");
        if (end == NULL || *end != '"')
            return false;
        if (strncmp(line, home_word, sizeof home_word - 1) == 0) {
            line += sizeof home_word - 2;
            return snprintf(out, FILE_PATH_SIZE, "%s%.*s", home, (int)(end - line), line)
                   < FILE_PATH_SIZE;
        }
        return snprintf(out, FILE_PATH_SIZE, "%.*s", (int)(end - line), line) < FILE_PATH_SIZE;
    }
    return false;
}

/* False if there is no such folder. */
static bool pictures_folder(char out[FILE_PATH_SIZE])
{
    const char *given = getenv("XDG_PICTURES_DIR"), *home = getenv("HOME");
    char *text;
    bool found;

    if (given != NULL && given[0] == '/' && strlen(given) < FILE_PATH_SIZE) {
        strcpy(out, given);
        return file_is_folder(out);
    }
    if (home == NULL || home[0] != '/')
        return false;
    text = user_file_read("user-dirs.dirs");
    found = text != NULL && find_value(text, home, out) && out[0] == '/' && file_is_folder(out);
    free(text);
    return found;
}

/* ---- a picture ---- */

enum { SCREENSHOTS_MAX = 1000, LESSON_NAME_SIZE = 64 };

void picture_init(struct picture *picture, struct fonts *fonts)
{
    *picture = (struct picture){.fonts = fonts};
    canvas_init(&picture->canvas, fonts_interface(fonts));
}

void picture_finish(struct picture *picture)
{
    canvas_finish(&picture->canvas);
    raster_finish(&picture->raster);
    *picture = (struct picture){0};
}

void picture_name(const char *scenario, char *out, size_t size)
{
    const char *base = file_name(scenario);
    const char *dot = strrchr(base, '.');
    size_t length = dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base);

    snprintf(out, size, "%.*s", (int)(length < size ? length : size - 1), base);
    text_cut_utf8(out);
}

/* A title as a part of a file's name: small letters and digits, "-" between the words. What is
 * not ASCII stays. */
static void name_of_title(const char *title, char *out, size_t size)
{
    const char *dot = strrchr(title, '.');
    const char *end = dot != NULL && strcmp(dot, ".json") == 0 ? dot : title + strlen(title);
    size_t length = 0;

    for (const char *p = title; p < end && length + 1 < size; p++) {
        unsigned char c = (unsigned char)*p;

        if (c >= 'A' && c <= 'Z')
            out[length++] = (char)(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            out[length++] = *p;
        else if (length > 0 && out[length - 1] != '-')
            out[length++] = '-';
    }
    while (length > 0 && out[length - 1] == '-')
        length--;
    out[length] = '\0';
    text_cut_utf8(out);
}

void picture_lesson_name(const struct app *app, char *out, size_t size)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);

    out[0] = '\0';
    if (!app_has_lesson(app))
        snprintf(out, size, "lessons");
    else if (app->run.lesson >= 0 && (size_t)app->run.lesson < count)
        snprintf(out, size, "%s", entries[app->run.lesson].name);
    else
        name_of_title(app->run.scenario.title, out, size);
    if (out[0] == '\0')
        snprintf(out, size, "lesson");
}

/* What passes, put aside while a picture is taken. */
struct passing {
    char notice[ERROR_TEXT_SIZE];
    double motion_length_ms;
    bool pointer_inside;
};

static void put_aside(struct app *app, struct passing *passing, bool moving)
{
    memcpy(passing->notice, app->shown.notice.text, sizeof passing->notice);
    passing->motion_length_ms = app->shown.motion.length_ms;
    passing->pointer_inside = app->shown.ui.pointer_inside;
    if (app_has_lesson(app) || !app->shown.notice.is_error)
        app->shown.notice.text[0] = '\0';
    if (!moving)
        app->shown.motion.length_ms = 0;
    app->shown.ui.pointer_inside = false;
    jobs_settle(&app->shown.jobs);
}

static void put_back(struct app *app, const struct passing *passing)
{
    memcpy(app->shown.notice.text, passing->notice, sizeof app->shown.notice.text);
    app->shown.motion.length_ms = passing->motion_length_ms;
    app->shown.ui.pointer_inside = passing->pointer_inside;
    app->shown.dirty = true;
}

void picture_lay_out(struct picture *picture, struct app *app, int width, int height)
{
    app_frame(app, &picture->canvas, (float)width, (float)height);
    fonts_end_frame(picture->fonts);
}

const struct canvas *picture_draw(struct picture *picture, struct app *app, int width, int height,
                                  double scale, bool vector)
{
    double times = vector || scale <= 0.0 ? 1.0 : scale;
    struct passing passing;

    fonts_end_frame(picture->fonts);
    put_aside(app, &passing, picture->moving);
    app_frame(app, &picture->canvas, (float)floor((double)width * times + 0.5),
              (float)floor((double)height * times + 0.5));
    put_back(app, &passing);
    return &picture->canvas;
}

bool picture_write(struct picture *picture, struct app *app, int width, int height,
                   const char *path, bool force, struct error *err)
{
    return png_write(picture_draw(picture, app, width, height, 1.0, false), &picture->raster, path,
                     force, err);
}

/* The folder for screenshots: the current one, unless it is HOME, where a desktop starts programs,
 * or cannot be written; else that of the user's pictures; else HOME. If none can be written, the
 * current one, for its error. */
static bool screenshot_folder(char out[FILE_PATH_SIZE], struct error *err)
{
    char pictures[FILE_PATH_SIZE];
    const char *home = getenv("HOME");
    const char *const others[] = {pictures_folder(pictures) ? pictures : NULL, home};
    bool here = getcwd(out, FILE_PATH_SIZE) != NULL;

    if (here && access(out, W_OK | X_OK) == 0 && (home == NULL || strcmp(home, out) != 0))
        return true;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (others[i] == NULL || others[i][0] != '/' || strlen(others[i]) >= FILE_PATH_SIZE ||
            !file_is_folder(others[i]) || access(others[i], W_OK | X_OK) != 0)
            continue;
        memcpy(out, others[i], strlen(others[i]) + 1);
        return true;
    }
    return here || error_set(err, "cannot save the picture: the current folder is gone");
}

bool picture_screenshot(void *context, struct app *app, int width, int height,
                        struct error *notice)
{
    struct picture *picture = context;
    char folder[FILE_PATH_SIZE], path[FILE_PATH_SIZE], name[LESSON_NAME_SIZE];
    struct text text;

    if (!scene_has_room((float)width, (float)height))
        return error_set(notice, "The window has no room for a picture: please make it larger.");
    if (!screenshot_folder(folder, notice))
        return false;
    picture_lesson_name(app, name, sizeof name);
    for (int i = 1; i <= SCREENSHOTS_MAX; i++) {
        text_init(&text, path, sizeof path);
        text_printf(&text, "%s%sbackstep-%s-%03d.png", folder,
                    folder[strlen(folder) - 1] == '/' ? "" : "/", name, i);
        if (text.cut)
            return error_set(notice, "cannot save the picture: the path of the folder is too long");
        if (file_exists(path))
            continue;
        if (!picture_write(picture, app, width, height, path, false, notice))
            return false;
        error_set(notice, "Saved the picture as %s", path);
        return true;
    }
    return error_set(notice,
                     "cannot name the picture: %d of them are in '%s' already; move them away",
                     SCREENSHOTS_MAX, folder);
}
