#include "platform/fonts.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "platform/label_cache.h"

#include <SDL_ttf.h>

#include <stdlib.h>
#include <string.h>

/* A font file and what is proportional to its size. */
struct face {
    char *bytes;   /* owned: the file */
    size_t length;
    struct font_metrics unit; /* at a size of one pixel */
};

/* A face opened at a size. */
struct opened {
    TTF_Font *font; /* owned; NULL: a free place */
    enum font_face face;
    int size_px;
    unsigned long used; /* the clock when it was last used */
};

struct fonts {
    struct font interface;
    struct face faces[FONT_FACE_COUNT];
    struct opened opened[FONTS_OPEN_MAX];
    unsigned long clock;
    struct label_cache labels;
    struct label_sheet sheet;  /* where a label is put together */
    char *run;                 /* owned: a part of a label as it is rendered, terminated */
    size_t run_size;
    size_t fonts_opened;
};

/* ---- opened sizes ---- */

static TTF_Font *open_at(const struct face *face, int size_px)
{
    SDL_RWops *stream = SDL_RWFromConstMem(face->bytes, (int)face->length);

    return stream != NULL ? TTF_OpenFontRW(stream, 1, size_px) : NULL;
}

/* The face at the size, opened if need be in the place unused for longest; NULL
 * if SDL2_ttf cannot. */
static TTF_Font *font_at(struct fonts *fonts, enum font_face face, int size_px)
{
    struct opened *place = &fonts->opened[0];

    fonts->clock++;
    for (int i = 0; i < FONTS_OPEN_MAX; i++) {
        struct opened *o = &fonts->opened[i];

        if (o->font != NULL && o->face == face && o->size_px == size_px) {
            o->used = fonts->clock;
            return o->font;
        }
        if (o->font == NULL ? place->font != NULL
                            : place->font != NULL && o->used < place->used)
            place = o;
    }
    if (place->font != NULL)
        TTF_CloseFont(place->font);
    *place = (struct opened){.font = open_at(&fonts->faces[face], size_px),
                             .face = face,
                             .size_px = size_px,
                             .used = fonts->clock};
    if (place->font != NULL) {
        fonts->fonts_opened++;
        TTF_SetFontHinting(place->font, TTF_HINTING_LIGHT_SUBPIXEL);
    }
    return place->font;
}

/* ---- labels ---- */

/* A part of a label in one font. */
struct run {
    TTF_Font *font;
    const char *text; /* borrowed: fonts->run */
    size_t length;
    int left;         /* where its ink begins, if before the pen; <= 0 */
    int above;        /* ink above the font's ascent, >= 0 */
};

static int clamped_size(int size_px)
{
    return size_px < 1 ? 1 : size_px > FONTS_SIZE_MAX ? FONTS_SIZE_MAX : size_px;
}

/* The font that renders the character in place of `face`; NULL: none has it. */
static TTF_Font *font_for(struct fonts *fonts, enum font_face face, int size_px,
                          unsigned character)
{
    for (int i = 0; i < FONT_FALLBACKS; i++) {
        enum font_face other = font_fallbacks[face][i];
        float scale = fonts->faces[face].unit.cap_height / fonts->faces[other].unit.cap_height;
        TTF_Font *font =
            font_at(fonts, other, clamped_size((int)((float)size_px * scale + 0.5f)));

        if (font != NULL && TTF_GlyphIsProvided32(font, character))
            return font;
    }
    return NULL;
}

/* A character as it is rendered. */
struct glyph {
    TTF_Font *font;   /* NULL: there is no font */
    unsigned character;
    const char *utf8; /* borrowed */
    size_t length;
};

/* Takes the character at *at, or what stands for it and for a bad byte. */
static struct glyph next_glyph(struct fonts *fonts, enum font_face face, int size_px,
                               const char **at)
{
    struct glyph glyph = {.utf8 = *at};

    glyph.character = text_next_utf8(at);
    glyph.length = (size_t)(*at - glyph.utf8);
    if (glyph.length > 1 || glyph.character < 0x80)
        glyph.font = font_for(fonts, face, size_px, glyph.character);
    for (int i = 0; i < FONT_STAND_INS && glyph.font == NULL; i++) {
        const char *end = glyph.utf8 = font_stand_ins[i];

        glyph.character = text_next_utf8(&end);
        glyph.length = (size_t)(end - glyph.utf8);
        glyph.font = font_for(fonts, face, size_px, glyph.character);
    }
    return glyph;
}

