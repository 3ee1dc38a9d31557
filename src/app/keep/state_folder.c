#include "app/keep/state_folder.h"

#include <stdlib.h>

bool state_folder(char path[FILE_PATH_SIZE], struct error *err)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length;

    if (state != NULL && state[0] == '/')
        length = snprintf(path, FILE_PATH_SIZE, "%s/backstep", state);
    else if (home != NULL && home[0] == '/')
        length = snprintf(path, FILE_PATH_SIZE, "%s/.local/state/backstep", home);
    else
        return error_set(err, "neither XDG_STATE_HOME nor HOME names a folder");
    /* Room for the names of the files. */
    if (length >= FILE_PATH_SIZE - 64)
        return error_set(err, "the path of the folder is too long");
    return file_make_private_folders(path, err);
}
