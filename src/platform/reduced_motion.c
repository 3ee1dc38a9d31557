/* Desktops of GTK and KDE's; GNOME alone keeps it where only its own library can read it. */
#include "platform/reduced_motion.h"

#include "base/user_file.h"

#include <stdlib.h>
#include <string.h>

/* The first file that has the key decides. */
static const struct {
    const char *file, *section, *key;
} places[] = {
    {"gtk-4.0/settings.ini", "[Settings]", "gtk-enable-animations"},
    {"gtk-3.0/settings.ini", "[Settings]", "gtk-enable-animations"},
    {"kdeglobals", "[KDE]", "AnimationDurationFactor"}, /* 0: at once */
};

static const char blanks[] = " \t\r";

/* Where the value begins, up to the end of its line; NULL: the text has no such key. */
static const char *value_of(const char *text, const char *section, const char *key)
{
    bool inside = false;

    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += strspn(line, " \t\r\n");
        if (*line == '[')
            inside = strncmp(line, section, strlen(section)) == 0;
        if (!inside || strncmp(line, key, strlen(key)) != 0)
            continue;
        line += strlen(key);
        line += strspn(line, blanks);
        if (*line == '=')
            return line + 1 + strspn(line + 1, blanks);
    }
    return NULL;
}

static bool is_off(const char *value)
{
    char *end;

    return strncmp(value, "false", strlen("false")) == 0
        || (strtod(value, &end) == 0.0 && end != value); /* "0", "0.0" */
}

bool reduced_motion_wished(void)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char *text = user_file_read(places[i].file);
        const char *value = text != NULL
            ? value_of(text, places[i].section, places[i].key) : NULL;
        bool found = value != NULL, off = found && is_off(value);

        free(text);
        if (found)
            return off;
    }
    return false;
}
