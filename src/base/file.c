#include "base/file.h"

#include <ctype.h>
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

/* What the system says about a failure, as the end of a sentence: "permission denied". */
struct reason {
    char text[128];
};

static struct reason reason(int code)
{
    struct reason result;

    snprintf(result.text, sizeof result.text, "%s", strerror(code));
    /* "I/O error" and the like keep their capital. */
    if (islower((unsigned char)result.text[1]))
        result.text[0] = (char)tolower((unsigned char)result.text[0]);
    return result;
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
            return error_set(err, "cannot read '%s': %s", path, reason(code).text);
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
        return error_set(err, "cannot read '%s': %s", path, reason(errno).text);
    ok = read_stream(stream, path, limit, bytes, length, err);
    fclose(stream);
    return ok;
}

/* A device or a pipe: nothing that could be lost, and nothing to rename over. */
static bool is_special(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

bool file_writer_open(struct file_writer *writer, const char *path, bool force, struct error *err)
{
    bool special = is_special(path);

    *writer = (struct file_writer){0};
    if (strlen(path) >= sizeof writer->path)
        return error_set(err, "cannot write '%.60s...': the path is too long", path);
    if (file_is_folder(path))
        return error_set(err, "cannot write '%s': it is a folder", path);
    if (!force && !special && file_exists(path))
        return error_set(err, "'%s' exists already; use --force to replace it", path);
    snprintf(writer->path, sizeof writer->path, "%s", path);
    if (!special)
        snprintf(writer->temporary, sizeof writer->temporary, "%s.%ld~", path, (long)getpid());
    writer->stream = fopen(special ? path : writer->temporary, "wb");
    if (writer->stream == NULL) {
        int code = errno;

        *writer = (struct file_writer){0};
        return error_set(err, "cannot write '%s': %s", path, reason(code).text);
    }
    return true;
}

/* Everything to the disk and closed. Returns 0 or what went wrong, as errno. */
static int finish_stream(FILE *stream)
{
    int code = 0;

    if (fflush(stream) != 0)
        code = errno;
    else if (ferror(stream)) /* an earlier write failed; its errno is long gone */
        code = EIO;
    /* fsync is refused by pipes and some file systems: not a lost file. */
    else if (fsync(fileno(stream)) != 0 && errno != EINVAL && errno != ENOTSUP)
        code = errno;
    if (fclose(stream) != 0 && code == 0)
        code = errno;
    return code;
}

bool file_writer_commit(struct file_writer *writer, struct error *err)
{
    bool direct = writer->temporary[0] == '\0';
    int code = finish_stream(writer->stream);

    if (code == 0 && !direct && rename(writer->temporary, writer->path) != 0)
        code = errno;
    if (code != 0) {
        if (!direct)
            remove(writer->temporary);
        error_set(err, "cannot write '%s': %s", writer->path, reason(code).text);
    }
    *writer = (struct file_writer){0};
    return code == 0;
}

void file_writer_abandon(struct file_writer *writer)
{
    if (writer->stream != NULL) {
        fclose(writer->stream);
        if (writer->temporary[0] != '\0')
            remove(writer->temporary);
    }
    *writer = (struct file_writer){0};
}

bool file_write(const char *path, bool force, const char *bytes, size_t length, struct error *err)
{
    struct file_writer writer;

    if (!file_writer_open(&writer, path, force, err))
        return false;
    fwrite(bytes, 1, length, writer.stream); /* an error shows when it is committed */
    return file_writer_commit(&writer, err);
}

bool file_make_folder(const char *path, struct error *err)
{
    if (file_is_folder(path))
        return true;
    if (mkdir(path, 0777) != 0)
        return error_set(err, "cannot make the folder '%s': %s", path, reason(errno).text);
    return true;
}
