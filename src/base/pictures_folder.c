#include "base/pictures_folder.h"

#include "base/user_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    text = user_file_read("user-dirs.dirs");
    found = text != NULL && find_value(text, home, out) && out[0] == '/' && file_is_folder(out);
    free(text);
    return found;
}
