#include "base/pictures_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONFIGURATION_MAX = 64 << 10 };

static const char key[] = "XDG_PICTURES_DIR=\"", home_word[] = "$HOME/";

/* The configuration's text, owned by the caller; NULL: there is none. */
static char *read_configuration(const char *home)
{
    const char *folder = getenv("XDG_CONFIG_HOME");
    char path[FILE_PATH_SIZE], *bytes = NULL;
    size_t length;
    int written = folder != NULL && folder[0] == '/'
                      ? snprintf(path, sizeof path, "%s/user-dirs.dirs", folder)
                      : snprintf(path, sizeof path, "%s/.config/user-dirs.dirs", home);

    if (written >= (int)sizeof path || !file_exists(path))
        return NULL;
    return file_read(path, CONFIGURATION_MAX, &bytes, &length, NULL) ? bytes : NULL;
}

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

bool pictures_folder(char out[FILE_PATH_SIZE])
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
    text = read_configuration(home);
    found = text != NULL && find_value(text, home, out) && out[0] == '/' && file_is_folder(out);
    free(text);
    return found;
}
