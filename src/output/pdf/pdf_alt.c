#include "output/pdf/pdf_alt.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void pdf_alt_add(struct pdf_alt *alt, const char *words)
{
    if (alt->count == alt->room)
        alt->pages = memory_resize(alt->pages, alt->room = 2 * alt->room + 8, sizeof *alt->pages);
    alt->pages[alt->count++] = (struct pdf_alt_page){.words = memory_string(words)};
}

/* ---- what cairo writes ---- */

static const char *find(const char *from, const char *end, const char *word)
{
    size_t length = strlen(word);

    for (; from != NULL && (size_t)(end - from) >= length; from++) {
        from = memchr(from, word[0], (size_t)(end - from) - length + 1);
        if (from == NULL || memcmp(from, word, length) == 0)
            return from;
    }
    return NULL;
}

static const char closing[] = "\nendobj", content[] = "/Contents ", reference[] = " 0 R";

/* The number before " 0 obj\n", which ends at `at`. */
static long number_before(const char *begin, const char *at)
{
    const char *digit = at;

    while (digit > begin && digit[-1] >= '0' && digit[-1] <= '9')
        digit--;
    return digit > begin && digit[-1] == '\n' ? strtol(digit, NULL, 10) : 0;
}

/* An object of such a type that is whole in the window; true if there was one, which is taken. */
static bool take(struct pdf_alt *alt, const char *begins, char **object, long *number)
{
    const char *end = alt->window + alt->held, *at = find(alt->window, end, begins);
    const char *after = find(at, end, closing);
    size_t skip = strlen(" 0 obj\n");

    if (after == NULL || *object != NULL)
        return false;
    *number = number_before(alt->window, at);
    *object = memory_new((size_t)(after - at) + 1, 1);
    memcpy(*object, at + skip, (size_t)(after - at) - skip);
    alt->held = (size_t)(end - after);
    memmove(alt->window, after, alt->held);
    return true;
}

size_t pdf_alt_write(struct pdf_alt *alt, const void *bytes, size_t length)
{
    size_t written = fwrite(bytes, 1, length, alt->stream), half = sizeof alt->window / 2;
    const char *from;

    for (size_t done = 0, part; done < written; done += part) {
        part = written - done < half ? written - done : half;
        if (alt->held + part > sizeof alt->window) {
            memmove(alt->window, alt->window + alt->held - half, half);
            alt->held = half;
        }
        memcpy(alt->window + alt->held, (const char *)bytes + done, part);
        from = alt->window + (alt->held > strlen(closing) ? alt->held - strlen(closing) : 0);
        alt->held += part;
        if (find(from, alt->window + alt->held, closing) == NULL)
            continue;
        while (alt->seen < alt->count &&
               take(alt, " 0 obj\n<< /Type /Page %", &alt->pages[alt->seen].object,
                    &alt->pages[alt->seen].number))
            alt->seen++;
        take(alt, " 0 obj\n<< /Type /Catalog", &alt->root, &alt->root_number);
    }
    alt->length += written;
    return written;
}

/* ---- the update ---- */

/* The number behind the last such word. */
static long number_after(const struct pdf_alt *alt, const char *word)
{
    const char *end = alt->window + alt->held, *last = NULL;

    for (const char *at = alt->window; (at = find(at, end, word)) != NULL; at++)
        last = at;
    return last != NULL ? strtol(last + strlen(word), NULL, 10) : 0;
}

/* The update as text, and where each object begins. */
struct update {
    FILE *out;
    size_t start; /* of the update in the file */
    char *places; /* owned: sections of the table of objects */
    FILE *table;
};

static void begin_object(struct update *update, long number)
{
    fprintf(update->table, "%ld 1\n%010zu 00000 n \n", number,
            update->start + (size_t)ftell(update->out));
    fprintf(update->out, "%ld 0 obj\n", number);
}

static void put_words(FILE *out, const char *words)
{
    fputs("<FEFF", out);
    while (*words != '\0') {
        unsigned c = text_next_utf8(&words);

        if (c >= 0x10000)
            fprintf(out, "%04X%04X", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + (c & 0x3ff));
        else
            fprintf(out, "%04X", c);
    }
    fputs(">", out);
}

/* The streams that stand around each page's own: all pages have one figure, one number will do. */
static void put_marks(struct update *update, long first)
{
    static const char *const marks[2] = {"/Figure << /MCID 0 >> BDC\n", "\nEMC\n"};

    for (int i = 0; i < 2; i++) {
        begin_object(update, first + i);
        fprintf(update->out, "<< /Length %zu >>\nstream\n%s\nendstream\nendobj\n",
                strlen(marks[i]), marks[i]);
    }
}