static void add_to_run(struct fonts *fonts, struct run *run, const struct glyph *glyph)
{
    size_t size = run->length + glyph->length + 1;

    if (fonts->run_size < size)
        fonts->run = memory_resize(fonts->run, fonts->run_size = 2 * size + 64, 1);
    memcpy(fonts->run + run->length, glyph->utf8, glyph->length);
    run->length += glyph->length;
    fonts->run[run->length] = '\0';
    run->text = fonts->run;
}

/* Takes the longest run that one font renders from *at .. end. False at the end,
 * or if there is no font. */
static bool next_run(struct fonts *fonts, enum font_face face, int size_px, const char **at,
                     struct run *run)
{
    *run = (struct run){0};
    while (**at != '\0') {
        const char *next = *at;
        struct glyph glyph = next_glyph(fonts, face, size_px, &next);
        int left = 0, right = 0, bottom = 0, top = 0, advance = 0;

        if (glyph.font == NULL || (run->font != NULL && glyph.font != run->font))
            break;
        TTF_GlyphMetrics32(glyph.font, glyph.character, &left, &right, &bottom, &top, &advance);
        if (run->font == NULL && left < 0)
            run->left = left;
        if (top - TTF_FontAscent(glyph.font) > run->above)
            run->above = top - TTF_FontAscent(glyph.font);
        run->font = glyph.font;
        add_to_run(fonts, run, &glyph);
        *at = next;
    }
    return run->font != NULL;
}

static int run_advance(const struct run *run)
{
    int width = 0;

    /* SDL2_ttf counts ink before the pen as width. */
    if (TTF_SizeUTF8(run->font, run->text, &width, NULL) != 0)
        return 0;
    return width + run->left;
}

/* Puts the run's bitmap on the sheet, its pen at `pen`. */
static bool run_render(struct fonts *fonts, const struct run *run, int pen)
{
    SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
    SDL_Surface *surface = TTF_RenderUTF8_Shaded(run->font, run->text, white, black);
    bool ok;

    if (surface == NULL)
        return false;
    ok = surface->format->BytesPerPixel == 1 && SDL_LockSurface(surface) == 0;
    if (ok) {
        label_sheet_add(&fonts->sheet, surface->pixels, surface->w, surface->h, surface->pitch,
                        pen + run->left, -TTF_FontAscent(run->font) - run->above);
        SDL_UnlockSurface(surface);
    }
    SDL_FreeSurface(surface);
    return ok;
}

static int measure(struct fonts *fonts, enum font_face face, int size_px, const char *text)
{
    struct run run;
    int width = 0;

    while (next_run(fonts, face, size_px, &text, &run))
        width += run_advance(&run);
    return width;
}

static struct label *label_of(struct fonts *fonts, enum font_face face, int size_px,
                              const char *text, size_t length)
{
    struct label *label = label_cache_find(&fonts->labels, face, size_px, text, length);

    if (label == NULL) {
        label = label_cache_add(&fonts->labels, face, size_px, text, length);
        label->width = measure(fonts, face, size_px, label->text);
    }
    return label;
}

/* ---- the interface ---- */

static void interface_metrics(void *context, enum font_face face, int size_px,
                              struct font_metrics *out)
{
    const struct fonts *fonts = context;
    const struct font_metrics *unit = &fonts->faces[face].unit;
    float size = (float)clamped_size(size_px);

    out->ascent = unit->ascent * size;
    out->descent = unit->descent * size;
    out->cap_height = unit->cap_height * size;
    out->x_height = unit->x_height * size;
}

static float interface_width(void *context, enum font_face face, int size_px, const char *text,
                             size_t length)
{
    if (length == 0)
        return 0;
    return (float)label_of(context, face, clamped_size(size_px), text, length)->width;
}

static bool interface_bitmap(void *context, enum font_face face, int size_px, const char *text,
                             size_t length, struct font_bitmap *out)
{
    struct fonts *fonts = context;
    struct label *label;

    if (length == 0)
        return false;
    size_px = clamped_size(size_px);
    label = label_of(fonts, face, size_px, text, length);
    if (!label->rendered) {
        const char *at = label->text;
        struct run run;
        int pen = 0;

        label_sheet_clear(&fonts->sheet);
        while (next_run(fonts, face, size_px, &at, &run)) {
            if (!run_render(fonts, &run, pen))
                return false;
            pen += run_advance(&run);
        }
        label_cache_render(&fonts->labels, label, &fonts->sheet);
    }
    *out = label->bitmap;
    return true;
}

