#include "cli/export_files.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* ASCII only, whatever the locale. */
static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), from;

    if (length <= strlen(ending))
        return false;
    from = length - strlen(ending);
    for (size_t i = 0; ending[i] != '\0'; i++)
        if (lower(name[from + i]) != ending[i])
            return false;
    return name[from - 1] != '/'; /* a file called ".png" has no name */
}

static bool names_picture(const char *output)
{
    return output != NULL && ends_in(output, ".png") && !file_is_folder(output);
}

bool export_files_understand(const char *output, struct error *err)
{
    static const char *const others[] = {".jpg",  ".jpeg", ".gif", ".bmp", ".svg",
                                         ".webp", ".tif",  ".tiff", ".pdf", ".ppm"};

    if (output == NULL)
        return true;
    if (output[0] == '\0')
        return error_set(err, "the name after -o is empty; give a folder or a name ending in .png");
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (ends_in(output, others[i]) && !file_is_folder(output))
            return error_set(err, "cannot write '%.200s' as a %s picture: pictures are PNG; give a "
                                  "name ending in .png", output, others[i]);
    return true;
}

static int digits(long number)
{
    char text[32];

    return snprintf(text, sizeof text, "%ld", number);
}

bool export_files_path(const struct export_files *files, long number, char out[FILE_PATH_SIZE],
                       struct error *err)
{
    const char *output = files->output;
    int width = digits(files->last) > 3 ? digits(files->last) : 3;
    struct text path;

    text_init(&path, out, FILE_PATH_SIZE);
    if (names_picture(output)) {
        size_t stem = strlen(output) - strlen(".png");

        if (files->series)
            text_printf(&path, "%.*s-%0*ld%s", (int)stem, output, width, number, output + stem);
        else
            text_add(&path, output);
    } else {
        if (output != NULL)
            text_printf(&path, "%s%s", output, output[strlen(output) - 1] == '/' ? "" : "/");
        text_add(&path, files->name);
        if (files->keys)
            text_add(&path, "-keys");
        else
            text_printf(&path, "-%0*ld", width, number);
        text_add(&path, ".png");
    }
    return !path.cut || error_set(err, "cannot write '%.60s...': the path is too long", out);
}

/* The folder that the path lies in must be there: "no/such" of "no/such/a.png". */
static bool check_parent(const char *path, struct error *err)
{
    size_t length = strlen(path);
    char parent[FILE_PATH_SIZE];

    while (length > 1 && path[length - 1] == '/')
        length--;
    while (length > 0 && path[length - 1] != '/')
        length--;
    while (length > 1 && path[length - 1] == '/')
        length--;
    if (length == 0)
        return true;
    if (length >= sizeof parent)
        return error_set(err, "cannot write '%.60s...': the path is too long", path);
    memcpy(parent, path, length);
    parent[length] = '\0';
    if (file_is_folder(parent))
        return true;
    if (file_exists(parent))
        return error_set(err, "cannot write '%s': '%s' is a file, not a folder", path, parent);
    return error_set(err, "cannot write '%s': there is no folder '%s'; make it first", path,
                     parent);
}

/* The folder to write to is there, or is made. */
static bool prepare_folder(const struct export_files *files, struct error *err)
{
    const char *output = files->output;

    if (output == NULL || file_is_folder(output))
        return true;
    if (!names_picture(output) && file_exists(output))
        return error_set(err, "cannot write to '%s': it is a file; give a folder or a name ending "
                              "in .png", output);
    if (!check_parent(output, err))
        return false;
    return names_picture(output) || file_make_folder(output, err);
}

bool export_files_prepare(const struct export_files *files, bool force, struct error *err)
{
    char path[FILE_PATH_SIZE];

    if (!prepare_folder(files, err))
        return false;
    for (long number = files->first; number <= files->last; number++) {
        if (!export_files_path(files, number, path, err))
            return false;
        if (!force && file_exists(path))
            return error_set(err, "'%s' exists already; use --force to replace it", path);
        if (number == files->last)
            break; /* it may be the largest there is */
    }
    return true;
}
