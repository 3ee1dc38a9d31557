#include "app/keep/state_folder.h"

#include "base/user_file.h"

bool state_folder(char path[FILE_PATH_SIZE], struct error *err)
{
    int length = user_path("XDG_STATE_HOME", ".local/state", "backstep", path);

    if (length < 0)
        return error_set(err, "neither XDG_STATE_HOME nor HOME names a folder");
    /* Room for the names of the files. */
    if (length >= FILE_PATH_SIZE - 64)
        return error_set(err, "the path of the folder is too long");
    return file_make_private_folders(path, err);
}
