#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* What the shell hands in has no folder of its own. */
static bool is_handed_in(const char *path)
{
    return strcmp(path, "/dev/stdin") == 0 || strncmp(path, "/dev/fd/", 8) == 0;
}

/* How much of the path is its folder. */
static int folder_length(const char *path)
{
    return is_handed_in(path) ? 0 : (int)(file_name(path) - path);
}

bool file_folder(const char *path, char out[FILE_PATH_SIZE])
{
    int length = folder_length(path);

    return snprintf(out, FILE_PATH_SIZE, "%.*s", length > 0 ? length : 2, length > 0 ? path : "./")
         < FILE_PATH_SIZE;
}

bool file_beside(const char *path, const char *name, char out[FILE_PATH_SIZE])
{
    int folder = name[0] == '/' ? 0 : folder_length(path);

    return snprintf(out, FILE_PATH_SIZE, "%.*s%s", folder, path, name) < FILE_PATH_SIZE;
}

bool file_exists(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool file_is_special(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && !S_ISDIR(info.st_mode) && !S_ISREG(info.st_mode);
}

/* Reads what the stream has, growing the buffer, up to limit bytes. */
static bool read_stream(FILE *stream, const char *path, size_t limit, char **bytes, size_t *length,
                        struct error *err)
{
    size_t size = 64 * 1024, used = 0;
    char *data = malloc(size);

    while (data != NULL) {
        size_t got = fread(data + used, 1, size - 1 - used, stream);
        char *larger;

        used += got;
        if (used > limit) {
            free(data);
            return error_set(err, "'%s' is larger than the limit of %zu MiB", path, limit >> 20);
        }
        if (ferror(stream)) {
            int code = errno;

            free(data);
            return error_set(err, "cannot read '%s': %s", path, error_reason(code).text);
        }
        if (used < size - 1) {
            data[used] = '\0';
            *bytes = data;
            *length = used;
            return true;
        }
        size *= 2;
        larger = realloc(data, size);
        if (larger == NULL)
            free(data);
        data = larger;
    }
    return error_set(err, "cannot read '%s': not enough memory", path);
}

/* What a thing that is no regular file is called; NULL for one that is. */
static const char *kind_of(const struct stat *info)
{
    if (S_ISREG(info->st_mode))
        return NULL;
    if (S_ISDIR(info->st_mode))
        return "a folder";
    if (S_ISFIFO(info->st_mode))
        return "a pipe";
    return S_ISSOCK(info->st_mode) ? "a socket" : "a device";
}

/* Opens without waiting for the other end of a pipe. Only where `pipes` are wanted may it be one,
 * and then reading waits for it as usual. Returns the descriptor, or -1 with the error set. */
static int open_to_read(const char *path, bool pipes, struct error *err)
{
    int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), code = errno;
    const char *kind = NULL;
    struct stat info;

    if (file < 0)
        error_set(err, "cannot read '%s': %s", path, error_reason(code).text);
    else if (fstat(file, &info) == 0)
        kind = kind_of(&info);
    if (kind != NULL && pipes && S_ISFIFO(info.st_mode)) {
        kind = NULL;
        fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK);
    }
    if (kind == NULL)
        return file;
    error_set(err, "'%s' is %s, not a file", path, kind);
    close(file);
    return -1;
}

static FILE *open_path(const char *path, bool pipes, struct error *err)
{
    int file = open_to_read(path, pipes, err);
    FILE *stream = file >= 0 ? fdopen(file, "rb") : NULL;

    if (file >= 0 && stream == NULL) {
        close(file);
        error_set(err, "cannot read '%s': not enough memory", path);
    }
    return stream;
}

static bool read_path(const char *path, bool pipes, size_t limit, char **bytes, size_t *length,
                      struct error *err)
{
    FILE *stream = open_path(path, pipes, err);
    bool ok;

    *bytes = NULL;
    *length = 0;
    if (stream == NULL)
        return false;
    ok = read_stream(stream, path, limit, bytes, length, err);
    fclose(stream);
    return ok;
}

FILE *file_open(const char *path, size_t limit, size_t *size, struct error *err)
{
    FILE *stream = open_path(path, false, err);
    struct stat info;

    *size = 0;
    if (stream == NULL)
        return NULL;
    if (fstat(fileno(stream), &info) == 0)
        *size = (size_t)info.st_size;
    if (*size <= limit)
        return stream;
    error_set(err, "'%s' is larger than the limit of %zu MiB", path, limit >> 20);
    fclose(stream);
    return NULL;
}

bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *err)
{
    return read_path(path, false, limit, bytes, length, err);
}

bool file_read_named(const char *path, size_t limit, char **bytes, size_t *length,
                     struct error *err)
{
    return read_path(path, is_handed_in(path), limit, bytes, length, err);
}

static bool make_folder(const char *path, mode_t mode, struct error *err)
{
    if (file_is_folder(path) || mkdir(path, mode) == 0)
        return true;
    return error_set(err, "cannot make the folder '%s': %s", path, error_reason(errno).text);
}

bool file_make_folder(const char *path, struct error *err)
{
    return make_folder(path, 0777, err);
}

bool file_make_private_folders(char *path, struct error *err)
{
    for (char *p = path + 1; *p != '\0'; p++) {
        bool made;

        if (*p != '/')
            continue;
        *p = '\0';
        made = make_folder(path, 0700, err);
        *p = '/';
        if (!made)
            return false;
    }
    if (!make_folder(path, 0700, err))
        return false;
    /* One of somebody else, or on a disk that cannot be written: writing into it will say so. */
    (void)chmod(path, 0700);
    return true;
}