/* A page as it was, its content between the marks, and its figure. */
static void put_page(struct update *update, const struct pdf_alt_page *page, long marks,
                     long document, size_t index)
{
    const char *contents = strstr(page->object, content), *rest = strstr(contents, reference);
    long figure = document + 1 + (long)index;

    begin_object(update, page->number);
    fprintf(update->out,
            "%.*s/StructParents %zu\n   %s[ %ld 0 R %ld 0 R %ld 0 R ]%s\nendobj\n",
            (int)(contents - page->object), page->object, index, content, marks,
            strtol(contents + strlen(content), NULL, 10), marks + 1, rest + strlen(reference));
    begin_object(update, figure);
    fprintf(update->out, "<< /Type /StructElem /S /Figure /P %ld 0 R /Pg %ld 0 R /K 0 /Alt ",
            document, page->number);
    put_words(update->out, page->words);
    fputs(" >>\nendobj\n", update->out);
}

/* The tree of the document: its figures, and of each page which is its own. */
static void put_tree(struct update *update, const struct pdf_alt *alt, long tree)
{
    begin_object(update, tree);
    fprintf(update->out,
            "<< /Type /StructTreeRoot /K %ld 0 R /ParentTreeNextKey %zu\n"
            "   /ParentTree << /Nums [",
            tree + 1, alt->count);
    for (size_t i = 0; i < alt->count; i++)
        fprintf(update->out, " %zu [ %ld 0 R ]", i, tree + 2 + (long)i);
    fputs(" ] >> >>\nendobj\n", update->out);
    begin_object(update, tree + 1);
    fprintf(update->out, "<< /Type /StructElem /S /Document /P %ld 0 R /K [", tree);
    for (size_t i = 0; i < alt->count; i++)
        fprintf(update->out, " %ld 0 R", tree + 2 + (long)i);
    fputs(" ] >>\nendobj\n", update->out);
    begin_object(update, alt->root_number);
    fprintf(update->out,
            "<< /MarkInfo << /Marked true >> /Lang (en) /StructTreeRoot %ld 0 R\n  %s\nendobj\n",
            tree, alt->root + strlen("<<"));
}

static bool is_known(const struct pdf_alt *alt, long size, long info, long before)
{
    for (size_t i = 0; i < alt->count; i++) {
        const char *object = alt->pages[i].object;
        const char *contents = object != NULL ? strstr(object, content) : NULL;

        if (contents == NULL || strstr(contents, reference) == NULL || alt->pages[i].number == 0)
            return false;
    }
    return alt->count > 0 && alt->root_number > 0 && size > 0 && info > 0 && before > 0;
}

static void put_update(const struct pdf_alt *alt, struct update *update, long size, long info,
                       long before)
{
    size_t table;

    put_marks(update, size);
    put_tree(update, alt, size + 2);
    for (size_t i = 0; i < alt->count; i++)
        put_page(update, &alt->pages[i], size, size + 3, i);
    table = update->start + (size_t)ftell(update->out);
    fflush(update->table);
    fprintf(update->out,
            "xref\n%strailer\n<< /Size %ld\n   /Root %ld 0 R\n   /Info %ld 0 R\n   /Prev %ld\n>>\n"
            "startxref\n%zu\n%%%%EOF\n",
            update->places, size + 4 + (long)alt->count, alt->root_number, info, before, table);
}

void pdf_alt_end(struct pdf_alt *alt)
{
    long size = number_after(alt, "/Size "), info = number_after(alt, "/Info ");
    long before = number_after(alt, "startxref\n");

    if (is_known(alt, size, info, before)) {
        struct update update = {.start = alt->length};
        char *text = NULL;
        size_t length, places;

        update.out = open_memstream(&text, &length);
        update.table = open_memstream(&update.places, &places);
        if (update.out != NULL && update.table != NULL)
            put_update(alt, &update, size, info, before);
        if (update.table != NULL)
            fclose(update.table);
        if (update.out != NULL && fclose(update.out) == 0)
            fwrite(text, 1, length, alt->stream);
        free(text);
        free(update.places);
    }
    for (size_t i = 0; i < alt->count; i++) {
        free(alt->pages[i].words);
        free(alt->pages[i].object);
    }
    free(alt->pages);
    free(alt->root);
}
