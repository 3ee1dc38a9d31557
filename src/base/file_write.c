#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- temporary files ---- */

enum { TEMPORARIES_MAX = 4 };

/* Those that are open now, for who must remove them in a signal handler; "": a free place. */
static char temporaries[TEMPORARIES_MAX][FILE_TEMPORARY_SIZE];

void file_remove_temporaries(void)
{
    for (size_t i = 0; i < TEMPORARIES_MAX; i++)
        if (temporaries[i][0] != '\0')
            unlink(temporaries[i]);
}

static void remember_temporary(const char *path)
{
    for (size_t i = 0; i < TEMPORARIES_MAX; i++)
        if (temporaries[i][0] == '\0') {
            snprintf(temporaries[i], sizeof temporaries[i], "%s", path);
            return;
        }
}

static void forget_temporary(const char *path)
{
    for (size_t i = 0; i < TEMPORARIES_MAX; i++)
        if (strcmp(temporaries[i], path) == 0)
            temporaries[i][0] = '\0';
}

/* A new file beside the target: never one that somebody laid there, nor one that a process of the
 * same number left behind. No signal comes between making it and remembering it. */
static int open_temporary(struct file_writer *writer, mode_t mode)
{
    enum { TRIES = 100 };
    sigset_t all, before;
    int file = -1, code;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    for (int i = 0; i < TRIES && file < 0 && (i == 0 || errno == EEXIST); i++) {
        snprintf(writer->temporary, sizeof writer->temporary, "%.*s.%ld-%d~", FILE_PATH_SIZE,
                 writer->target, (long)getpid(), i);
        file = open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    }
    code = errno;
    if (file >= 0)
        remember_temporary(writer->temporary);
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = code;
    return file;
}

/* ---- writing ---- */

/* The file that a chain of links ends in; it need not exist. */
static bool follow_links(const char *path, char target[FILE_PATH_SIZE])
{
    enum { LINKS_MAX = 40 };
    char link[FILE_PATH_SIZE];

    snprintf(target, FILE_PATH_SIZE, "%s", path);
    for (int i = 0; i < LINKS_MAX; i++) {
        ssize_t length = readlink(target, link, sizeof link - 1);
        const char *slash = strrchr(target, '/');
        size_t folder;

        if (length < 0)
            return true;
        folder = link[0] != '/' && slash != NULL ? (size_t)(slash + 1 - target) : 0;
        if (folder + (size_t)length >= FILE_PATH_SIZE)
            return false;
        memcpy(target + folder, link, (size_t)length);
        target[folder + (size_t)length] = '\0';
    }
    return false;
}

/* The new file may be read and written by whom the old one could. Where the group cannot be kept,
 * it gets no more than the others have. */
static void take_permissions(int file, const struct stat *old)
{
    mode_t mode = old->st_mode & 0777;

    if (fchown(file, (uid_t)-1, old->st_gid) != 0)
        mode &= ~(mode_t)070 | (mode & 07) << 3;
    fchmod(file, mode);
}

/* Opens writer->stream; returns 0 or what went wrong, as errno. */
static int open_stream(struct file_writer *writer, const struct stat *old, mode_t mode)
{
    bool special = old != NULL && !S_ISREG(old->st_mode);
    int file, code;

    /* What /dev/stdout leads to may have no name of its own. */
    file = special ? open(writer->path, O_WRONLY | O_TRUNC | O_NOCTTY | O_CLOEXEC)
                   : open_temporary(writer, old != NULL ? 0600 : mode);
    if (file < 0)
        return errno;
    if (!special && old != NULL)
        take_permissions(file, old);
    writer->stream = fdopen(file, "wb");
    if (writer->stream != NULL)
        return 0;
    code = errno;
    close(file);
    if (!special)
        remove(writer->temporary);
    forget_temporary(writer->temporary);
    return code;
}

static bool open_writer(struct file_writer *writer, const char *path, bool force, mode_t mode,
                        struct error *err)
{
    struct stat old;
    bool exists;
    int code;

    *writer = (struct file_writer){0};
    if (strlen(path) >= sizeof writer->path)
        return error_set(err, "cannot write '%.60s...': the path is too long", path);
    exists = stat(path, &old) == 0;
    if (exists && S_ISDIR(old.st_mode))
        return error_set(err, "cannot write '%s': it is a folder", path);
    if (exists && S_ISREG(old.st_mode) && !force)
        return error_set(err, "'%s' exists already; use --force to replace it", path);
    snprintf(writer->path, sizeof writer->path, "%s", path);
    code = ELOOP;
    if (follow_links(path, writer->target))
        code = open_stream(writer, exists ? &old : NULL, mode);
    if (code == 0)
        return true;
    *writer = (struct file_writer){0};
    return error_set(err, "cannot write '%s': %s", path, error_reason(code).text);
}

bool file_writer_open(struct file_writer *writer, const char *path, bool force, struct error *err)
{
    return open_writer(writer, path, force, 0666, err);
}

bool file_writer_open_standard(struct file_writer *writer, struct error *err)
{
    int file = fflush(stdout) == 0 ? dup(STDOUT_FILENO) : -1;

    *writer = (struct file_writer){.path = "/dev/stdout"};
    writer->stream = file >= 0 ? fdopen(file, "wb") : NULL;
    return writer->stream != NULL
        || error_set(err, "cannot write to standard output: %s", error_reason(errno).text);
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

    if (code == 0 && !direct && rename(writer->temporary, writer->target) != 0)
        code = errno;
    if (code != 0 && !direct)
        remove(writer->temporary);
    forget_temporary(writer->temporary);
    if (code != 0)
        error_set(err, "cannot write '%s': %s", writer->path, error_reason(code).text);
    *writer = (struct file_writer){0};
    return code == 0;
}

void file_writer_abandon(struct file_writer *writer)
{
    if (writer->stream != NULL) {
        fclose(writer->stream);
        if (writer->temporary[0] != '\0')
            remove(writer->temporary);
        forget_temporary(writer->temporary);
    }
    *writer = (struct file_writer){0};
}

static bool write_all(struct file_writer *writer, const char *bytes, size_t length,
                      struct error *err)
{
    fwrite(bytes, 1, length, writer->stream); /* an error shows when it is committed */
    return file_writer_commit(writer, err);
}

bool file_write(const char *path, bool force, const char *bytes, size_t length, struct error *err)
{
    struct file_writer writer;

    return file_writer_open(&writer, path, force, err) && write_all(&writer, bytes, length, err);
}

bool file_write_private(const char *path, const char *bytes, size_t length, struct error *err)
{
    struct file_writer writer;

    return open_writer(&writer, path, true, 0600, err) && write_all(&writer, bytes, length, err);
}
