#include "cli/export/export_files.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* The format of a file; NULL: a folder, which may be called anything but .pdf and the like, or none
 * of that ending. */
static const struct format *format_named(const char *output)
{
    const struct format *format = output != NULL ? format_of_file(output) : NULL;

    return format != NULL && (format->one_file || !file_is_folder(output)) ? format : NULL;
}

/* What other programs write, so that a name with such an ending is no folder. */
static const char *other_ending(const char *output)
{
    static const char *const others[] = {"jpg", "jpeg", "bmp", "webp", "tif", "tiff", "ppm",
                                         "eps", "ps", "mp4", "webm", "avi", "mov", "heic", "avif"};
    const char *dot = strrchr(output, '.');

    for (size_t i = 0; dot != NULL && i < sizeof others / sizeof others[0]; i++)
        if (text_same_letters(dot + 1, others[i]))
            return others[i];
    return NULL;
}

bool export_files_understand(const char *output, const struct format **format, struct error *err)
{
    const char *other;

    *format = format_find("png");
    if (output == NULL)
        return true;
    if (output[0] == '\0')
        return error_set(err, "the name after -o is empty; give a folder or a name ending in .png, "
                              ".svg, .pdf, .apng or .gif");
    if (format_named(output) != NULL)
        *format = format_named(output);
    else if (!file_is_folder(output) && (other = other_ending(output)) != NULL)
        return error_set(err, "cannot write '%.200s' as a .%s picture: pictures are PNG, SVG, PDF, "
                              "APNG or GIF; give a name that ends so", output, other);
    return true;
}

static int digits(long number)
{
    char text[32];

    return snprintf(text, sizeof text, "%ld", number);
}

bool export_files_path(const struct export_files *files, long number, const char *what,
                       char out[FILE_PATH_SIZE], struct error *err)
{
    const char *output = files->output, *name = files->format->name;
    int width = digits(files->last);
    struct text path;

    text_init(&path, out, FILE_PATH_SIZE);
    if (format_named(output) != NULL) {
        size_t stem = strlen(output) - strlen(name) - 1;

        if (files->series)
            text_printf(&path, "%.*s-%0*ld%s%s", (int)stem, output, width > 3 ? width : 3, number,
                        strcmp(what, EXPORT_QUESTION) == 0 ? "-" EXPORT_QUESTION : "",
                        output + stem);
        else
            text_add(&path, output);
    } else {
        if (output != NULL)
            text_printf(&path, "%s%s", output, output[strlen(output) - 1] == '/' ? "" : "/");
        text_add(&path, files->name);
        if (files->keys)
            text_add(&path, "-keys");
        else if (number >= 0)
            text_printf(&path, "-%0*ld%s%s", width > 2 ? width : 2, number,
                        what[0] != '\0' ? "-" : "", what);
        text_printf(&path, ".%s", name);
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

bool export_files_prepare(const struct export_files *files, struct error *err)
{
    const char *output = files->output;
    bool file = format_named(output) != NULL;

    if (output == NULL || file_is_folder(output))
        return true;
    if (!file && file_exists(output))
        return error_set(err, "cannot write to '%s': it is a file; give a folder or a name ending "
                              "in .png", output);
    if (!check_parent(output, err))
        return false;
    return file || file_make_folder(output, err);
}

bool export_files_check(const char *path, bool force, struct error *err)
{
    if (file_is_folder(path))
        return error_set(err, "cannot write '%s': it is a folder", path);
    return force || !file_exists(path) ||
           error_set(err, "'%s' exists already; use --force to replace it", path);
}