/* ---- opening and closing ---- */

static const char remedy[] = "install Backstep again, or start it from its build folder";

/* Reads one file and measures the face; names the file if it is no good. */
static bool face_read(struct face *face, const char *folder, const char *file, struct error *err)
{
    enum { MEASURED_PX = 1000, FILE_LIMIT = 64 << 20 };
    char path[FILE_PATH_SIZE];
    int left, right, bottom, caps = 0, lower = 0, advance;
    TTF_Font *font;

    if (snprintf(path, sizeof path, "%s/%s", folder, file) >= (int)sizeof path)
        return error_set(err, "cannot read the fonts in '%.60s...': the path is too long", folder);
    if (!file_read(path, FILE_LIMIT, &face->bytes, &face->length, err)) {
        struct error why = err != NULL ? *err : (struct error){0};

        return error_set(err, "%s; the program needs this font: %s", why.text, remedy);
    }
    font = open_at(face, MEASURED_PX);
    if (font == NULL)
        return error_set(err, "'%s' is not a font that can be used (%s): %s", path, TTF_GetError(),
                         remedy);
    TTF_SetFontHinting(font, TTF_HINTING_NONE);
    face->unit.ascent = (float)TTF_FontAscent(font) / MEASURED_PX;
    face->unit.descent = (float)-TTF_FontDescent(font) / MEASURED_PX;
    if (TTF_GlyphMetrics32(font, 'H', &left, &right, &bottom, &caps, &advance) == 0)
        face->unit.cap_height = (float)caps / MEASURED_PX;
    if (TTF_GlyphMetrics32(font, 'x', &left, &right, &bottom, &lower, &advance) == 0)
        face->unit.x_height = (float)lower / MEASURED_PX;
    TTF_CloseFont(font);
    if (!(face->unit.ascent > 0 && face->unit.descent > 0 && caps > 0 && lower > 0))
        return error_set(err, "'%s' is not a font with Latin letters: %s", path, remedy);
    return true;
}

struct fonts *fonts_open(const char *folder, struct error *err)
{
    struct fonts *fonts;

    if (!file_is_folder(folder)) {
        error_set(err, "the folder of fonts '%s' does not exist: %s", folder, remedy);
        return NULL;
    }
    /* SDL makes the memory for its errors with the first of them; if that is that there is no
     * memory, it recurs until the stack is full (2.26). */
    SDL_ClearError();
    if (TTF_Init() != 0) {
        error_set(err, "cannot start SDL2_ttf, which renders text: %s", TTF_GetError());
        return NULL;
    }
    fonts = memory_new(1, sizeof *fonts);
    label_cache_init(&fonts->labels);
    fonts->interface = (struct font){fonts, interface_metrics, interface_width, interface_bitmap};
    for (int face = 0; face < FONT_FACE_COUNT; face++) {
        if (!face_read(&fonts->faces[face], folder, font_files[face], err)) {
            fonts_close(fonts);
            return NULL;
        }
    }
    return fonts;
}

void fonts_close(struct fonts *fonts)
{
    if (fonts == NULL)
        return;
    for (int i = 0; i < FONTS_OPEN_MAX; i++)
        if (fonts->opened[i].font != NULL)
            TTF_CloseFont(fonts->opened[i].font);
    for (int face = 0; face < FONT_FACE_COUNT; face++)
        free(fonts->faces[face].bytes);
    label_cache_finish(&fonts->labels);
    label_sheet_finish(&fonts->sheet);
    free(fonts->run);
    free(fonts);
    TTF_Quit();
}

const struct font *fonts_interface(struct fonts *fonts)
{
    return &fonts->interface;
}

void fonts_end_frame(struct fonts *fonts)
{
    label_cache_trim(&fonts->labels, FONTS_LABELS_MAX, FONTS_BITMAP_BYTES_MAX);
}

struct fonts_usage fonts_usage(const struct fonts *fonts)
{
    struct fonts_usage usage = {
        .labels = fonts->labels.count,
        .bitmap_bytes = fonts->labels.bytes,
        .labels_made = fonts->labels.made,
        .bitmaps_made = fonts->labels.rendered,
        .fonts_opened = fonts->fonts_opened,
    };

    for (int i = 0; i < FONTS_OPEN_MAX; i++)
        usage.open += fonts->opened[i].font != NULL;
    return usage;
}
