#include "lesson/data_folder.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* Tries one place; what was tried in vain is added to `tried`. */
static bool try_folder(const char *base, const char *below, char out[FILE_PATH_SIZE],
                       struct text *tried)
{
    int length;

    if (base == NULL || base[0] == '\0')
        return false;
    length = snprintf(out, FILE_PATH_SIZE, "%s/%s", base, below);
    if (length > 0 && length < FILE_PATH_SIZE && file_is_folder(out))
        return true;
    text_printf(tried, "%s'%.200s/%s'", tried->length > 0 ? ", " : "", base, below);
    return false;
}

/* Whether the file lies in the folder or deeper. */
static bool lies_in(const char *file, const char *folder)
{
    size_t length;

    if (file == NULL || folder == NULL || folder[0] == '\0')
        return false;
    length = strlen(folder);
    return strncmp(file, folder, length) == 0 && file[length] == '/';
}

/* Cuts the last name off the path; false if there is none. */
static bool go_up(char *path)
{
    char *slash = strrchr(path, '/');

    if (slash == NULL)
        return false;
    *slash = '\0';
    return true;
}

/* `relative` seen from the program's folder, its leading "../" resolved. */
static bool beside_program(const struct data_places *places, char out[FILE_PATH_SIZE])
{
    const char *below = places->relative;
    size_t length;

    if (places->program == NULL || below == NULL || strlen(places->program) >= FILE_PATH_SIZE)
        return false;
    snprintf(out, FILE_PATH_SIZE, "%s", places->program);
    if (!go_up(out))
        return false;
    for (; strncmp(below, "../", 3) == 0; below += 3) {
        if (!go_up(out))
            return false;
    }
    length = strlen(out);
    return snprintf(out + length, FILE_PATH_SIZE - length, "/%s", below) <
           (int)(FILE_PATH_SIZE - length);
}

bool data_folder_find(const struct data_folder *folder, const struct data_places *places,
                      char out[FILE_PATH_SIZE], struct error *err)
{
    char list[ERROR_TEXT_SIZE / 2], beside[FILE_PATH_SIZE];
    struct text tried;

    text_init(&tried, list, sizeof list);
    if (places->override != NULL && places->override[0] != '\0') {
        if (try_folder(places->override, folder->installed, out, &tried))
            return true;
        return error_set(err, "cannot find %s: BACKSTEP_DATA is set, but there is no folder %s; "
                              "correct the variable or unset it", folder->what, list);
    }
    if (lies_in(places->program, places->build) &&
        try_folder(places->source, folder->source, out, &tried))
        return true;
    if (beside_program(places, beside) && try_folder(beside, folder->installed, out, &tried))
        return true;
    if (try_folder(places->configured, folder->installed, out, &tried))
        return true;
    if (places->program == NULL && try_folder(places->source, folder->source, out, &tried))
        return true;
    return error_set(err, "cannot find %s in %s; install the program again, or set BACKSTEP_DATA "
                          "to the folder that has '%s' in it", folder->what, list,
                     folder->installed);
}
