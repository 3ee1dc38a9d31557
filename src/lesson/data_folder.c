#include "lesson/data_folder.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
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

/* Cuts the last name off the path; false if there is none. */
static bool go_up(char *path)
{
    char *slash = strrchr(path, '/');

    if (slash == NULL)
        return false;
    *slash = '\0';
    return true;
}

/* The source beside which the program was built: a folder above the program has a link to it. */
static bool in_build(const char *program, const char *below, char out[FILE_PATH_SIZE])
{
    char at[FILE_PATH_SIZE], *source = NULL;
    bool found;

    if (program == NULL || snprintf(at, sizeof at, "%s", program) >= (int)sizeof at)
        return false;
    while (source == NULL && go_up(at)) {
        int length = snprintf(out, FILE_PATH_SIZE, "%s/backstep-source", at);

        source = length < FILE_PATH_SIZE ? realpath(out, NULL) : NULL;
    }
    snprintf(out, FILE_PATH_SIZE, "%s/%s", source != NULL ? source : "", below);
    found = source != NULL && file_is_folder(out);
    free(source);
    return found;
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
    if (in_build(places->program, folder->source, out))
        return true;
    if (beside_program(places, beside) && try_folder(beside, folder->installed, out, &tried))
        return true;
    if (try_folder(places->configured, folder->installed, out, &tried))
        return true;
    if (places->program == NULL && try_folder(".", folder->source, out, &tried))
        return true;
    return error_set(err, "cannot find %s in %s; install the program again, or set BACKSTEP_DATA "
                          "to the folder that has '%s' in it", folder->what, list,
                     folder->installed);
}
