#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
            return error_set(err, "cannot read '%s': %s", path, strerror(code));
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

bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *err)
{
    FILE *stream;
    bool ok;

    *bytes = NULL;
    *length = 0;
    if (file_is_folder(path))
        return error_set(err, "'%s' is a folder, not a file", path);
    stream = fopen(path, "rb");
    if (stream == NULL)
        return error_set(err, "cannot read '%s': %s", path, strerror(errno));
    ok = read_stream(stream, path, limit, bytes, length, err);
    fclose(stream);
    return ok;
}

bool file_writer_open(struct file_writer *writer, const char *path, bool force, struct error *err)
{
    *writer = (struct file_writer){0};
    if (strlen(path) >= sizeof writer->path)
        return error_set(err, "cannot write '%.60s...': the path is too long", path);
    if (file_is_folder(path))
        return error_set(err, "cannot write '%s': it is a folder", path);
    if (!force && file_exists(path))
        return error_set(err, "'%s' exists already; use --force to replace it", path);
    snprintf(writer->path, sizeof writer->path, "%s", path);
    snprintf(writer->temporary, sizeof writer->temporary, "%s.%ld~", path, (long)getpid());
    writer->stream = fopen(writer->temporary, "wb");
    if (writer->stream == NULL)
        return error_set(err, "cannot write '%s': %s", path, strerror(errno));
    return true;
}

bool file_writer_commit(struct file_writer *writer, struct error *err)
{
    bool bad = ferror(writer->stream) != 0;
    int code = errno;

    if (!bad && (fflush(writer->stream) != 0 || fsync(fileno(writer->stream)) != 0)) {
        /* fsync is refused by pipes and some file systems: not a lost file. */
        code = errno;
        bad = code != EINVAL && code != ENOTSUP;
    }
    if (fclose(writer->stream) != 0 && !bad) {
        code = errno;
        bad = true;
    }
    writer->stream = NULL;
    if (!bad && rename(writer->temporary, writer->path) != 0) {
        code = errno;
        bad = true;
    }
    if (bad) {
        remove(writer->temporary);
        error_set(err, "cannot write '%s': %s", writer->path, strerror(code));
    }
    *writer = (struct file_writer){0};
    return !bad;
}

void file_writer_abandon(struct file_writer *writer)
{
    if (writer->stream != NULL) {
        fclose(writer->stream);
        remove(writer->temporary);
    }
    *writer = (struct file_writer){0};
}

bool file_make_folder(const char *path, struct error *err)
{
    if (file_is_folder(path))
        return true;
    if (mkdir(path, 0777) != 0)
        return error_set(err, "cannot make the folder '%s': %s", path, strerror(errno));
    return true;
}
